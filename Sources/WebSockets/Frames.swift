package import NIOCore

/// Messages as frames, made once for any number of connections, of which each takes the form that it negotiated.
public final class Frames: Sendable {
    /// Bytes from which on a message is compressed by itself: shorter ones lose more time than they save bytes.
    static let compressedFrom = 1_024

    /// The messages compressed in a history that all readers of a broadcast share.
    struct Broadcast: Sendable {
        var bytes: ByteBuffer
        /// Names the history that a reader has after these bytes.
        var position: UInt64
        /// The one that it must have before them; nil when they begin one.
        var follows: UInt64?
    }

    /// What has been made so far.
    private struct Forms {
        var plain: ByteBuffer?
        /// By the bits of the window.
        var compressed: [Int: ByteBuffer] = [:]
    }

    let broadcast: Broadcast?
    private let messages: [Frame.Message]
    /// The messages as a broadcast has them for a reader without its history.
    private let alone: [Frame.Message]?
    /// Whether nothing of it is compressed by itself.
    let isSmall: Bool
    private let forms = StateLock(Forms())

    /// Text messages.
    public convenience init(_ texts: [[UInt8]]) { self.init(texts.map { Frame.Message(payload: $0) }) }

    /// A binary message.
    public convenience init(binary payload: [UInt8]) { self.init([Frame.Message(opcode: .binary, payload: payload)]) }

    init(_ messages: [Frame.Message], alone: [Frame.Message]? = nil, broadcast: Broadcast? = nil) {
        self.messages = messages
        self.alone = alone
        self.broadcast = broadcast
        isSmall = messages.allSatisfy { $0.payload.count < Self.compressedFrom }
    }

    /// Uncompressed.
    package var plain: ByteBuffer {
        forms.withLock { forms in made(&forms.plain) { Frame.join(messages) } }
    }

    /// The form for a peer, whose history is then what it has become.
    /// - Parameter history: nil for a peer to which nothing is compressed.
    package func bytes(for history: inout PeerHistory?) -> ByteBuffer {
        guard let agreement = history?.agreement else { return plain }
        if let broadcast, history?.follow(broadcast) == true { return broadcast.bytes }
        guard !isSmall else { return plain }
        history?.interrupt()
        return alone(for: agreement)
    }

    /// Compresses ahead of `bytes(for:)` what is not compressed yet.
    func prepare(for agreement: DeflateAgreement) {
        if broadcast == nil, !isSmall { _ = alone(for: agreement) }
    }

    /// For a peer that may have any history, or none: large messages are compressed, each by itself.
    private func alone(for agreement: DeflateAgreement) -> ByteBuffer {
        let window = min(agreement.serverWindow ?? Deflater.window, Deflater.window)
        return forms.withLock { forms in made(&forms.compressed[window]) { alone(inWindow: window) } }
    }

    private func alone(inWindow window: Int) -> ByteBuffer {
        if window == Deflater.window, let alone { return Frame.join(alone) }
        let deflater = Deflater(window: window)
        return Frame.join(
            messages.map { message in
                guard message.payload.count >= Self.compressedFrom else { return message }
                deflater.startOver()
                return Frame.Message(
                    opcode: message.opcode, payload: deflater.compress(message.payload), isCompressed: true)
            })
    }

    private func made(_ form: inout ByteBuffer?, _ make: () -> ByteBuffer) -> ByteBuffer {
        if let form { return form }
        let bytes = make()
        form = bytes
        return bytes
    }
}
