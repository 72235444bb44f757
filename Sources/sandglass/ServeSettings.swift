import ArgumentParser
import Configuration
import Foundation
import Logging
import Turns
import Wire

/// Everything that an operator can set: the command line first, then the environment, then the default.
struct ServeSettings {
    let host: String
    let port: Int
    let dataFolder: String
    let publicFolder: String
    let runtimeFolder: String
    let pyodideFolder: String?
    let origins: Set<String>
    let logLevel: Logger.Level
    let policy: TurnPolicy
    let model: ModelSettings
    /// Seconds (OPN7).
    let ping = 5
    private let givenToken: String?

    init(options: Serve) throws {
        let environment = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "sandglass")
        host = options.host ?? environment.string(forKey: "host", default: "127.0.0.1")
        port = try options.port ?? Self.integer("port", in: 0...65_535, environment) ?? 8080
        dataFolder = options.data ?? environment.string(forKey: "data", default: "data")
        publicFolder = options.publicFolder ?? environment.string(forKey: "public", default: "Public")
        runtimeFolder = options.runtime ?? environment.string(forKey: "runtime", default: ".runtime")
        pyodideFolder = options.pyodide ?? environment.string(forKey: "pyodide")
        origins = Set(
            environment.string(forKey: "origins", default: "").split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) })
        let level = environment.string(forKey: "log.level", default: "info")
        guard let logLevel = Logger.Level(rawValue: level) else {
            throw ValidationError(
                "SANDGLASS_LOG_LEVEL is \"\(level)\"; one of "
                    + "\(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")) is wanted")
        }
        self.logLevel = logLevel
        var policy = TurnPolicy()
        policy.attempts = try Self.integer("max.attempts", in: 1...20, environment) ?? policy.attempts
        if let seconds = try Self.integer("exec.seconds", in: 1...600, environment) {
            policy.run.execMs = seconds * 1_000
        }
        self.policy = policy
        model = try ModelSettings(environment)
        givenToken = environment.string(forKey: "token", isSecret: true)
        guard (0...65_535).contains(port) else { throw ValidationError("--port \(port): 0 to 65535 is wanted") }
    }

    /// The file of the session log; its folder is made.
    func database() throws -> String {
        do {
            try FileManager.default.createDirectory(atPath: dataFolder, withIntermediateDirectories: true)
        } catch {
            throw ValidationError("--data \(dataFolder): the folder cannot be made: \(error.localizedDescription)")
        }
        return dataFolder + "/sessions.sqlite"
    }

    /// The token given, or one that is made once and kept, so that people stay signed in over a restart.
    func token() throws -> String {
        if let givenToken {
            guard givenToken.utf8.count >= 8 else { throw ValidationError("SANDGLASS_TOKEN is shorter than 8 bytes") }
            return givenToken
        }
        _ = try database()
        let path = dataFolder + "/token"
        if let kept = try? String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        {
            guard kept.utf8.count >= 32 else {
                throw ValidationError("\(path) holds fewer than 32 bytes; remove it, and a token is made")
            }
            return kept
        }
        let token = (0..<32).map { _ in String(UInt8.random(in: 0..<16), radix: 16) }.joined()
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(token.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw ValidationError("--data \(dataFolder): \(path) cannot be written") }
        return token
    }

    static func integer(_ key: String, in range: ClosedRange<Int>, _ environment: ConfigReader) throws -> Int? {
        guard let text = environment.string(forKey: ConfigKey(key)) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            let name = "SANDGLASS_" + key.uppercased().replacingOccurrences(of: ".", with: "_")
            throw ValidationError(
                "\(name) is \"\(text)\"; a whole number from \(range.lowerBound) to \(range.upperBound) is wanted")
        }
        return value
    }
}
