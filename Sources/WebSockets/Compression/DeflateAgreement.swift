/// What a client and this server agreed on for permessage-deflate (RFC 7692, section 7.1).
package struct DeflateAgreement: Equatable, Sendable {
    static let name = "permessage-deflate"

    /// Whether this server may refer to messages before the one that it compresses.
    package private(set) var keepsContext = true
    /// Bits of the largest window that this server may compress with, 9 to 15, when the client gave a bound.
    package private(set) var serverWindow: Int?
    /// Bits of the largest window that the client says it compresses with, 8 to 15, likewise.
    package private(set) var clientWindow: Int?

    /// Whether the peer can read what is compressed with the history of a broadcast.
    var sharesHistory: Bool { keepsContext && serverWindow ?? Deflater.window >= Deflater.window }

    /// Agrees to the first offer that can be kept; nil when there is none.
    /// - Parameter lines: those of `Sec-WebSocket-Extensions`.
    package init?(offeredIn lines: [String]) {
        let offers = ExtensionOffer.offers(in: lines).lazy.filter { $0.name == Self.name }
        guard let agreement = offers.compactMap({ DeflateAgreement($0.parameters) }).first else { return nil }
        self = agreement
    }

    private init?(_ parameters: [ExtensionOffer.Parameter]) {
        guard Set(parameters.map(\.name)).count == parameters.count else { return nil }
        for parameter in parameters {
            switch (parameter.name, parameter.value) {
            case ("server_no_context_takeover", nil): keepsContext = false
            // It is what this server asks for in any case.
            case ("client_no_context_takeover", nil): break
            case ("server_max_window_bits", let value?):
                // zlib has no window of 256 bytes to compress with.
                guard let bits = Self.bits(value), bits > 8 else { return nil }
                serverWindow = bits
            case ("client_max_window_bits", let value):
                guard let value else { continue }
                guard let bits = Self.bits(value) else { return nil }
                clientWindow = bits
            default: return nil
            }
        }
    }

    /// The value of the answer's `Sec-WebSocket-Extensions`. The client is always asked to compress each message by
    /// itself, so that nothing is kept for it between two.
    package var answer: String {
        var answer = "\(Self.name); client_no_context_takeover"
        if !keepsContext { answer += "; server_no_context_takeover" }
        if let serverWindow { answer += "; server_max_window_bits=\(serverWindow)" }
        if let clientWindow { answer += "; client_max_window_bits=\(clientWindow)" }
        return answer
    }

    /// Decimal, without leading zeros.
    private static func bits(_ value: String) -> Int? { (8...15).first { String($0) == value } }
}
