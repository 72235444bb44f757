import ArgumentParser
import Configuration
import Foundation
import Web
import Wire

/// Reads who may enter, from the environment and the command line.
struct AccessReading {
    let environment: ConfigReader
    let dataFolder: String

    func settings(_ options: ServerOptions) throws -> AccessSettings {
        AccessSettings(
            token: try token(), tokenKey: try tokenKey(), hosts: try hosts(), origins: Set(try origins("origins")),
            embedders: try origins("embedders"), revocationsFile: dataFolder + "/revocations.json",
            requestsPerSecond: try ServeSettings.integer("requests.per.second", in: 1...1_000_000, environment)
                ?? Limits.requestsPerSecond,
            newSessionsPerMinute: try ServeSettings.integer("sessions.per.minute", in: 1...1_000_000, environment)
                ?? Limits.newSessionsPerMinute,
            promptsPerMinute: try ServeSettings.integer("prompts.per.minute", in: 1...1_000_000, environment)
                ?? Limits.promptsPerMinute,
            tls: try tls(options))
    }

    /// The token given, or one that is made once and kept, so that people stay signed in over a restart.
    private func token() throws -> String {
        if let given = environment.string(forKey: "token", isSecret: true) {
            guard given.utf8.count >= 8 else { throw ValidationError("SANDGLASS_TOKEN is shorter than 8 bytes") }
            return given
        }
        let path = try ServeSettings.make(dataFolder) + "/token"
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

    private func tokenKey() throws -> TokenKey? {
        var keys: [TokenKey] = []
        if let secret = environment.string(forKey: "jwt.secret", isSecret: true) { keys.append(.secret(secret)) }
        if let path = environment.string(forKey: "jwt.secret.file") {
            let text = try read(path, "SANDGLASS_JWT_SECRET_FILE")
            keys.append(.secret(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
        if let path = environment.string(forKey: "jwt.key.file") {
            keys.append(.publicKey(try read(path, "SANDGLASS_JWT_KEY_FILE")))
        }
        guard keys.count <= 1 else {
            throw ValidationError(
                "one of SANDGLASS_JWT_SECRET, SANDGLASS_JWT_SECRET_FILE and SANDGLASS_JWT_KEY_FILE is wanted, not several"
            )
        }
        return keys.first
    }

    private func read(_ path: String, _ variable: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("\(variable): \(path) cannot be read")
        }
        return text
    }

    private func list(_ key: String) -> [String] {
        environment.string(forKey: ConfigKey(key), default: "").split(separator: ",")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func hosts() throws -> Set<String> {
        let hosts = list("hosts")
        for host in hosts where !AccessSettings.isHostName(host) {
            throw ValidationError("SANDGLASS_HOSTS: \"\(host)\" is not a name such as sandglass.example.org")
        }
        return Set(hosts.map { $0.lowercased() })
    }

    private func origins(_ key: String) throws -> [String] {
        let origins = list(key)
        for origin in origins where !AccessSettings.isOrigin(origin) {
            throw ValidationError(
                "SANDGLASS_\(key.uppercased()): \"\(origin)\" is not an origin such as https://example.org, in lower case "
                    + "and without a path")
        }
        return origins
    }

    private func tls(_ options: ServerOptions) throws -> TLSFiles? {
        let certificate = options.tlsCert ?? environment.string(forKey: "tls.cert")
        let key = options.tlsKey ?? environment.string(forKey: "tls.key")
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key)
        default: throw ValidationError("--tls-cert and --tls-key go together; one of them is missing")
        }
    }
}
