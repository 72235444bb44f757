import Testing

@testable import Web

@Suite("ACC1: only names that are this server's are answered")
struct HostCheckTests {
    private let check = HostCheck(names: ["sandglass.example", "box"])

    @Test(
        "addresses, localhost and the names given, with any port and in any case",
        arguments: [
            "127.0.0.1", "127.0.0.1:8080", "192.168.0.7:1", "[::1]", "[::1]:8080", "[2001:db8::7]:443", "localhost",
            "localhost:8080", "LOCALHOST", "sandglass.example", "Sandglass.Example:65535", "box:80",
        ])
    func accepted(host: String) {
        #expect(check.refusal(of: [host]) == nil)
    }

    @Test(
        "everything else is not",
        arguments: [
            "evil.example", "sandglass.example.evil.example", "evilsandglass.example", "sub.sandglass.example",
            "sandglass.example.", "localhost.evil.example", "127.0.0.1.evil.example", "127.1", "0x7f.0.0.1",
            "2130706433", "evil.example:8080", "user@localhost", "localhost@evil.example", "localhost:8080:80",
            "localhost:", "localhost:+80", "localhost:65536", "localhost:8o", "[::1", "::1", "[127.0.0.1]",
            "[localhost]",
            "[::1]x", "local host", "localhost/", "localhost,box", "", ".", ":8080", "löcalhost", "localhost\t",
        ])
    func refused(host: String) {
        #expect(check.refusal(of: [host]) != nil)
    }

    @Test("none, and several, are none")
    func count() {
        #expect(check.refusal(of: [])?.contains("none") == true)
        #expect(check.refusal(of: ["localhost", "localhost"])?.contains("2") == true)
    }

    @Test("the refusal names the host and the setting")
    func words() {
        let refusal = check.refusal(of: ["evil.example:80"])
        #expect(refusal?.contains("evil.example") == true && refusal?.contains("SANDGLASS_HOSTS") == true)
    }

    @Test("the names of --host and of the allowed origins count")
    func names() {
        let access = AccessSettings(
            token: "t", hosts: ["proxy.example"], origins: ["https://product.example", "http://[::1]:3000"],
            requestsPerSecond: 1, newSessionsPerMinute: 1, promptsPerMinute: 1)
        #expect(access.names(host: "Box") == ["proxy.example", "product.example", "::1", "box"])
    }

    @Test(
        "an origin is a scheme, a host and perhaps a port, in lower case",
        arguments: [
            ("https://product.example", true), ("http://localhost:3000", true), ("https://[::1]:8443", true),
            ("https://Product.example", false), ("https://product.example/", false), ("product.example", false),
            ("null", false), ("*", false), ("https://*.example", false), ("ftp://a", false), ("https://", false),
            ("https://a b", false), ("https://a;script-src", false),
        ])
    func origins(text: String, isOne: Bool) {
        #expect(AccessSettings.isOrigin(text) == isOne)
    }
}
