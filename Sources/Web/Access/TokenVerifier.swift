import Foundation
import JWTKit
import Wire

/// What signed tokens are checked with. The algorithm follows from it, whatever a token says of itself.
public enum TokenKey: Sendable {
    /// HS256.
    case secret(String)
    /// ES256, EdDSA or RS256, by the key's kind; PEM.
    case publicKey(String)
}

/// Checks the signature of tokens (RFC 7515) and reads their claims.
struct TokenVerifier: Sendable {
    private let keys = JWTKeyCollection()
    private let algorithm: String

    /// - Throws: `InvalidSetting` when the key is none, in words that say what is wanted.
    init(_ key: TokenKey) async throws(InvalidSetting) {
        switch key {
        case .secret(let secret):
            guard secret.utf8.count >= Limits.tokenSecretBytes else {
                throw InvalidSetting("the secret has \(secret.utf8.count) bytes; \(Limits.tokenSecretBytes) are wanted")
            }
            await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
            algorithm = "HS256"
        case .publicKey(let pem): algorithm = try await Self.add(pem, to: keys)
        }
    }

    private static func add(_ pem: String, to keys: JWTKeyCollection) async throws(InvalidSetting) -> String {
        guard !pem.contains("PRIVATE KEY") else {
            throw InvalidSetting("it is a private key, which only the signer may have; the public one is wanted")
        }
        if let key = try? ES256PublicKey(pem: pem) {
            await keys.add(ecdsa: key)
            return "ES256"
        }
        if let key = try? EdDSA.PublicKey(pem: pem) {
            await keys.add(eddsa: key)
            return "EdDSA"
        }
        if let key = try? Insecure.RSA.PublicKey(pem: pem) {
            await keys.add(rsa: key, digestAlgorithm: .sha256)
            return "RS256"
        }
        throw InvalidSetting("it is no public key in PEM of P-256, Ed25519 or RSA with at least 2048 bits")
    }

    /// - Parameter now: seconds since 1970.
    func claims(of token: String, at now: Int) async throws(InvalidToken) -> Claims {
        guard token.utf8.count <= Limits.tokenBytes else {
            throw InvalidToken("the token has \(token.utf8.count) bytes; at most \(Limits.tokenBytes) are taken")
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        // RFC 7515, section 2: base64url without padding.
        guard parts.count == 3, !token.contains(where: { "+/=".contains($0) }), let header = Self.json(parts[0]),
            let payload = Self.json(parts[1])
        else {
            throw InvalidToken("it is no signed token (JWS compact serialization)")
        }
        guard header["alg"] == .string(algorithm) else {
            throw InvalidToken("alg: this server takes \(algorithm) and nothing else")
        }
        // RFC 7515, section 4.1.11: what is critical and not understood is refused, and nothing is understood here.
        guard header["crit"] == nil else { throw InvalidToken("crit: no extension is understood") }
        do { _ = try await keys.verify(token, as: Unread.self) } catch {
            throw InvalidToken("the signature does not fit")
        }
        return try Claims(payload, at: now)
    }

    /// The claims are read by this product's own JSON parser, which knows its bounds.
    private struct Unread: JWTPayload {
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private static func json(_ part: some StringProtocol) -> JSON? {
        let text = String(part.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: text + padding).flatMap { try? JSON(parsing: $0) }
    }
}
