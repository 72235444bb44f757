import NIOCore
import Testing

@testable import FuzzTargets
@testable import WebSockets

@Suite("What all readers of a session are sent, compressed once")
struct BroadcastTests {
    private struct Reader {
        var history: PeerHistory?
        var peer: Peer

        init(_ parameters: String = "") throws {
            let offer = "permessage-deflate" + parameters
            let agreement = try #require(DeflateAgreement(offeredIn: [offer]))
            history = PeerHistory(agreement)
            peer = Peer(agreement)
        }

        /// The bytes that it was sent, and the messages that it read in them.
        mutating func read(_ frames: Frames) throws -> (bytes: ByteBuffer, messages: [Peer.Message]) {
            let bytes = frames.bytes(for: &history)
            return (bytes, try peer.read(bytes))
        }
    }

    private func token(_ number: Int) -> [UInt8] {
        Array(
            #"{"type":"event","seq":\#(number),"kind":"text","turn":1,"channel":"answer","text":"word \#(number)"}"#
                .utf8)
    }

    private func large(_ count: Int = 2_000) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: 0x20 + ($0 &* $0) % 61) }
    }

    @Test("PMD6: small messages of a history shrink to less than a third, each by itself does not")
    func tokens() throws {
        let encoder = BroadcastEncoder()
        var (reader, size, plain) = (try Reader(), 0, 0)
        for number in 0..<200 {
            let frames = encoder.frames([token(number)], startsOver: number == 0)
            let read = try reader.read(frames)
            #expect(read.messages == [Peer.Message(isCompressed: true, payload: token(number))])
            size += read.bytes.readableBytes
            plain += frames.plain.readableBytes
        }
        #expect(size * 3 < plain, "\(size) of \(plain)")
    }

    @Test("PMD6: all readers share the same bytes, whatever window of at least 10 bits they asked for")
    func shared() throws {
        let encoder = BroadcastEncoder()
        var readers = try ["", "; server_max_window_bits=10", "; server_max_window_bits=15; client_max_window_bits"]
            .map(Reader.init)
        for number in 0..<20 {
            let frames = encoder.frames([token(number), large(100 * number)], startsOver: number == 0)
            let first = try readers[0].read(frames).bytes
            for index in readers.indices.dropFirst() {
                let bytes = try readers[index].read(frames).bytes
                #expect(bytes == first)
                // One buffer, not one that is equal.
                let addresses = [first, bytes].map { $0.withUnsafeReadableBytes { $0.baseAddress } }
                #expect(addresses[0] == addresses[1])
            }
        }
    }

    @Test("PMD7: without a history, and with a window of 9 bits, small messages are plain and large ones by themselves")
    func alone() throws {
        for parameters in ["; server_no_context_takeover", "; server_max_window_bits=9"] {
            let encoder = BroadcastEncoder()
            var reader = try Reader(parameters)
            for number in 0..<5 {
                let texts = [token(number), large(), token(number), large(1_024), large(1_023)]
                let read = try reader.read(encoder.frames(texts, startsOver: number == 0)).messages
                #expect(read.map(\.payload) == texts)
                #expect(read.map(\.isCompressed) == [false, true, false, true, false])
            }
        }
    }

    @Test("PMD6: a large message is the same for those with the history and those without: it was compressed once")
    func largeIsShared() throws {
        let encoder = BroadcastEncoder()
        var (with, without) = (try Reader(), try Reader("; server_no_context_takeover"))
        for number in 0..<3 {
            let frames = encoder.frames([large(3_000 + number)], startsOver: number == 0)
            #expect(try with.read(frames).bytes == without.read(frames).bytes)
            let next = encoder.frames([token(number)], startsOver: false)
            #expect(try with.read(next).messages[0].isCompressed)
            #expect(try !without.read(next).messages[0].isCompressed)
        }
    }

    @Test("PMD6: who comes later reads plain until the history starts over, and then as all do")
    func late() throws {
        let encoder = BroadcastEncoder()
        var (first, late) = (try Reader(), try Reader())
        for number in 0..<10 {
            let frames = encoder.frames([token(number)], startsOver: number == 0 || number == 6)
            let read = try first.read(frames)
            #expect(read.messages == [Peer.Message(isCompressed: true, payload: token(number))])
            guard number >= 3 else { continue }
            let late = try late.read(frames)
            #expect(late.messages == [Peer.Message(isCompressed: number >= 6, payload: token(number))])
            #expect((late.bytes == read.bytes) == (number >= 6))
        }
    }

    @Test("PMD6: a compressed page between takes a reader out of the history, a plain one does not")
    func interrupted() throws {
        let encoder = BroadcastEncoder()
        var reader = try Reader()
        _ = try reader.read(encoder.frames([token(1)], startsOver: true))
        #expect(try !reader.read(Frames([token(2)])).messages[0].isCompressed)
        #expect(try reader.read(encoder.frames([token(3)], startsOver: false)).messages[0].isCompressed)
        #expect(try reader.read(Frames([large()])).messages == [Peer.Message(isCompressed: true, payload: large())])
        let plain = try reader.read(encoder.frames([token(4)], startsOver: false)).messages
        #expect(plain == [Peer.Message(isCompressed: false, payload: token(4))])
        #expect(try reader.read(encoder.frames([token(5)], startsOver: true)).messages[0].isCompressed)
    }

    @Test("after a rest the history starts over by itself")
    func rest() throws {
        let encoder = BroadcastEncoder()
        var (reader, late) = (try Reader(), try Reader())
        _ = try reader.read(encoder.frames([token(1)], startsOver: true))
        encoder.rest()
        let frames = encoder.frames([token(2)], startsOver: false)
        #expect(try reader.read(frames).messages == [Peer.Message(isCompressed: true, payload: token(2))])
        #expect(try late.read(frames).messages == [Peer.Message(isCompressed: true, payload: token(2))])
    }

    @Test("no messages, and empty ones")
    func empty() throws {
        let encoder = BroadcastEncoder()
        var reader = try Reader()
        for texts in [[], [[]], [token(1)], [[], []], [], [token(1), [], token(1)]] as [[[UInt8]]] {
            #expect(try reader.read(encoder.frames(texts, startsOver: false)).messages.map(\.payload) == texts)
        }
        _ = encoder.frames([], startsOver: true)
        var late = try Reader()
        #expect(try late.read(encoder.frames([token(2)], startsOver: false)).messages[0].payload == token(2))
    }

    @Test("a peer that agreed to nothing reads plain frames")
    func plain() throws {
        let frames = BroadcastEncoder().frames([token(1), large()], startsOver: true)
        var none: PeerHistory?
        #expect(frames.bytes(for: &none) == Frames([token(1), large()]).plain)
    }

    @Test(
        "what cannot be made smaller is read all the same, whatever its size",
        arguments: [1, 1_024, 65_535, 70_000, 300_000])
    func noise(count: Int) throws {
        var state = UInt64(count)
        let noise = (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return UInt8(state >> 56)
        }
        var reader = try Reader()
        #expect(try reader.read(BroadcastEncoder().frames([noise], startsOver: true)).messages[0].payload == noise)
        #expect(try reader.read(Frames(binary: noise)).messages[0].payload == noise)
    }
}
