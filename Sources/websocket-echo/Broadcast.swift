import NIOConcurrencyHelpers
import NIOCore
import WebSockets

/// Sends messages of 50 bytes to all connections at once: what the benchmarks of the fan-out talk to.
final class Broadcast: Sendable {
    private let tabs = NIOLockedValueBox<[ObjectIdentifier: Connection]>([:])
    private static let text = [UInt8](repeating: UInt8(ascii: "x"), count: 50)

    /// - Parameter isControl: whether it says how many messages all others are sent.
    func serve(_ connection: Connection, isControl: Bool) async {
        if !isControl { tabs.withLockedValue { $0[ObjectIdentifier(connection)] = connection } }
        for await message in connection.messages {
            if isControl, case .text(let text) = message { send(Int(String(buffer: text)) ?? 0) }
            connection.consumed()
        }
        tabs.withLockedValue { $0[ObjectIdentifier(connection)] = nil }
    }

    /// As a session's live events are sent: a tick's messages are framed once, for everybody.
    private func send(_ count: Int) {
        let frames = Frames(Array(repeating: Self.text, count: count))
        tabs.withLockedValue { tabs in
            for tab in tabs.values { tab.write(frames) }
        }
    }
}
