import Testing

@testable import LanguageModels

/// The buffer between the thread that moves the bytes and the task that reads them.
struct TransferTests {
    private let inbox = TransferInbox()

    private func transfer() -> Transfer {
        Transfer(
            TransferRequest(url: "", headers: [], body: [], connectTimeout: .seconds(1), route: .direct), inbox: inbox)
    }

    private func receive(_ count: Int, _ transfer: Transfer) -> Transfer.Reception {
        [UInt8](repeating: 1, count: count).withUnsafeBytes { transfer.receive($0) }
    }

    @Test("a full buffer pauses the transfer, and taking it resumes it")
    func pausing() async throws {
        let transfer = transfer()
        for _ in 0..<4 { #expect(receive(16 << 10, transfer) == .taken) }
        #expect(receive(1, transfer) == .paused)
        #expect(inbox.take().isEmpty)
        #expect(try await transfer.next()?.count == Transfer.bufferBytes)
        guard case .resume(let resumed)? = inbox.take().first else { return #expect(Bool(false), "not resumed") }
        #expect(resumed === transfer)
        #expect(receive(1, transfer) == .taken)
    }

    @Test("what came before the end is read before it")
    func ending() async throws {
        let transfer = transfer()
        _ = receive(3, transfer)
        transfer.finish(.whole)
        transfer.finish(.failed(.idle))
        #expect(try await transfer.next()?.count == 3)
        #expect(try await transfer.next() == nil)
        #expect(receive(1, transfer) == .refused)
    }

    @Test("a released transfer takes everything and keeps nothing")
    func releasing() async throws {
        let transfer = transfer()
        _ = receive(3, transfer)
        transfer.release()
        for _ in 0..<100 { #expect(receive(16 << 10, transfer) == .taken) }
        transfer.finish(.whole)
        #expect(try await transfer.next() == nil)
    }

    @Test("a response without a head is broken")
    func headless() async {
        let transfer = transfer()
        transfer.finish(.whole)
        await #expect(throws: TransferFailure.self) { try await transfer.head() }
    }
}
