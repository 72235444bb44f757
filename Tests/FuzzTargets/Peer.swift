package import NIOCore
package import WebSockets

/// The other end of a connection: it reads a server's frames.
package struct Peer {
    package struct Message: Equatable {
        package var isCompressed: Bool
        package var payload: [UInt8]
    }

    package struct Unreadable: Error {}

    private let window: Int
    private let keepsContext: Bool
    /// Its history is that of the messages before, when that is agreed.
    private var inflater: Inflater?

    package init(_ agreement: DeflateAgreement) {
        window = agreement.serverWindow ?? 15
        keepsContext = agreement.keepsContext
    }

    /// Whole messages of one frame each.
    package mutating func read(_ frames: ByteBuffer) throws -> [Message] {
        var frames = frames
        var messages: [Message] = []
        while let first: UInt8 = frames.readInteger(), let second: UInt8 = frames.readInteger() {
            let length: Int? =
                switch second {
                case 126: frames.readInteger(as: UInt16.self).map(Int.init)
                case 127: frames.readInteger(as: UInt64.self).map(Int.init)
                default: Int(second)
                }
            guard let length, let payload = frames.readSlice(length: length) else { throw Unreadable() }
            let isCompressed = first & 0x40 != 0
            let bytes = isCompressed ? try inflate(payload) : payload
            messages.append(Message(isCompressed: isCompressed, payload: Array(buffer: bytes)))
        }
        return messages
    }

    private mutating func inflate(_ payload: ByteBuffer) throws -> ByteBuffer {
        let inflater = inflater ?? Inflater(window: window)
        self.inflater = keepsContext ? inflater : nil
        var message = ByteBuffer()
        try inflater.inflate(payload, into: &message, limit: .max)
        try inflater.finish(into: &message, limit: .max)
        return message
    }
}
