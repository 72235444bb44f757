import Crypto
import Foundation
import Wire

@testable import Web

/// Tokens made by hand, so that they can be wrong in every way.
enum Tokens {
    static let secret = "a secret of more than thirty-two bytes"
    /// Seconds since 1970.
    static let now = 1_800_000_000

    static let payload: JSON = [
        "sub": "alice", "sessions": ["s1", "s2"], "role": "owner", "exp": JSON(now + 600), "iat": JSON(now - 10),
        "jti": "j1", "aud": "sandglass", "more": ["is": "ignored"],
    ]

    /// The payload with one claim changed; nil takes it away.
    static func with(_ claim: String, _ value: JSON?) -> JSON {
        var members = (payload.members ?? []).filter { $0.key != claim }
        if let value { members.append(.init(key: claim, value: value)) }
        return .object(members)
    }

    static func signed(
        _ payload: JSON = payload, header: JSON = ["alg": "HS256", "typ": "JWT"], secret: String = secret
    ) -> String {
        let text = encode(header.bytes) + "." + encode(payload.bytes)
        let key = SymmetricKey(data: Data(secret.utf8))
        return text + "." + encode(Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)))
    }

    static func encode(_ bytes: [UInt8]) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}

extension Claims {
    static func of(
        _ subject: String = "alice", sessions: Sessions = .these(["s1"]), role: Role = .owner, id: String? = nil,
        issued: Int? = nil
    ) -> Claims {
        var json = Tokens.with("sub", .string(subject))
        json = .object((json.members ?? []).filter { !["jti", "iat"].contains($0.key) })
        guard var claims = try? Claims(json, at: Tokens.now) else { preconditionFailure("the sample is valid") }
        claims.sessions = sessions
        claims.role = role
        claims.id = id
        claims.issued = issued
        return claims
    }
}
