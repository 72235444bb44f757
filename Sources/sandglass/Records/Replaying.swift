import ArgumentParser
import NIOCore
import ServiceLifecycle
import Sessions
import Turns
import Wire

/// Asks a record's prompts one after the other in a new session, whose page a browser without a window has open.
struct Replaying: Service {
    let recorded: [TurnSummary]
    let name: String
    let directory: SessionDirectory
    let browser: Browser
    /// The page's address, once the server answers.
    let address: AsyncStream<String>

    func run() async throws {
        guard let address = await address.first(where: { _ in true }) else { return }
        let session = try await directory.create()
        try await directory.rename(session, to: name)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await browser.open("\(address)&session=\(session)") }
            group.addTask { try await ask(in: session) }
            try await group.next()
            group.cancelAll()
        }
        print("The session is \(session).")
    }

    private func ask(in session: String) async throws {
        let watch = TurnWatch()
        _ = try await directory.with(session) { live throws(SessionRetired) in
            try await live.read(after: 0, watch)
        }
        var events = watch.events.makeAsyncIterator()
        print(ReplayTable.head)
        var table = ReplayTable()
        for (number, before) in recorded.enumerated() {
            let reply = try await directory.with(session) { live throws(SessionRetired) in
                try await live.prompt(before.prompt, id: "replay-\(number)")
            }
            guard case .ok = reply else {
                throw ValidationError("prompt \(number + 1) was refused: \(reply.map { "\($0)" } ?? "")")
            }
            guard let after = await summary(&events) else { throw CancellationError() }
            print(table.row(number + 1, before, after))
        }
        print(table.foot)
    }

    /// Of the next turn, when it has ended.
    private func summary(_ events: inout AsyncStream<Event>.Iterator) async -> TurnSummary? {
        var summary: TurnSummary?
        while summary?.outcome == nil, let event = await events.next() {
            if summary == nil { summary = TurnSummary(event) } else { summary?.apply(event) }
        }
        return summary
    }
}
