import Testing

@testable import WebSockets

@Suite("RFC 7692, section 7.1: what is agreed to")
struct DeflateAgreementTests {
    static let plain = "permessage-deflate; client_no_context_takeover"

    /// What is offered, and what the answer says beyond `plain`.
    static let answers: [(String, String)] = [
        ("permessage-deflate", ""),
        ("permessage-deflate; client_no_context_takeover", ""),
        ("permessage-deflate; server_no_context_takeover", "; server_no_context_takeover"),
        ("permessage-deflate; client_max_window_bits", ""),
        ("permessage-deflate; client_max_window_bits=8", "; client_max_window_bits=8"),
        ("permessage-deflate; client_max_window_bits=15", "; client_max_window_bits=15"),
        ("permessage-deflate; server_max_window_bits=9", "; server_max_window_bits=9"),
        ("permessage-deflate; server_max_window_bits=15", "; server_max_window_bits=15"),
        (
            "permessage-deflate; client_max_window_bits=12; server_no_context_takeover; client_no_context_takeover; "
                + "server_max_window_bits=10",
            "; server_no_context_takeover; server_max_window_bits=10; client_max_window_bits=12"
        ),
        (#"permessage-deflate; server_max_window_bits="12""#, "; server_max_window_bits=12"),
        (#"permessage-deflate; server_max_window_bits="1\2""#, "; server_max_window_bits=12"),
        ("Permessage-Deflate;SERVER_MAX_WINDOW_BITS = 11", "; server_max_window_bits=11"),
        ("\t permessage-deflate\t;\tclient_max_window_bits ", ""),
    ]

    @Test("PMD1: each parameter, and what is answered", arguments: answers)
    func parameters(offer: String, answer: String) {
        #expect(DeflateAgreement(offeredIn: [offer])?.answer == Self.plain + answer)
    }

    @Test(
        "PMD2: what cannot be kept is declined, and never fails the handshake",
        arguments: [
            "server_max_window_bits=8", "server_max_window_bits", "server_max_window_bits=",
            "server_max_window_bits=16",
            "server_max_window_bits=7", "server_max_window_bits=0", "server_max_window_bits=09",
            "server_max_window_bits=+9", "server_max_window_bits=9.0", "server_max_window_bits=1e1",
            "server_max_window_bits=-9", "server_max_window_bits=٩", "server_max_window_bits=99999999999999999999",
            "server_max_window_bits=\"\"", "server_max_window_bits=\" 9\"", "server_max_window_bits=\"9",
            "server_max_window_bits=9\"", "server_max_window_bits=\"9\"\"", "server_max_window_bits=\"9\\\"",
            "server_max_window_bits=9 9", "client_max_window_bits=7", "client_max_window_bits=16",
            "client_max_window_bits=", "client_max_window_bits=\"\"", "client_max_window_bits=015",
            "server_no_context_takeover=1", "server_no_context_takeover=\"\"", "client_no_context_takeover=true",
            "server_no_context_takeover; server_no_context_takeover",
            "client_no_context_takeover; CLIENT_no_context_takeover",
            "client_max_window_bits; client_max_window_bits=10", "server_max_window_bits=9; server_max_window_bits=9",
            "unknown", "unknown=1", "server_max_window_bits=10; unknown", "", ";", "client_max_window_bits;",
            "=10", "client max window bits", "client_max_window_bits@10",
        ])
    func declined(parameters: String) {
        let offer = "permessage-deflate; " + parameters
        #expect(DeflateAgreement(offeredIn: [offer]) == nil)
        #expect(DeflateAgreement(offeredIn: [offer, "permessage-deflate"])?.answer == Self.plain)
    }

    /// The lines of a request, and what the answer says beyond `plain`; nil when nothing is agreed to.
    static let requests: [([String], String?)] = [
        ([], nil), ([""], nil), ([","], nil), (["x-webkit-deflate-frame"], nil),
        (["permessage-bzip2, permessage-deflate"], ""), (["permessage-bzip2", "permessage-deflate"], ""),
        ([",, permessage-deflate ,"], ""), (["per message, permessage-deflate"], ""),
        (
            ["permessage-deflate; server_max_window_bits=8, permessage-deflate; server_max_window_bits=9"],
            "; server_max_window_bits=9"
        ),
        (["permessage-deflate; server_max_window_bits=8", "other", "permessage-deflate; client_max_window_bits"], ""),
        (["permessage-deflate; server_max_window_bits=10, permessage-deflate"], "; server_max_window_bits=10"),
        // What is in quotes separates nothing.
        ([#"permessage-deflate; x="a, permessage-deflate""#], nil),
        ([#"other; x="a;b,c\"", permessage-deflate"#], ""),
        ([#"other; x="open, permessage-deflate"#], nil), ([#"other; x="open"#, "permessage-deflate"], ""),
    ]

    @Test("PMD2: the first offer that can be kept is taken, on one line or on many", arguments: requests)
    func offers(lines: [String], answer: String?) {
        #expect(DeflateAgreement(offeredIn: lines)?.answer == answer.map { Self.plain + $0 })
    }

    @Test("PMD1: what was agreed to is kept")
    func values() throws {
        let none = try #require(DeflateAgreement(offeredIn: ["permessage-deflate"]))
        #expect(none.keepsContext && none.serverWindow == nil && none.clientWindow == nil)
        let offer =
            "permessage-deflate; server_no_context_takeover; server_max_window_bits=9; client_max_window_bits=11"
        let all = try #require(DeflateAgreement(offeredIn: [offer]))
        #expect(!all.keepsContext && all.serverWindow == 9 && all.clientWindow == 11)
    }
}
