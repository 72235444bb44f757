import Crypto
import Foundation
import NIOCore
public import NIOHTTP1

/// The opening handshake (RFC 6455, section 4.2).
public enum Upgrade {
    /// Whether a request's headers ask for a WebSocket in the only version there is.
    public static func isWellFormed(_ head: HTTPRequestHead) -> Bool {
        head.method == .GET && head.headers["Sec-WebSocket-Version"] == ["13"] && key(of: head) != nil
    }

    static func key(of head: HTTPRequestHead) -> String? {
        let keys = head.headers["Sec-WebSocket-Key"]
        // RFC 6455, section 4.1: 16 bytes in base64.
        guard keys.count == 1, keys[0].utf8.count == 24, Data(base64Encoded: keys[0])?.count == 16 else { return nil }
        return keys[0]
    }

    static func accept(_ key: String) -> String {
        let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        return Data(digest).base64EncodedString()
    }

    static func protocols(of head: HTTPRequestHead) -> [String] {
        head.headers[canonicalForm: "Sec-WebSocket-Protocol"].map(String.init)
    }
}

/// Turns a channel into a connection.
struct SocketUpgrader: NIOTypedHTTPServerProtocolUpgrader {
    typealias UpgradeResult = UpgradedChannel

    let supportedProtocol = "websocket"
    /// None: clients do not name them in `Connection`, as NIO would then ask them to.
    let requiredUpgradeHeaders: [String] = []
    let subprotocol: String
    let compresses: Bool
    let limits: SocketLimits
    private let outboxes = LoopOutboxes()

    init(subprotocol: String, compresses: Bool, limits: SocketLimits) {
        self.subprotocol = subprotocol
        self.compresses = compresses
        self.limits = limits
    }

    private struct Refused: Error {}

    func buildUpgradeResponse(
        channel: any Channel, upgradeRequest: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        guard let key = Upgrade.key(of: upgradeRequest) else {
            return channel.eventLoop.makeFailedFuture(Refused())
        }
        var headers = initialResponseHeaders
        headers.add(name: "Sec-WebSocket-Accept", value: Upgrade.accept(key))
        if Upgrade.protocols(of: upgradeRequest).contains(subprotocol) {
            headers.add(name: "Sec-WebSocket-Protocol", value: subprotocol)
        }
        if let agreement = agreement(upgradeRequest) {
            headers.add(name: "Sec-WebSocket-Extensions", value: agreement.answer)
        }
        return channel.eventLoop.makeSucceededFuture(headers)
    }

    private func agreement(_ head: HTTPRequestHead) -> DeflateAgreement? {
        compresses ? DeflateAgreement(offeredIn: head.headers["Sec-WebSocket-Extensions"]) : nil
    }

    func upgrade(channel: any Channel, upgradeRequest: HTTPRequestHead) -> EventLoopFuture<UpgradedChannel> {
        channel.eventLoop.makeCompletedFuture {
            let connection = Connection(
                channel: channel, limits: limits, agreement: agreement(upgradeRequest),
                outbox: outboxes.outbox(of: channel.eventLoop))
            let handler = SocketHandler(connection: connection, limits: limits)
            // NIO would make a name up, and keep it.
            try channel.pipeline.syncOperations.addHandler(handler, name: "socket")
            return .socket(Opening(connection, upgradeRequest))
        }
    }
}
