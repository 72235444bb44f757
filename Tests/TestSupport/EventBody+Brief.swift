public import Wire

extension EventBody {
    /// The event in a few words, so that a story can be told as a list of them.
    public var brief: String {
        switch self {
        case .turnStarted(let turn, _, _, _): "turn \(turn)"
        case .attemptStarted(_, let attempt, _, let reason, _, _): "attempt \(attempt) \(reason)"
        case .text(_, _, let channel, let at, let text): "\(channel) \(at) \(text)"
        case .attemptAnswered(_, _, let tokens): "answered \(tokens.input) \(tokens.output)"
        case .code(_, _, let code, _): "code \(code)"
        case .attemptFailed(_, _, let error): "failed \(error.ename)"
        case .runLeased(let run, let tab, _): "lease \(run.lease) to \(tab)"
        case .runProgress(_, let progress): "progress \(progress.phase)"
        case .runOutput(_, let at, _): "output \(at)"
        case .runBlocked(_, let blocked): "blocked \(blocked.door) \(blocked.target)"
        case .runEnded(_, let outcome, let error, _): "run \(outcome)\(error.map { " \($0.ename)" } ?? "")"
        case .turnEnded(_, let outcome, _): "turn \(outcome)"
        }
    }
}
