import Testing
import Wire

@testable import Web

@Suite("ACC5: what a token has to say")
struct ClaimsTests {
    private static let now = Tokens.now
    private static let longest = String(repeating: "s", count: Limits.subjectLength.upperBound)
    private static let many: [JSON] = (1...Limits.tokenSessions).map { .string("s\($0)") }

    @Test("a token of all claims")
    func whole() throws {
        let claims = try Claims(Tokens.payload, at: Self.now)
        #expect(claims.subject == "alice" && claims.sessions == .these(["s1", "s2"]) && claims.role == .owner)
        #expect(claims.expires == Self.now + 600 && claims.issued == Self.now - 10 && claims.id == "j1")
    }

    @Test(
        "what is good, up to each bound",
        arguments: [
            ("sub", .string(longest)), ("jti", nil), ("jti", .string(longest)), ("sessions", "*"),
            ("sessions", .array(many)), ("role", "viewer"), ("aud", nil), ("aud", ["other", "sandglass"]),
            ("exp", JSON(now + 1)), ("exp", JSON(now - 10 + Limits.tokenSeconds)), ("exp", .number(Double(now) + 1.5)),
            ("iat", nil), ("iat", JSON(now + Limits.clockSkewSeconds)), ("nbf", JSON(now - 5)),
            ("nbf", JSON(now + Limits.clockSkewSeconds)),
        ] as [(String, JSON?)])
    func good(claim: String, value: JSON?) throws {
        _ = try Claims(Tokens.with(claim, value), at: Self.now)
    }

    @Test(
        "what is not, one past each bound; the refusal names the claim",
        arguments: [
            ("sub", nil), ("sub", ""), ("sub", .string(longest + "s")), ("sub", 7), ("jti", ""), ("jti", 7),
            ("jti", .string(longest + "s")), ("sessions", nil), ("sessions", []), ("sessions", "s1"),
            ("sessions", ["s1", 7]), ("sessions", .array(many + ["more"])), ("sessions", ["*": true]), ("role", nil),
            ("role", "operator"), ("role", "Owner"), ("aud", "other"), ("aud", []), ("aud", 7), ("exp", nil),
            ("exp", "soon"), ("exp", JSON(now)), ("exp", JSON(now - 1)), ("exp", JSON(now - 9 + Limits.tokenSeconds)),
            ("exp", .number(1e300)), ("exp", .number(-1)), ("iat", JSON(now + Limits.clockSkewSeconds + 1)),
            ("iat", "then"), ("nbf", JSON(now + Limits.clockSkewSeconds + 1)), ("nbf", "then"),
        ] as [(String, JSON?)])
    func wrong(claim: String, value: JSON?) {
        #expect {
            try Claims(Tokens.with(claim, value), at: Self.now)
        } throws: {
            ($0 as? InvalidToken)?.description.hasPrefix(claim + ":") == true
        }
    }

    @Test("a token that does not say when it was issued lives a day from now at most")
    func lifetime() throws {
        func claims(_ seconds: Int) throws -> Claims {
            let json = Tokens.with("iat", nil)
            let members = (json.members ?? []).filter { $0.key != "exp" }
            return try Claims(.object(members + [.init(key: "exp", value: JSON(Self.now + seconds))]), at: Self.now)
        }
        _ = try claims(Limits.tokenSeconds)
        #expect(throws: InvalidToken.self) { try claims(Limits.tokenSeconds + 1) }
    }

    @Test("what is no object has no claims", arguments: [JSON.null, 7, "sub", []])
    func noObject(json: JSON) {
        #expect(throws: InvalidToken.self) { try Claims(json, at: Self.now) }
    }
}
