import Configuration
import LanguageModels

/// The variables that attach one model.
struct ModelVariables {
    let api, url, model, key, keyFile, tools: ConfigKey

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
    }

    /// What `AttachedModel` reads besides the API.
    var others: [ConfigKey] { [url, model, key, keyFile, tools] }

    /// As it stands in the environment.
    func variable(_ key: ConfigKey) -> String {
        "SANDGLASS_" + key.components.joined(separator: "_").uppercased()
    }

    func variable(of setting: InvalidModelConfiguration.Setting) -> String {
        switch setting {
        case .url: variable(url)
        case .model: variable(model)
        case .key: variable(key)
        case .proxy: setting.rawValue
        }
    }
}
