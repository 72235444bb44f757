import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// The dashboard and the two frames it holds.
struct PageRoutes: Sendable {
    let index: ByteBuffer
    let sandboxFrame: String
    let sandboxPolicy: String
    let playerFrame: String
    let signIn: SignIn

    /// - Throws: when a page's file cannot be read.
    init(folder: String, runtime: RuntimeFiles, signIn: SignIn) throws {
        func read(_ path: String) throws -> String {
            do { return try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) } catch {
                throw Problem(
                    status: .internalServerError,
                    detail: "the page's file \(folder)/\(path) cannot be read; is --public the folder Public?")
            }
        }
        index = ByteBuffer(string: try read("index.html"))
        sandboxFrame = try read("sandbox/frame.html")
        guard let open = sandboxFrame.range(of: "<script>"), let close = sandboxFrame.range(of: "</script>") else {
            throw Problem(status: .internalServerError, detail: "\(folder)/sandbox/frame.html has no inline script")
        }
        sandboxPolicy = ContentSecurity.sandbox(script: String(sandboxFrame[open.upperBound..<close.lowerBound]))
        playerFrame = try read("player/frame.html")
            .replacingOccurrences(of: "{{plotly}}", with: "\(runtime.base)plotly/plotly.min.js")
            .replacingOccurrences(of: "{{player}}", with: "/player/player.js")
        self.signIn = signIn
    }

    func add(to router: Router<WebContext>) {
        router.get("/") { request, _ in self.page(request) }
        router.get("/sandbox/frame.html") { _, _ in
            Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache",
                    .contentSecurityPolicy: sandboxPolicy,
                    // Gives the frame SharedArrayBuffer, and with it the interrupt, without asking anything of the page.
                    .documentIsolationPolicy: "isolate-and-require-corp",
                ], body: .init(byteBuffer: ByteBuffer(string: sandboxFrame)))
        }
        router.get("/player/frame.html") { _, _ in
            let nonce = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
            let html = playerFrame.replacingOccurrences(of: "{{nonce}}", with: nonce)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                    .contentSecurityPolicy: ContentSecurity.player(nonce: nonce),
                ], body: .init(byteBuffer: ByteBuffer(string: html)))
        }
    }

    /// `/?token=…` signs in and goes on without the token in the address.
    private func page(_ request: Request) -> Response {
        if let token = request.uri.queryParameters["token"] {
            guard signIn.accepts(token: token) else { return Self.notSignedIn("This token is not the server's.") }
            let session = request.uri.queryParameters["session"].map { "?session=\($0)" } ?? ""
            let isPlain = session.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "=") }
            return Response(
                status: .seeOther,
                headers: [
                    .location: "/" + (isPlain ? session : ""), .setCookie: signIn.cookie, .cacheControl: "no-store",
                ])
        }
        guard signIn.accepts(request.headers) else { return Self.notSignedIn("You are not signed in.") }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache",
                .contentSecurityPolicy: ContentSecurity.page, .crossOriginOpenerPolicy: "same-origin",
            ], body: .init(byteBuffer: index))
    }

    private static func notSignedIn(_ what: String) -> Response {
        let html = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Sandglass: sign in</title>
            <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
            <h1>\(what)</h1><p>Open the address that the server printed when it started: it ends in
            <code>/?token=…</code>. If you set <code>SANDGLASS_TOKEN</code>, that is the token.</p></html>
            """
        return Response(
            status: .unauthorized,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .wwwAuthenticate: "Bearer"],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
