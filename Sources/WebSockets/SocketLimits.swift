/// The bounds of one connection.
public struct SocketLimits: Sendable {
    /// Bytes of a message from the client.
    public var messageBytes: Int
    /// The same until the application has admitted the client: a few bytes that are compressed may stand for many.
    public var openingBytes: Int
    /// Bytes that may be queued for a reader beyond the write that is under way.
    public var outboxBytes: Int
    /// Messages that wait for the application before reading pauses.
    public var inboxMessages: Int
    /// Bytes of such messages, likewise.
    public var inboxBytes: Int
    /// Seconds that a peer has for its half of the closing handshake.
    public var closeTimeout: Int
    /// Seconds until the head of a connection's first request, a TLS handshake among them.
    public var requestTimeout: Int

    public init(
        messageBytes: Int, openingBytes: Int? = nil, outboxBytes: Int, inboxMessages: Int = 64,
        inboxBytes: Int = 1 << 20,
        closeTimeout: Int = 5, requestTimeout: Int = 20
    ) {
        self.messageBytes = messageBytes
        self.openingBytes = openingBytes ?? messageBytes
        self.outboxBytes = outboxBytes
        self.inboxMessages = inboxMessages
        self.inboxBytes = inboxBytes
        self.closeTimeout = closeTimeout
        self.requestTimeout = requestTimeout
    }
}
