import Testing

@testable import Web

@Suite("Who gets files compressed")
struct CompressedFilesTests {
    @Test("a client that says so", arguments: ["gzip", "deflate, gzip, br, zstd", "br;q=1.0, GZIP;q=0.5", "gzip; q=1"])
    func accepted(header: String) {
        #expect(CompressedFiles.accepts(header))
    }

    @Test("and no other", arguments: [nil, "", "br", "identity, br", "gzip;q=0", "gzip; q=0.000", "x-gzipped", "*"])
    func refused(header: String?) {
        #expect(!CompressedFiles.accepts(header))
    }

    @Test(
        "a browser on this machine gets them plain",
        arguments: [
            ("localhost:8080", true), ("127.0.0.1", true), ("[::1]:80", true), ("LOCALHOST", true),
            ("sandglass.example", false), ("192.168.0.7:80", false), ("127.0.0.1.example", false), (nil, false),
        ])
    func here(host: String?, isHere: Bool) {
        #expect(CompressedFiles.isHere(host) == isHere)
    }
}
