import LanguageModels
import Testing

struct ModelConfigurationTests {
    @Test(
        "an address that cannot be asked is refused, with the setting's name",
        arguments: [
            "", " ", "127.0.0.1:8081/v1", "ftp://x/v1", "file:///etc/passwd", "http://",
            "https://user:hunter2@x.example/v1",
            "http://key@x.example/v1", "http://x.example:99999/v1", "http://a b/v1",
        ])
    func wrongAddress(_ url: String) {
        let error = #expect(throws: InvalidModelConfiguration.self) { try ModelConfiguration(url: url, model: "m") }
        #expect(error?.description.contains("SANDGLASS_MODEL_URL") == true)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test(
        "these are addresses",
        arguments: [
            "http://127.0.0.1:8081/v1", "https://api.example.com/v1/", "http://localhost:1", "http://[::1]:8081/v1",
            "HTTPS://api.example.com", "https://x.example/v1?api-version=2024",
        ])
    func address(_ url: String) throws {
        let configuration = try ModelConfiguration(url: url, model: "m")
        #expect(ProviderModel<ChatCompletionsAPI>(configuration).name == "m")
    }

    @Test(
        "these are proxies",
        arguments: [
            "http://proxy.example:3128", "HTTPS://proxy.example", "socks5h://[::1]:1080",
            "http://me:hunter2@proxy.example",
        ])
    func proxy(_ url: String) throws {
        let proxy = try ModelProxy(url)
        var dumped = ""
        dump(proxy, to: &dumped)
        #expect(!"\(proxy) \(dumped)".contains("hunter2"))
    }

    @Test(
        "these are none, and are refused with the setting's name",
        arguments: ["", "proxy.example:3128", "ftp://x", "http://", "me:hunter2@proxy.example"])
    func wrongProxy(_ url: String) {
        let error = #expect(throws: InvalidModelConfiguration.self) { try ModelProxy(url) }
        #expect(error?.description.contains("SANDGLASS_MODEL_PROXY") == true)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test("a model must be named")
    func model() {
        #expect(throws: InvalidModelConfiguration.self) { try ModelConfiguration(url: "http://x.example", model: "") }
    }

    @Test("a key that would break its header is refused", arguments: ["a\r\nX-Evil: 1", "a b", "ä", "a\u{7F}"])
    func key(_ key: String) {
        let error = #expect(throws: InvalidModelConfiguration.self) {
            try ModelConfiguration(url: "http://x.example", model: "m", key: Secret(key))
        }
        #expect(error?.description.contains("SANDGLASS_MODEL_KEY") == true)
    }
}
