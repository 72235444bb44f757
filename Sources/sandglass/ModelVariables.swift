import Configuration
import LanguageModels

/// The variables that attach one model.
struct ModelVariables {
    let api, url, model, key, keyFile, tools, price: ConfigKey

    /// SANDGLASS_MODEL_…
    static let first = ModelVariables("model", model: "model")

    /// SANDGLASS_FALLBACK_1_… and so on.
    static func fallback(_ number: Int) -> ModelVariables {
        ModelVariables("fallback.\(number)", model: "fallback.\(number).model")
    }

    private init(_ prefix: String, model: String) {
        api = ConfigKey("\(prefix).api")
        url = ConfigKey("\(prefix).url")
        self.model = ConfigKey(model)
        key = ConfigKey("\(prefix).key")
        keyFile = ConfigKey("\(prefix).key.file")
        tools = ConfigKey("\(prefix).tools")
        price = ConfigKey("\(prefix).price")
    }

    /// What `AttachedModel` reads besides the API.
    var others: [ConfigKey] { [url, model, key, keyFile, tools, price] }

    func variable(of setting: InvalidModelConfiguration.Setting) -> String {
        switch setting {
        case .url: url.variable
        case .model: model.variable
        case .key: key.variable
        case .proxy: setting.rawValue
        }
    }
}

extension ConfigKey {
    /// As it stands in the environment.
    var variable: String { "SANDGLASS_" + components.joined(separator: "_").uppercased() }
}
