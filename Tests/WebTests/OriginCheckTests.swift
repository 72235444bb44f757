import HTTPTypes
import Testing

@testable import Web

@Suite("ACC2, ACC3: which pages may act with a person's cookie")
struct OriginCheckTests {
    private let plain = OriginCheck(scheme: "http", proxied: ["proxy.example"], allowed: ["https://product.example"])
    private let secure = OriginCheck(scheme: "https", proxied: [], allowed: [])

    @Test(
        "ACC2: the request's own origin, exactly, and those allowed",
        arguments: [
            ("http://127.0.0.1:8080", "127.0.0.1:8080", true), ("http://localhost", "localhost", true),
            ("https://product.example", "127.0.0.1:8080", true), ("https://proxy.example", "proxy.example", true),
            ("http://proxy.example", "proxy.example", true),
            ("https://proxy.example:8443", "proxy.example:8443", true),
            ("https://127.0.0.1:8080", "127.0.0.1:8080", false), ("https://box.example", "box.example", false),
            ("http://product.example", "127.0.0.1:8080", false), ("http://127.0.0.1:8081", "127.0.0.1:8080", false),
            ("http://127.0.0.1", "127.0.0.1:8080", false), ("http://127.0.0.1:8080.evil", "127.0.0.1:8080", false),
            ("http://evil127.0.0.1:8080", "127.0.0.1:8080", false), ("HTTP://127.0.0.1:8080", "127.0.0.1:8080", false),
            ("https://product.example.evil", "127.0.0.1:8080", false),
            ("https://PRODUCT.example", "127.0.0.1:8080", false), ("https://product.example/", "a", false),
            ("null", "127.0.0.1:8080", false), ("null", "null", false), ("", "127.0.0.1:8080", false),
            ("http://", "", false), ("127.0.0.1:8080", "127.0.0.1:8080", false),
        ])
    func origins(origin: String, host: String, isAccepted: Bool) {
        #expect(plain.accepts(origin, host: host) == isAccepted)
    }

    @Test("ACC2: null is nobody, even where it was allowed")
    func null() {
        #expect(!OriginCheck(scheme: "http", proxied: [], allowed: ["null"]).accepts("null", host: "a"))
    }

    @Test("ACC2: the scheme is the one that is spoken")
    func scheme() {
        #expect(secure.accepts("https://box:8443", host: "box:8443"))
        #expect(!secure.accepts("http://box:8443", host: "box:8443"))
    }

    @Test("ACC2: a socket needs an accepted origin, or none and a bearer")
    func sockets() {
        #expect(plain.acceptsSocket(origins: ["http://a"], host: "a", isBearer: false))
        #expect(plain.acceptsSocket(origins: [], host: "a", isBearer: true))
        #expect(!plain.acceptsSocket(origins: [], host: "a", isBearer: false))
        #expect(!plain.acceptsSocket(origins: ["http://b"], host: "a", isBearer: true))
        #expect(!plain.acceptsSocket(origins: ["http://a", "http://a"], host: "a", isBearer: true))
    }

    private func request(
        _ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)] = []
    ) -> HTTPRequest {
        var request = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:8080", path: path)
        for (name, value) in fields { request.headerFields.append(HTTPField(name: .init(name)!, value: value)) }
        return request
    }

    private static let own = ("Origin", "http://127.0.0.1:8080")
    private static let visit = ("Sec-Fetch-Mode", "navigate")
    private static func site(_ value: String) -> (String, String) { ("Sec-Fetch-Site", value) }

    @Test(
        "ACC3: requests that sign in by cookie and are answered",
        arguments: [
            (.get, "/api/sessions", []), (.get, "/api/sessions", [site("same-origin")]),
            (.get, "/api/sessions", [site("none")]), (.get, "/", [site("none"), visit]),
            (.get, "/", [site("cross-site"), visit]), (.get, "/?session=1", [site("same-site"), visit]),
            (.post, "/api/sessions", [own]), (.delete, "/api/sessions/1", [own, site("same-origin")]),
            (.post, "/api/sessions", [("Origin", "https://product.example")]),
        ] as [(HTTPRequest.Method, String, [(String, String)])])
    func answered(method: HTTPRequest.Method, path: String, fields: [(String, String)]) {
        #expect(CookieGuard(origins: plain).refusal(of: request(method, path, fields)) == nil)
    }

    @Test(
        "ACC3: requests that sign in by cookie and are refused",
        arguments: [
            (.get, "/api/sessions", [site("cross-site")]), (.get, "/api/sessions", [site("same-site")]),
            (.get, "/api/sessions", [site("same-site"), visit]), (.get, "/", [site("same-site")]),
            (.get, "/", [site("cross-site"), ("Sec-Fetch-Mode", "no-cors")]),
            (.post, "/", [site("cross-site"), visit, own]), (.post, "/api/sessions", []),
            (.post, "/api/sessions", [site("same-origin")]), (.delete, "/api/sessions/1", []),
            (.patch, "/api/sessions/1", [("Origin", "null")]), (.post, "/api/sessions", [own, site("same-site")]),
            (.post, "/api/sessions", [("Origin", "http://127.0.0.1:8081")]), (.post, "/api/sessions", [own, own]),
            (.get, "/api/sessions", [("Origin", "http://evil.example")]), (.put, "/api/sessions", []),
        ] as [(HTTPRequest.Method, String, [(String, String)])])
    func refused(method: HTTPRequest.Method, path: String, fields: [(String, String)]) {
        #expect(CookieGuard(origins: plain).refusal(of: request(method, path, fields)) != nil)
    }
}
