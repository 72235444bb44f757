public import Wire

/// The tokens that answers have used, by what a log says of them: as many as their providers counted, and of an answer that
/// nobody counted, or that was cut off, one for every four bytes.
public struct TokenTally: Sendable, Hashable {
    static let bytesPerToken = 4

    /// Without the answer in flight.
    public private(set) var settled = Usage()
    /// UTF-8 bytes of the answer in flight; nil once it was counted.
    private var bytes: Int? = 0

    public init() {}

    public var used: Usage { settled + guess }

    private var guess: Usage {
        let tokens = ((bytes ?? 0) + Self.bytesPerToken - 1) / Self.bytesPerToken
        return Usage(tokens: tokens, guessed: tokens)
    }

    /// Takes what was used without its events.
    mutating func add(_ usage: Usage) { settled = settled + usage }

    public mutating func apply(_ body: EventBody) {
        switch body {
        case .attemptStarted, .turnEnded:
            settled = used
            bytes = 0
        case .text(_, _, _, _, let text): bytes = bytes.map { $0 + text.utf8.count }
        case .attemptAnswered(_, _, let tokens):
            add(Usage(tokens: tokens.input + tokens.output, cost: tokens.cost ?? Cost(millionths: 0)))
            bytes = nil
        default: break
        }
    }
}
