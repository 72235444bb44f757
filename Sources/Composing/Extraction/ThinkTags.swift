import Wire

/// Parts an answer from the reasoning that some models write into it as `<think>…</think>`.
///
/// A tag counts outside of fenced blocks, and not directly behind a backtick, where it is only spoken of. A tag may be
/// cut anywhere between two pieces: what may still become one is held back. Reasoning that is never closed stays
/// reasoning; a closing tag that was never opened stays in the answer.
struct ThinkTags: Sendable {
    private static let opening = Array("<think>".utf8)
    private static let closing = Array("</think>".utf8)

    private var channel = TextChannel.answer
    /// The beginning of what may become a tag.
    private var held: [UInt8] = []
    private var fences = FencedBlocks()
    /// The answer's line so far, to know whether it is a fence.
    private var line: [UInt8] = []

    /// The text's parts in order; two in a row may be of the same channel.
    mutating func feed(_ text: String) -> [AnswerDelta] {
        var deltas: [AnswerDelta] = []
        var plain: [UInt8] = []
        for byte in text.utf8 {
            if held.isEmpty, byte != UInt8(ascii: "<") || !mayOpen {
                take(byte, into: &plain)
                continue
            }
            let tag = channel == .answer ? Self.opening : Self.closing
            if tag[held.count] == byte {
                held.append(byte)
                guard held.count == tag.count else { continue }
                held = []
                Self.flush(&plain, channel, into: &deltas)
                channel = channel == .answer ? .thinking : .answer
            } else {
                release(into: &plain)
                if byte == UInt8(ascii: "<"), mayOpen { held = [byte] } else { take(byte, into: &plain) }
            }
        }
        Self.flush(&plain, channel, into: &deltas)
        return deltas
    }

    /// The text ended: what was held back was no tag.
    mutating func finish() -> [AnswerDelta] {
        var deltas: [AnswerDelta] = []
        var plain: [UInt8] = []
        release(into: &plain)
        Self.flush(&plain, channel, into: &deltas)
        return deltas
    }

    private var mayOpen: Bool { channel == .thinking || (!fences.isOpen && line.last != UInt8(ascii: "`")) }

    private mutating func release(into plain: inout [UInt8]) {
        for byte in held { take(byte, into: &plain) }
        held = []
    }

    private mutating func take(_ byte: UInt8, into plain: inout [UInt8]) {
        plain.append(byte)
        guard channel == .answer else { return }
        if byte.isLineEnd {
            _ = fences.read(line[...])
            line.removeAll(keepingCapacity: true)
        } else {
            line.append(byte)
        }
    }

    private static func flush(_ plain: inout [UInt8], _ channel: TextChannel, into deltas: inout [AnswerDelta]) {
        guard !plain.isEmpty else { return }
        deltas.append(AnswerDelta(channel: channel, text: String(decoding: plain, as: UTF8.self)))
        plain = []
    }
}
