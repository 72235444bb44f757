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

    static let environment = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "sandglass")

    init(options: ServerOptions) throws {
        let environment = Self.environment
        host = options.host ?? environment.string(forKey: "host", default: "127.0.0.1")
        port = try options.port ?? Self.integer("port", in: 0...65_535, environment) ?? 8080
        dataFolder = Self.dataFolder(options.data, environment)
        publicFolder = options.publicFolder ?? environment.string(forKey: "public", default: "Public")
        runtimeFolder = options.runtime ?? environment.string(forKey: "runtime", default: ".runtime")
        pyodideFolder = options.pyodide ?? environment.string(forKey: "pyodide")
        logLevel = try Self.choice("log.level", environment) ?? .info
        let compression = environment.string(forKey: "compression", default: "on")
        guard ["on", "off"].contains(compression) else {
            throw ValidationError("SANDGLASS_COMPRESSION is \"\(compression)\"; on or off is wanted")
        }
        compresses = compression == "on"
        policy = try Self.policy(environment)
        retention = Retention(
            age: try Self.integer("retain.days", in: 1...36_500, environment).map { $0 * 86_400_000 },
            events: try Self.integer("retain.events", in: 100...1_000_000_000, environment),
            bytes: try Self.integer("retain.mb", in: 1...1_048_576, environment).map { $0 << 20 })
        memoryBytes = (try Self.integer("memory.mb", in: 256...4_096, environment) ?? 1_024) << 20
        model = try ModelSettings(environment)
        try model.requirePrices(for: policy)
        access = try AccessReading(environment: environment, dataFolder: dataFolder).settings(options)
        guard (0...65_535).contains(port) else { throw ValidationError("--port \(port): 0 to 65535 is wanted") }
    }

    static func policy(_ environment: ConfigReader) throws -> TurnPolicy {
        var policy = TurnPolicy()
        policy.attempts = try integer("max.attempts", in: 1...20, environment) ?? policy.attempts
        policy.session = try budget("session", environment)
        policy.subject = try budget("subject", environment)
        policy.conversationBytes =
            try integer("conversation.bytes", in: 0...1_000_000, environment) ?? policy.conversationBytes
        policy.cutsShort = try flag("cut.short", environment) ?? policy.cutsShort
        // The local models are small enough to copy a failed program that they are shown.
        let isLocal = environment.string(forKey: ModelVariables.first.api, default: "") == ModelSettings.local
        policy.repair = try choice("repair", environment) ?? (isLocal ? .anew : policy.repair)
        if let seconds = try integer("exec.seconds", in: 1...600, environment) {
            policy.run.execMs = seconds * 1_000
        }
        return policy
    }

    private static func budget(_ prefix: String, _ environment: ConfigReader) throws -> Budget {
        let tokens = try integer(ConfigKey("\(prefix).tokens"), in: 1...1_000_000_000_000, environment)
        let key = ConfigKey("\(prefix).cost")
        guard let text = environment.string(forKey: key) else { return Budget(tokens: tokens) }
        guard let cost = Cost(text), Limits.budgetCost.contains(cost) else {
            let most = Limits.budgetCost.upperBound
            throw ValidationError(
                "\(key.variable) is \"\(text)\"; an amount from 0.000001 to \(most) is wanted, such as 1.50")
        }
        return Budget(tokens: tokens, cost: cost)
    }

    /// Where a browser finds the page, signed in.
    /// - Parameter port: the one that the system chose, where it was asked to.
    func address(at port: Int?) -> String {
        let host = host.contains(":") ? "[\(host)]" : host
        let plain = CharacterSet(charactersIn: "-._~").union(.alphanumerics)
        let token = access.token.addingPercentEncoding(withAllowedCharacters: plain) ?? access.token
        return "\(access.tls == nil ? "http" : "https")://\(host):\(port ?? self.port)/?token=\(token)"
    }

    /// The file of the session log; its folder is made.
    func database() throws -> String { try Self.database(in: dataFolder) }

    static func database(in folder: String) throws -> String { try make(folder) + "/sessions.sqlite" }

    static func dataFolder(_ option: String?, _ environment: ConfigReader) -> String {
        option ?? environment.string(forKey: "data", default: "data")
    }

    static func make(_ folder: String) throws -> String {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ValidationError("--data \(folder): the folder cannot be made: \(error.localizedDescription)")
        }
        return folder
    }

    static func flag(_ key: ConfigKey, _ environment: ConfigReader) throws -> Bool? {
        try choice(key, environment).map { (flag: Flag) in flag == .true }
    }

    private enum Flag: String, CaseIterable { case `true`, `false` }

    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: ConfigKey, _ environment: ConfigReader
    ) throws -> Choice? {
        guard let text = environment.string(forKey: key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(key.variable) is \"\(text)\"; one of \(all) is wanted")
        }
        return choice
    }

    static func integer(_ key: ConfigKey, in range: ClosedRange<Int>, _ environment: ConfigReader) throws -> Int? {
        guard let text = environment.string(forKey: key) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw ValidationError(
                "\(key.variable) is \"\(text)\"; a whole number from \(range.lowerBound) to \(range.upperBound) is wanted"
            )
        }
        return value
    }
}
