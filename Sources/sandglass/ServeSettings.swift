import ArgumentParser
import Configuration
import Foundation
import Logging
import Sessions
import Turns
import Web
import Wire

/// Everything that an operator can set: the command line first, then the environment, then the default.
struct ServeSettings {
    let host: String
    let port: Int
    let dataFolder: String
    let publicFolder: String
    let runtimeFolder: String
    let pyodideFolder: String?
    let access: AccessSettings
    let logLevel: Logger.Level
    /// Whether sockets may compress.
    let compresses: Bool
    let policy: TurnPolicy
    let retention: Retention
    /// Of a page's interpreter.
    let memoryBytes: Int
    let model: ModelSettings
    /// Seconds (OPN7).
    let ping = 5

    init(options: Serve) throws {
        let environment = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "sandglass")
        host = options.host ?? environment.string(forKey: "host", default: "127.0.0.1")
        port = try options.port ?? Self.integer("port", in: 0...65_535, environment) ?? 8080
        dataFolder = options.data ?? environment.string(forKey: "data", default: "data")
        publicFolder = options.publicFolder ?? environment.string(forKey: "public", default: "Public")
        runtimeFolder = options.runtime ?? environment.string(forKey: "runtime", default: ".runtime")
        pyodideFolder = options.pyodide ?? environment.string(forKey: "pyodide")
        let level = environment.string(forKey: "log.level", default: "info")
        guard let logLevel = Logger.Level(rawValue: level) else {
            throw ValidationError(
                "SANDGLASS_LOG_LEVEL is \"\(level)\"; one of "
                    + "\(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")) is wanted")
        }
        self.logLevel = logLevel
        let compression = environment.string(forKey: "compression", default: "on")
        guard ["on", "off"].contains(compression) else {
            throw ValidationError("SANDGLASS_COMPRESSION is \"\(compression)\"; on or off is wanted")
        }
        compresses = compression == "on"
        var policy = TurnPolicy()
        policy.attempts = try Self.integer("max.attempts", in: 1...20, environment) ?? policy.attempts
        policy.sessionTokens = try Self.integer("session.tokens", in: 1...1_000_000_000_000, environment)
        policy.conversationBytes =
            try Self.integer("conversation.bytes", in: 0...1_000_000, environment) ?? policy.conversationBytes
        if let seconds = try Self.integer("exec.seconds", in: 1...600, environment) {
            policy.run.execMs = seconds * 1_000
        }
        self.policy = policy
        retention = Retention(
            age: try Self.integer("retain.days", in: 1...36_500, environment).map { $0 * 86_400_000 },
            events: try Self.integer("retain.events", in: 100...1_000_000_000, environment),
            bytes: try Self.integer("retain.mb", in: 1...1_048_576, environment).map { $0 << 20 })
        memoryBytes = (try Self.integer("memory.mb", in: 256...4_096, environment) ?? 1_024) << 20
        model = try ModelSettings(environment)
        access = try AccessReading(environment: environment, dataFolder: dataFolder).settings(options)
        guard (0...65_535).contains(port) else { throw ValidationError("--port \(port): 0 to 65535 is wanted") }
    }

    /// The file of the session log; its folder is made.
    func database() throws -> String { try Self.make(dataFolder) + "/sessions.sqlite" }

    static func make(_ folder: String) throws -> String {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ValidationError("--data \(folder): the folder cannot be made: \(error.localizedDescription)")
        }
        return folder
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
