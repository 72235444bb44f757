import NIOConcurrencyHelpers
import NIOHTTP1

/// A connection and the request that it began with. NIO's future of the upgrade holds it for as long as the connection lives,
/// which is longer than anybody needs the request.
final class Opening: Sendable {
    let connection: Connection
    private let head: NIOLockedValueBox<HTTPRequestHead?>

    init(_ connection: Connection, _ head: HTTPRequestHead) {
        self.connection = connection
        self.head = NIOLockedValueBox(head)
    }

    /// Lets go of it; nil for whoever comes late.
    func takeHead() -> HTTPRequestHead? {
        head.withLockedValue { head in
            defer { head = nil }
            return head
        }
    }
}
