import NIOCore

/// Gives every read a buffer of its own. NIO keeps the first one that a channel asks for, for as long as it lives, and the
/// largest: most connections say little and rarely, and the memory is better spent on those that have something to say.
///
/// It is made for channels that read once whenever there is something (`maxMessagesPerRead` of 1).
struct ReadBuffers: RecvByteBufferAllocator {
    /// Bytes of the buffer that NIO keeps, of the next one, and of the largest.
    private static let first = 64, usual = 1_024, largest = 64 << 10
    private var next = Self.first

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer { allocator.buffer(capacity: next) }

    /// A read that fills its buffer has more behind it.
    mutating func record(actualReadBytes: Int) -> Bool {
        next = actualReadBytes < next ? Self.usual : max(Self.usual, min(4 * next, Self.largest))
        // What grows is not used again.
        return true
    }

    /// None: with a size at hand, NIO would use its buffer again.
    func nextBufferSize() -> Int? { nil }
}
