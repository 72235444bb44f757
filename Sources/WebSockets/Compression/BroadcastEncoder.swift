/// Compresses what all readers of a session are sent, each message once for all of them: they share its history. A reader
/// that has not seen it (it came later, or keeps no history) reads the messages that are compressed by themselves, as
/// large ones are, and the others plain.
public final class BroadcastEncoder {
    private var deflater: Deflater?
    /// Different for every encoder and every step, so that a reader is never taken for one that has seen what it has not.
    private var position = UInt64.random(in: 0...UInt64.max)

    public init() {}

    /// - Parameter startsOver: whether there is somebody among the readers who has not seen what came before.
    public func frames(_ texts: [[UInt8]], startsOver: Bool) -> Frames {
        let deflater = self.deflater ?? Deflater()
        if startsOver { deflater.startOver() }
        let isFirst = startsOver || self.deflater == nil || texts.first.map(isLarge) ?? false
        let follows = isFirst ? nil : position
        self.deflater = deflater
        var (plain, shared, alone): ([Frame.Message], [Frame.Message], [Frame.Message]) = ([], [], [])
        for text in texts {
            if isLarge(text) { deflater.startOver() }
            let message = Frame.Message(payload: text)
            let compressed = Frame.Message(payload: deflater.compress(text), isCompressed: true)
            plain.append(message)
            shared.append(compressed)
            alone.append(isLarge(text) ? compressed : message)
        }
        position &+= 1
        let broadcast = Frames.Broadcast(bytes: Frame.join(shared), position: position, follows: follows)
        return Frames(plain, alone: alone, broadcast: broadcast)
    }

    private func isLarge(_ text: [UInt8]) -> Bool { text.count >= Frames.compressedFrom }

    /// Lets go of its memory while nothing is said.
    public func rest() { deflater = nil }
}
