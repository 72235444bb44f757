public import NIOCore

extension Connection {
    /// What an application hears of a connection.
    public enum Message: Sendable, Equatable {
        case text(ByteBuffer)
        case binary(ByteBuffer)
        /// The message is larger than the limit, in bytes; nothing more follows.
        case tooLarge(limit: Int)
        /// The server is shutting down.
        case goingAway

        var bytes: Int {
            switch self {
            case .text(let bytes), .binary(let bytes): bytes.readableBytes
            case .tooLarge, .goingAway: 0
            }
        }
    }
}
