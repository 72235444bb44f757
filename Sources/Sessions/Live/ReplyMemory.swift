import Wire

/// The answers that a session has given, so that a command sent again under its id is not done again (CMD2).
struct ReplyMemory {
    struct Key: Hashable {
        var tab: String
        var command: String
    }

    /// What became of a command.
    enum Known {
        /// It was taken, and its answer is on its way.
        case pending
        case answered(Reply.Result)
    }

    private var known: [Key: Known] = [:]
    private var order: [Key] = []

    /// Looks a command up; nil when it is new, and then it is noted as being done.
    mutating func begin(_ key: Key) -> Known? {
        if let known = known[key] { return known }
        known[key] = .pending
        order.append(key)
        if order.count > 2 * Limits.rememberedReplies {
            for key in order.prefix(Limits.rememberedReplies) { known[key] = nil }
            order.removeFirst(Limits.rememberedReplies)
        }
        return nil
    }

    mutating func answer(_ key: Key, _ reply: Reply.Result) {
        // A temporary refusal invites another try under the same id.
        if case .refused(let code, _) = reply, code.isTemporary {
            known[key] = nil
            order.removeAll { $0 == key }
        } else if known[key] != nil {
            known[key] = .answered(reply)
        }
    }

    /// What the log says was done under an id.
    mutating func replay(_ body: EventBody) {
        let done: (Key, Reply.Result)? =
            switch body {
            case .turnStarted(let turn, _, let by, let command):
                (Key(tab: by, command: command), .ok(turn: turn))
            case .attemptStarted(let turn, let attempt, _, .rerun, let by?, let command?):
                (Key(tab: by, command: command), .ok(turn: turn, attempt: attempt))
            default: nil
            }
        guard let (key, reply) = done else { return }
        replay(key, reply)
    }

    /// The same, of a segment that has ended.
    mutating func replay(_ segment: SegmentOutline) {
        replay(
            Key(tab: segment.by, command: segment.command),
            .ok(turn: segment.turn, attempt: segment.isRerun ? segment.attempts : nil))
    }

    private mutating func replay(_ key: Key, _ reply: Reply.Result) {
        _ = begin(key)
        answer(key, reply)
    }
}
