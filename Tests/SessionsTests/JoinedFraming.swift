import Sessions

/// Messages as they are, and what the framing was told of them.
final class JoinedFraming: Framing {
    struct Framed: Sendable {
        var texts: [String]
        /// nil for a page.
        var history: BroadcastHistory?
        /// How often the framing could rest before.
        var rests: Int
    }

    private var rests = 0

    func broadcast(_ texts: [[UInt8]], _ history: BroadcastHistory) -> any Sendable {
        Framed(texts: texts.map { String(decoding: $0, as: UTF8.self) }, history: history, rests: rests)
    }

    func page(_ texts: [[UInt8]]) -> any Sendable {
        Framed(texts: texts.map { String(decoding: $0, as: UTF8.self) }, rests: rests)
    }

    func rest() { rests += 1 }
}
