import Crypto
import Foundation
import JWTKit
import Testing
import Wire

@testable import Web

@Suite("ACC5: whose tokens are believed")
struct TokenVerifierTests {
    private func verifier() async throws -> TokenVerifier { try await TokenVerifier(.secret(Tokens.secret)) }

    @Test("a token signed with the secret")
    func signed() async throws {
        let claims = try await verifier().claims(of: Tokens.signed(), at: Tokens.now)
        #expect(claims.subject == "alice")
    }

    @Test(
        "tokens that are not",
        arguments: [
            Tokens.signed(secret: Tokens.secret + "!"), Tokens.signed() + "A", String(Tokens.signed().dropLast()),
            Tokens.signed() + ".", Tokens.signed() + "=", "", "..", "a.b.c", "....", "ä.b.c",
            Tokens.signed(header: ["alg": "none"]), Tokens.signed(header: ["alg": "None"]),
            Tokens.signed(header: ["alg": "HS512"]), Tokens.signed(header: ["alg": "RS256"]),
            Tokens.signed(header: ["alg": "hs256"]), Tokens.signed(header: [:]), Tokens.signed(header: []),
            Tokens.signed(header: ["alg": "HS256", "crit": ["exp"]]),
            Tokens.encode(Array(#"{"alg":"none"}"#.utf8)) + "." + Tokens.encode(Tokens.payload.bytes) + ".",
            Tokens.encode(Array(#"{"alg":"HS256"}"#.utf8)) + "." + Tokens.encode(Tokens.payload.bytes) + ".",
            Tokens.signed(.null), Tokens.signed([]),
        ])
    func refused(token: String) async throws {
        let verifier = try await verifier()
        await #expect(throws: InvalidToken.self) { try await verifier.claims(of: token, at: Tokens.now) }
    }

    @Test("a payload that was exchanged under its signature")
    func exchanged() async throws {
        let parts = Tokens.signed().split(separator: ".")
        let other = Tokens.signed(Tokens.with("sub", "mallory")).split(separator: ".")
        let verifier = try await verifier()
        await #expect(throws: InvalidToken.self) {
            try await verifier.claims(of: "\(parts[0]).\(other[1]).\(parts[2])", at: Tokens.now)
        }
    }

    @Test("a token of 8 KiB is read, one byte more is not looked at")
    func size() async throws {
        func token(_ padding: Int) -> String {
            Tokens.signed(Tokens.with("more", .string(String(repeating: "x", count: padding))))
        }
        // Three bytes of the payload are four of the token.
        var padding = (Limits.tokenBytes - token(0).utf8.count) * 3 / 4 - 3
        while token(padding + 1).utf8.count <= Limits.tokenBytes { padding += 1 }
        let verifier = try await verifier()
        _ = try await verifier.claims(of: token(padding), at: Tokens.now)
        await #expect {
            try await verifier.claims(of: token(padding + 1), at: Tokens.now)
        } throws: {
            ($0 as? InvalidToken)?.description.contains("\(Limits.tokenBytes)") == true
        }
    }

    /// Signs as a backend would.
    private struct Payload: JWTPayload {
        var sub = "alice"
        var sessions = "*"
        var role = "viewer"
        var exp = Tokens.now + 60

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    @Test("keys of each kind give their algorithm, and no other")
    func publicKeys() async throws {
        let elliptic = ES256PrivateKey()
        let edwards = try EdDSA.PrivateKey()
        let signers = [
            (await JWTKeyCollection().add(ecdsa: elliptic), elliptic.publicKey.pemRepresentation),
            (await JWTKeyCollection().add(eddsa: edwards), edwards.publicKey.pemRepresentation),
        ]
        for (index, (keys, pem)) in signers.enumerated() {
            let verifier = try await TokenVerifier(.publicKey(pem))
            let claims = try await verifier.claims(of: try await keys.sign(Payload()), at: Tokens.now)
            #expect(claims.role == .viewer && claims.sessions == .all)
            let other = try await signers[1 - index].0.sign(Payload())
            await #expect(throws: InvalidToken.self) { try await verifier.claims(of: other, at: Tokens.now) }
            // The old confusion: the public key, which everybody has, as the secret of an HMAC.
            for header in [["alg": "HS256"], ["alg": "ES256"], ["alg": "EdDSA"]] as [JSON] {
                let forged = Tokens.signed(header: header, secret: pem)
                await #expect(throws: InvalidToken.self) { try await verifier.claims(of: forged, at: Tokens.now) }
            }
        }
    }

    @Test(
        "a key that is none is said so",
        arguments: ["", "nonsense", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----"])
    func noKey(pem: String) async {
        await #expect(throws: InvalidSetting.self) { try await TokenVerifier(.publicKey(pem)) }
    }

    @Test("a private key, and a secret of 31 bytes, are not taken")
    func wrongKeys() async throws {
        let pem = try EdDSA.PrivateKey().pemRepresentation
        await #expect {
            try await TokenVerifier(.publicKey(pem))
        } throws: {
            ($0 as? InvalidSetting)?.description.contains("private") == true
        }
        _ = try await TokenVerifier(.secret(String(repeating: "s", count: Limits.tokenSecretBytes)))
        await #expect(throws: InvalidSetting.self) {
            try await TokenVerifier(.secret(String(repeating: "s", count: Limits.tokenSecretBytes - 1)))
        }
    }
}
