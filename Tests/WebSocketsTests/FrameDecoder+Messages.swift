import NIOCore

@testable import WebSockets

extension FrameDecoder {
    /// All messages of the bytes, given in pieces of that size, and the failure that ended them.
    mutating func messages(in bytes: [UInt8], pieces: Int) -> (messages: [Message], failure: Failure?) {
        var messages: [Message] = []
        var input = ByteBuffer()
        var rest = bytes[...]
        repeat {
            input.writeBytes(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            do throws(Failure) {
                while let message = try next(from: &input) { messages.append(message) }
            } catch { return (messages, error) }
        } while !rest.isEmpty
        return (messages, nil)
    }
}
