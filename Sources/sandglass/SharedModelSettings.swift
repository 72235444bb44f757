import ArgumentParser
import Configuration
import Foundation
import LanguageModels
import Turns
import Wire

/// What holds for every attached model.
struct SharedModelSettings {
    /// Without a delta for so long a model is given up.
    let idleTimeout: Duration
    let retries: RetryPolicy
    let proxy: ModelProxy?
    /// The path of a PEM file.
    let authorities: String?

    init(_ environment: ConfigReader) throws {
        idleTimeout = .seconds(try ServeSettings.integer("model.idle.seconds", in: 1...3_600, environment) ?? 60)
        let retries = try ServeSettings.integer("model.retries", in: Limits.modelRetries, environment)
        self.retries = retries.map { RetryPolicy(retries: $0) } ?? RetryPolicy()
        do { proxy = try environment.string(forKey: "model.proxy", isSecret: true).map { try ModelProxy($0) } } catch {
            throw ValidationError("\(error)")
        }
        authorities = try environment.string(forKey: "model.ca.file").map(Self.authorities)
    }

    private static func authorities(_ path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("SANDGLASS_MODEL_CA_FILE: \(path) cannot be read")
        }
        guard text.contains("-----BEGIN CERTIFICATE-----") else {
            throw ValidationError(
                "SANDGLASS_MODEL_CA_FILE: \(path) holds no certificate: name a PEM file of the authorities to trust")
        }
        return path
    }
}
