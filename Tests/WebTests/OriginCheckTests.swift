import NIOHTTP1
import Testing

@testable import Web

@Suite struct OriginCheckTests {
    private let check = OriginCheck(allowed: ["https://product.example"])

    @Test(
        "a socket is opened by the server's own pages and by those allowed",
        arguments: [
            (["Origin": "http://127.0.0.1:8080", "Host": "127.0.0.1:8080"], true),
            (["Origin": "https://sandglass.example", "Host": "sandglass.example"], true),
            (["Origin": "https://product.example", "Host": "sandglass.example"], true),
            (["Origin": "http://product.example", "Host": "sandglass.example"], false),
            (["Origin": "https://product.example.evil", "Host": "sandglass.example"], false),
            (["Origin": "http://127.0.0.1:8081", "Host": "127.0.0.1:8080"], false),
            (["Origin": "null", "Host": "127.0.0.1:8080"], false),
            (["Origin": "http://", "Host": ""], false),
            (["Origin": "http://127.0.0.1:8080"], false),
            (["Host": "127.0.0.1:8080", "Cookie": "sandglass=x"], false),
            (["Host": "127.0.0.1:8080", "Authorization": "Bearer x"], true),
        ])
    func origins(headers: [String: String], isAccepted: Bool) {
        #expect(check.accepts(HTTPHeaders(headers.map { ($0, $1) })) == isAccepted)
    }

    @Test("two origins are none")
    func twoOrigins() {
        let headers: HTTPHeaders = ["Origin": "http://a", "Origin": "http://a", "Host": "a"]
        #expect(!check.accepts(headers))
    }
}
