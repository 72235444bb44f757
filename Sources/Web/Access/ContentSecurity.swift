import Crypto
import Foundation

/// The content security policies of the page, its frames, and everything else.
struct ContentSecurity: Sendable {
    /// Origins that may hold the page in a frame.
    let embedders: [String]

    /// The dashboard: its own files and sockets, and frames of its own.
    var page: String {
        """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; \
        frame-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; \
        frame-ancestors \(embedders.isEmpty ? "'none'" : embedders.joined(separator: " "))
        """
    }

    /// The sandbox's frame: its one inline script, wasm, and workers from blobs. Nothing that reaches a network.
    func sandbox(script: String) -> String {
        let digest = Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString()
        return """
            sandbox allow-scripts; default-src 'none'; script-src 'sha256-\(digest)' 'wasm-unsafe-eval'; \
            worker-src blob:; frame-ancestors \(frameAncestors)
            """
    }

    /// The player's frame: the two scripts that carry the response's nonce, and what plotly.js needs to draw.
    func player(nonce: String) -> String {
        """
        sandbox allow-scripts; default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; \
        img-src data: blob:; font-src data:; frame-ancestors \(frameAncestors)
        """
    }

    /// The frame of one SVG image: its script and style, which carry the response's nonce, and the image.
    func image(nonce: String) -> String {
        """
        sandbox allow-scripts; default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; \
        img-src data:; frame-ancestors \(frameAncestors)
        """
    }

    /// All ancestors are checked, so whoever holds the page holds its frames.
    private var frameAncestors: String { (["'self'"] + embedders).joined(separator: " ") }

    /// Everything else: nothing may be done with it but read it.
    static let data = "default-src 'none'; frame-ancestors 'none'"
}
