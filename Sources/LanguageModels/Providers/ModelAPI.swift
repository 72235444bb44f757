public import Composing
public import Turns
public import Wire

/// What one provider's API makes of a question. Its answers are an `AnswerDialect`'s to read.
public protocol ModelAPI: Sendable {
    associatedtype Dialect: AnswerDialect

    init()

    func call(_ request: ModelRequest, to configuration: ModelConfiguration) -> ModelCall

    /// The API without what the server just refused by name; nil where it refused something else.
    func adapted(to failure: AnswerFailure) -> Self?
}

extension ModelAPI {
    public func adapted(to failure: AnswerFailure) -> Self? { nil }
}

/// One request to a model server.
public struct ModelCall {
    /// The parts of its path, below the base.
    var path: [String]
    /// Its query, if it has one.
    var parameters: String?
    /// Besides those that every request has.
    var headers: [(name: String, value: Secret)]
    var body: JSON
}

extension AnswerFailure {
    /// Whether the server finds fault with the parameter of that name.
    func refuses(_ parameter: String) -> Bool {
        kind == .badRequest && (status == 400 || status == 422) && message.contains(parameter)
    }
}
