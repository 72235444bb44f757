import ArgumentParser
import Configuration
import Foundation

/// Which model a child of this process serves, and by what.
struct LocalModelSettings {
    /// The path of scripts/local-model.
    let program: String
    /// Billions of parameters: "1.5b".
    let size: String

    var name: String { "Qwen2.5-Coder \(size.uppercased()), local" }

    init(_ names: ModelVariables, _ environment: ConfigReader) throws {
        program = environment.string(forKey: "local.model", default: "scripts/local-model")
        size = environment.string(forKey: names.model, default: "1.5b")
        guard ["0.5b", "1.5b"].contains(size) else {
            throw ValidationError(
                "\(names.model.variable) is \"\(size)\"; of the local model it is 0.5b or 1.5b")
        }
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw ValidationError(
                "SANDGLASS_LOCAL_MODEL: \(program) is no program; it is scripts/local-model of a checkout of Sandglass")
        }
    }
}
