import Wire

/// The one tool that a model is offered: `run_python {code}`.
enum ProgramTool {
    static let name = "run_python"
    static let description: JSON =
        "Runs a whole Python program in the user's browser and shows its figure. What it came to is the result."
    /// JSON Schema, as far as all providers know it.
    static let parameters: JSON = [
        "type": "object",
        "properties": ["code": ["type": "string", "description": "The whole program."]],
        "required": ["code"],
    ]

    /// As OpenAI's chat completions and those who copied them want it.
    static let function: JSON = [
        "type": "function",
        "function": ["name": .string(name), "description": description, "parameters": parameters],
    ]

    static func arguments(_ program: String) -> JSON { ["code": .string(program)] }

    /// The id of the call in a message: any that is the same for the call and its result.
    static func id(_ call: Int) -> JSON { .string("call_\(call)") }
}
