import ArgumentParser
import Configuration
import Foundation
import LanguageModels
import Turns
import Web

/// Which model answers.
struct ModelSettings {
    enum API: String, CaseIterable {
        case rehearsal
        case openAIChat = "openai-chat"
        case anthropic
    }

    let api: API
    private let url: String?
    private let name: String?
    private let key: Secret?
    /// Seconds without a delta after which a model is given up.
    private let idleSeconds: Int
    /// Milliseconds between two pieces of a rehearsed answer.
    private let rehearsalMs: Int

    init(_ environment: ConfigReader) throws {
        let given = environment.string(forKey: "model.api", default: API.rehearsal.rawValue)
        guard let api = API(rawValue: given) else {
            let known = API.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("SANDGLASS_MODEL_API is \"\(given)\"; one of \(known) is wanted")
        }
        self.api = api
        url = environment.string(forKey: "model.url")
        name = environment.string(forKey: "model")
        key = try Self.key(environment)
        idleSeconds = try ServeSettings.integer("model.idle.seconds", in: 1...3_600, environment) ?? 60
        rehearsalMs = try ServeSettings.integer("rehearsal.ms", in: 0...10_000, environment) ?? 40
    }

    private static func key(_ environment: ConfigReader) throws -> Secret? {
        if let key = environment.string(forKey: "model.key", isSecret: true) { return Secret(key) }
        guard let path = environment.string(forKey: "model.key.file") else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("SANDGLASS_MODEL_KEY_FILE: \(path) cannot be read")
        }
        return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// - Throws: when a setting is missing or wrong, in words that name it.
    func languageModel() throws -> any LanguageModel {
        switch api {
        case .rehearsal: RehearsalModel(pace: RehearsalPace(median: .milliseconds(rehearsalMs)))
        case .openAIChat: ChatCompletionsModel(try configuration(url ?? "http://127.0.0.1:8081/v1"))
        case .anthropic: MessagesModel(try configuration(url ?? "https://api.anthropic.com"))
        }
    }

    private func configuration(_ url: String) throws -> ModelConfiguration {
        do {
            var configuration = try ModelConfiguration(url: url, model: required(name, "SANDGLASS_MODEL"), key: key)
            configuration.idleTimeout = .seconds(idleSeconds)
            return configuration
        } catch let invalid as InvalidModelConfiguration {
            throw ValidationError(invalid.description)
        }
    }

    private func required(_ value: String?, _ variable: String) throws -> String {
        guard let value, !value.isEmpty else {
            throw ValidationError("\(variable) is not set: SANDGLASS_MODEL_API=\(api.rawValue) needs it")
        }
        return value
    }

    /// What the page says of the model, and what it offers to ask.
    func about(_ model: any LanguageModel) -> About {
        About(
            version: Sandglass.version, model: model.name, isRehearsal: model.isRehearsal,
            attach: model.isRehearsal ? RehearsalModel.howToAttach : nil,
            examples: RehearsalModel.examples.map { .init(title: $0.title, prompt: $0.prompt) })
    }
}
