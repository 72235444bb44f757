import Testing

@testable import Web

@Suite struct SignInTests {
    private let signIn = SignIn(token: "the token")

    private var cookie: String { String(signIn.cookie.prefix { $0 != ";" }) }

    @Test("a bearer of the token is let in, in any case of the scheme")
    func bearer() {
        #expect(signIn.accepts(authorization: "Bearer the token", cookies: nil))
        #expect(signIn.accepts(authorization: "bearer the token", cookies: nil))
    }

    @Test(
        "everything else is not",
        arguments: ["", "the token", "Bearer", "Bearer ", "Bearer the tokem", "Basic the token", "Bearer the token "])
    func others(authorization: String) {
        #expect(!signIn.accepts(authorization: authorization, cookies: nil))
    }

    @Test("the cookie lets in, among others, and does not hold the token")
    func cookies() {
        #expect(signIn.accepts(authorization: nil, cookies: cookie))
        #expect(signIn.accepts(authorization: nil, cookies: "a=b; \(cookie); c=d"))
        #expect(!cookie.contains("the token"))
    }

    @Test("a cookie of another server, or none, does not")
    func wrongCookies() {
        let other = String(SignIn(token: "another").cookie.prefix { $0 != ";" })
        #expect(!signIn.accepts(authorization: nil, cookies: other))
        #expect(!signIn.accepts(authorization: nil, cookies: cookie + "0"))
        #expect(!signIn.accepts(authorization: nil, cookies: "x" + cookie))
        #expect(!signIn.accepts(authorization: nil, cookies: nil))
    }

    @Test("a wrong bearer is not made good by a cookie")
    func both() {
        #expect(!signIn.accepts(authorization: "Bearer wrong", cookies: cookie))
    }
}
