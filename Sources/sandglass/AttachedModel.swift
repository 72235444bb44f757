import ArgumentParser
import Configuration
import Foundation
import LanguageModels
import Logging
import Turns
import Wire

/// One model that an operator attaches: the first, or one that stands in for it.
struct AttachedModel {
    enum API: String, CaseIterable {
        case openAIChat = "openai-chat"
        case openAIResponses = "openai-responses"
        case anthropic, ollama, gemini

        /// Where such a model is when nobody says.
        fileprivate var url: String {
            switch self {
            case .openAIChat: "http://127.0.0.1:8081/v1"
            case .openAIResponses: "https://api.openai.com/v1"
            case .anthropic: "https://api.anthropic.com"
            case .ollama: "http://127.0.0.1:11434"
            case .gemini: "https://generativelanguage.googleapis.com"
            }
        }
    }

    private let api: API
    private let configuration: ModelConfiguration
    /// Where its price would stand.
    let priceVariable: String

    /// - Parameters:
    ///   - names: its variables.
    ///   - shared: what all models have in common.
    /// - Throws: when a setting is missing or wrong, in words that name it.
    init(_ api: API, _ names: ModelVariables, _ environment: ConfigReader, shared: SharedModelSettings) throws {
        self.api = api
        priceVariable = names.price.variable
        guard let model = environment.string(forKey: names.model), !model.isEmpty else {
            throw ValidationError("\(names.model.variable) is not set: \(api.rawValue) needs the model's name")
        }
        do {
            var configuration = try ModelConfiguration(
                url: environment.string(forKey: names.url) ?? api.url, model: model,
                key: try Self.key(names, environment))
            configuration.idleTimeout = shared.idleTimeout
            configuration.proxy = shared.proxy
            configuration.authorities = shared.authorities
            configuration.callsTool = try ServeSettings.flag(names.tools, environment) ?? false
            configuration.price = try Self.price(names, environment)
            self.configuration = configuration
        } catch let invalid as InvalidModelConfiguration {
            throw ValidationError("\(names.variable(of: invalid.setting)) \(invalid.fault)")
        }
    }

    /// Whether it is known what its tokens cost.
    var hasPrice: Bool { configuration.price != nil }

    private static func price(_ names: ModelVariables, _ environment: ConfigReader) throws -> TokenPrice? {
        guard let text = environment.string(forKey: names.price) else { return nil }
        guard let price = TokenPrice(text) else {
            throw ValidationError(
                "\(names.price.variable) is \"\(text)\"; what a million tokens cost that it reads and that it writes is "
                    + "wanted, each from 0 to \(Limits.tokenPrice.upperBound), such as 0.25/2")
        }
        return price
    }

    private static func key(_ names: ModelVariables, _ environment: ConfigReader) throws -> Secret? {
        if let key = environment.string(forKey: names.key, isSecret: true) { return Secret(key) }
        guard let path = environment.string(forKey: names.keyFile) else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("\(names.keyFile.variable): \(path) cannot be read")
        }
        return Secret(text)
    }

    func languageModel(_ transfers: CurlTransfers, _ logger: Logger) -> any LanguageModel {
        switch api {
        case .openAIChat: ProviderModel<ChatCompletionsAPI>(configuration, transfers: transfers, logger: logger)
        case .openAIResponses: ProviderModel<ResponsesAPI>(configuration, transfers: transfers, logger: logger)
        case .anthropic: ProviderModel<MessagesAPI>(configuration, transfers: transfers, logger: logger)
        case .ollama: ProviderModel<OllamaAPI>(configuration, transfers: transfers, logger: logger)
        case .gemini: ProviderModel<GeminiAPI>(configuration, transfers: transfers, logger: logger)
        }
    }
}
