import Composing
import Wire

extension AnswerFailure {
    /// What a transfer's failure means to the person who asked.
    /// - Parameter afterHead: the answer had begun.
    init(_ failure: TransferFailure, afterHead: Bool, configuration: ModelConfiguration, redaction: Redaction) {
        let server = "The model server at \(configuration.address.place)"
        func because(_ reason: String) -> String { "(\(redaction.applied(to: reason)))" }
        switch failure {
        case .unreachable(let reason):
            let question = "is it running, and is SANDGLASS_MODEL_URL right?"
            self.init(.unreachable, "\(server) cannot be reached: \(question) \(because(reason))")
        case .connectTimeout:
            let limit = configuration.connectTimeout
            self.init(.unreachable, "\(server) accepted no connection within \(limit): is it running?")
        case .broken(let reason) where afterHead:
            self.init(.truncated, "\(server) broke off in the middle of its answer; try again. \(because(reason))")
        case .broken(let reason):
            self.init(.unreachable, "\(server) broke off before it answered; try again. \(because(reason))")
        case .malformed(let reason):
            self.init(.malformed, "\(server) does not speak HTTP: check SANDGLASS_MODEL_URL. \(because(reason))")
        case .tooLarge(let bytes):
            self.init(.malformed, "\(server) sent more than \(bytes) bytes: check SANDGLASS_MODEL_URL.")
        case .idle:
            let limit = configuration.idleTimeout
            self.init(.timeout, "\(server) sent no text for \(limit); try again, or take a smaller model.")
        case .cancelled: self.init(.cancelled, "The answer was cancelled.")
        }
    }
}
