import Sessions
import WebSockets

/// A session's messages as frames of tabs' sockets.
final class SocketFraming: Framing {
    /// nil when nothing is compressed.
    private let encoder: BroadcastEncoder?

    init(compresses: Bool) { encoder = compresses ? BroadcastEncoder() : nil }

    func broadcast(_ texts: [[UInt8]], _ history: BroadcastHistory) -> any Sendable {
        switch history {
        case .unused:
            rest()
            return Frames(texts)
        case .begins, .goesOn: return encoder?.frames(texts, startsOver: history == .begins) ?? Frames(texts)
        }
    }

    func page(_ texts: [[UInt8]]) -> any Sendable { Frames(texts) }

    func rest() { encoder?.rest() }
}
