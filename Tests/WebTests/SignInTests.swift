import Testing
import Wire

@testable import Web

@Suite("ACC5: who is let in")
struct SignInTests {
    private let signIn: SignIn
    private let revocations: Revocations

    init() async throws {
        revocations = try Revocations(path: nil)
        signIn = SignIn(
            token: "the token", verifier: try await TokenVerifier(.secret(Tokens.secret)), revocations: revocations,
            rates: Rates(
                requestsPerSecond: 100, newSessionsPerMinute: 8, promptsPerMinute: 60, clock: ServerClock(),
                metrics: Metrics()),
            isSecure: false)
    }

    private func grant(authorization: String? = nil, cookies: [String] = []) async throws(SignIn.Refusal) -> Grant {
        let credential = signIn.credential(authorization: authorization, cookies: cookies)
        return try await signIn.grant(for: credential, from: "10.0.0.1", at: Tokens.now)
    }

    private func cookie(_ token: String, _ grant: Grant) throws -> String {
        String(try #require(signIn.cookie(for: token, grant, at: Tokens.now)).prefix { $0 != ";" })
    }

    @Test("a bearer of the server's token is the operator, in any case of the scheme")
    func bearer() async throws {
        #expect(try await grant(authorization: "Bearer the token") == .operator)
        #expect(try await grant(authorization: "bearer the token") == .operator)
    }

    @Test(
        "everything else is not",
        arguments: ["", "the token", "Bearer", "Bearer ", "Bearer the tokem", "Basic the token", "Bearer the token "])
    func others(authorization: String) async {
        await #expect(throws: SignIn.Refusal.self) { try await grant(authorization: authorization) }
    }

    @Test("a bearer of a signed token is whom it names, also by the cookie that it sets")
    func signed() async throws {
        let token = Tokens.signed()
        let granted = try await grant(authorization: "Bearer \(token)")
        #expect(granted.subject == "alice" && granted.maySee("s1") && !granted.mayOperate)
        #expect(try await grant(cookies: [cookie(token, granted)]) == granted)
    }

    @Test("the operator's cookie lets in, among others, and does not hold the token")
    func cookies() async throws {
        let cookie = try cookie("the token", .operator)
        #expect(try await grant(cookies: [cookie]) == .operator)
        #expect(try await grant(cookies: ["a=b; \(cookie); c=d"]) == .operator)
        #expect(try await grant(cookies: ["a=b", cookie]) == .operator)
        #expect(!cookie.contains("the token"))
        for wrong in [cookie + "0", "x" + cookie, "", "sandglass=", String(cookie.dropLast())] {
            await #expect(throws: SignIn.Refusal.self) { try await grant(cookies: [wrong]) }
        }
        await #expect(throws: SignIn.Refusal.self) { try await grant(authorization: "Bearer wrong", cookies: [cookie]) }
    }

    @Test("a cookie is HttpOnly, Strict, ends with its token, and is for TLS where that is spoken")
    func attributes() async throws {
        let granted = try await grant(authorization: "Bearer \(Tokens.signed())")
        let cookie = try #require(signIn.cookie(for: Tokens.signed(), granted, at: Tokens.now))
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Max-Age=600"))
        let secure = SignIn(
            token: "t", verifier: nil, revocations: revocations, rates: signIn.rates, isSecure: true)
        #expect(secure.cookie(for: "t", .operator)?.hasSuffix("; Secure") == true)
    }

    @Test("a token that no browser would keep sets no cookie")
    func longCookie() async throws {
        let fits = String(repeating: "t", count: Limits.cookieTokenBytes)
        #expect(signIn.cookie(for: fits, .bearer(.of())) != nil)
        #expect(signIn.cookie(for: fits + "t", .bearer(.of())) == nil)
    }

    @Test("ACC8: a revoked token is refused, by either way")
    func revoked() async throws {
        let token = Tokens.signed()
        let cookie = try cookie(token, try await grant(authorization: "Bearer \(token)"))
        _ = revocations.revoke(.token("j1"), at: Tokens.now)
        await #expect(throws: SignIn.Refusal.self) { try await grant(authorization: "Bearer \(token)") }
        await #expect(throws: SignIn.Refusal.self) { try await grant(cookies: [cookie]) }
    }

    @Test("ACC9: after too many failures no guess is looked at; what cannot be guessed still lets in")
    func guesses() async throws {
        let cookie = try cookie("the token", .operator)
        for _ in 0..<Limits.failedSignInsPerMinute {
            #expect(await refusal("Bearer guess") == "wrong")
        }
        #expect(await refusal("Bearer guess") == "tooMany")
        #expect(await refusal("Bearer the token") == "tooMany")
        #expect(await refusal("Bearer \(Tokens.signed(secret: "another secret of thirty-two bytes"))") == "tooMany")
        #expect(try await grant(authorization: "Bearer \(Tokens.signed())").subject == "alice")
        #expect(try await grant(cookies: [cookie]) == .operator)
        let elsewhere = try await signIn.grant(for: .token("the token"), from: "10.0.0.2", at: Tokens.now)
        #expect(elsewhere == .operator)
    }

    private func refusal(_ authorization: String) async -> String? {
        do throws(SignIn.Refusal) {
            _ = try await grant(authorization: authorization)
            return nil
        } catch {
            switch error {
            case .absent: return "absent"
            case .wrong: return "wrong"
            case .tooMany: return "tooMany"
            }
        }
    }

    @Test("a token of the operator's that looks like a signed one is still theirs")
    func dots() async throws {
        let signIn = SignIn(
            token: "a.b.c-12345", verifier: nil, revocations: revocations, rates: signIn.rates, isSecure: false)
        #expect(try await signIn.grant(for: .token("a.b.c-12345"), from: "a") == .operator)
        await #expect(throws: SignIn.Refusal.self) { try await signIn.grant(for: .token(Tokens.signed()), from: "a") }
    }
}
