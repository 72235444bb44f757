import NIOCore
import Testing

@testable import WebSockets

@Suite("The buffers that connections are read into")
struct ReadBuffersTests {
    private func capacity(_ buffers: ReadBuffers) -> Int { buffers.buffer(allocator: ByteBufferAllocator()).capacity }

    @Test("the one that NIO keeps is small, those that are filled grow up to 64 KiB, and shrink at once")
    func sizes() {
        var buffers = ReadBuffers()
        var sizes = [capacity(buffers)]
        for _ in 0..<6 {
            let changes = buffers.record(actualReadBytes: capacity(buffers))
            #expect(changes)
            sizes.append(capacity(buffers))
        }
        #expect(sizes == [64, 1_024, 4_096, 16_384, 65_536, 65_536, 65_536])
        _ = buffers.record(actualReadBytes: 10)
        #expect(capacity(buffers) == 1_024)
    }

    @Test("NIO keeps the first one and no other")
    func pool() {
        var pool = NIOPooledRecvBufferAllocator(capacity: 1, recvAllocator: ReadBuffers())
        for count in [64, 1_024, 4_096, 10, 20] {
            let (buffer, _) = pool.buffer(allocator: ByteBufferAllocator()) { buffer in
                buffer.writeRepeatingByte(0, count: count)
            }
            pool.record(actualReadBytes: count)
            #expect(buffer.readableBytes == count)
            #expect(pool.count == 1)
        }
    }
}
