import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// The dashboard and the frames it holds.
struct PageRoutes: Sendable {
    let index: ByteBuffer
    let sources: JSON
    let base: String
    let sandboxFrame: String
    let sandboxPolicy: String
    let playerFrame: String
    let imageFrame: String
    let signIn: SignIn
    let cookies: CookieGuard
    private let security: ContentSecurity

    /// - Throws: when a page's file is missing.
    init(
        files: PageFiles, runtime: RuntimeFiles, signIn: SignIn, cookies: CookieGuard, security: ContentSecurity
    ) throws {
        index = ByteBuffer(string: Self.index(try files.text("index.html"), files))
        sources = files.sandboxSources
        base = files.base
        sandboxFrame = try files.text("sandbox/frame.html")
        guard let open = sandboxFrame.range(of: "<script>"), let close = sandboxFrame.range(of: "</script>") else {
            throw InvalidSetting("the page's file sandbox/frame.html has no script; is --public the folder Public?")
        }
        sandboxPolicy = security.sandbox(script: String(sandboxFrame[open.upperBound..<close.lowerBound]))
        playerFrame = try files.text("player/frame.html")
            .replacingOccurrences(of: "{{plotly}}", with: runtime.base + runtime.plotly.path)
            .replacingOccurrences(of: "{{charset}}", with: runtime.plotly.charset)
            .replacingOccurrences(of: "{{player}}", with: "\(files.base)player/player.js")
        imageFrame = try files.text("player/image.html")
        self.signIn = signIn
        self.cookies = cookies
        self.security = security
    }

    func add(to router: Router<WebContext>) {
        router.get(RouterPath(base + PageFiles.sandboxSourcesPath)) { _, _ in
            var response = Response(sources)
            response.headers[.cacheControl] = nil
            return response
        }
        router.get("/") { request, context in try await page(request, from: context.address) }
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
        router.get("/player/frame.html") { request, _ in Self.player(playerFrame, request, policy: security.player) }
        router.get("/player/image.html") { request, _ in Self.player(imageFrame, request, policy: security.image) }
    }

    /// A frame whose own scripts and styles are known by a nonce. Engines share compiled code between frames of one process
    /// whose scripts carry the same nonce, and plotly.js is large: so a browser keeps the frame, with a nonce that
    /// nobody else has. With `?alone` it has a process of its own where browsers have such (Chromium): frames of opaque
    /// origins share one otherwise, and one that draws without end holds up the others, even after it is gone.
    private static func player(_ html: String, _ request: Request, policy: (_ nonce: String) -> String) -> Response {
        let nonce = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "private, max-age=3600",
            .contentSecurityPolicy: policy(nonce),
        ]
        if request.uri.queryParameters.has("alone") {
            headers[.documentIsolationPolicy] = "isolate-and-require-corp"
        }
        let body = html.replacingOccurrences(of: "{{nonce}}", with: nonce)
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: body)))
    }

    /// The page with immutable addresses, and with all that it will ask for first named at its top: a browser asks at
    /// once for what it would otherwise learn of one file after the other.
    private static func index(_ html: String, _ files: PageFiles) -> String {
        let modules = files.modules.map { "<link rel=\"modulepreload\" href=\"\(files.base)\($0)\" />" }
        let data = ["/runtime.json", files.base + PageFiles.sandboxSourcesPath]
            .map { "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"\($0)\" />" }
        return html.replacingOccurrences(of: "=\"/page/", with: "=\"\(files.base)page/")
            .replacingOccurrences(of: "</title>", with: "</title>\n" + (data + modules).joined(separator: "\n"))
    }

    /// `/?token=…` signs in and goes on without the token in the address.
    private func page(_ request: Request, from address: String) async throws -> Response {
        if let token = request.uri.queryParameters["token"] {
            return try await enter(with: String(token), request.uri.queryParameters["session"], from: address)
        }
        let credential = signIn.credential(in: request.headers)
        if case .cookie = credential, let reason = cookies.refusal(of: request.head) { throw Problem.forbidden(reason) }
        do throws(SignIn.Refusal) { _ = try await signIn.grant(for: credential, from: address) } catch {
            return SignInPage.comesFromElsewhere(request) ? SignInPage.again : SignInPage.response(to: error)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache",
                .contentSecurityPolicy: security.page,
            ], body: .init(byteBuffer: index))
    }

    private func enter(
        with token: String, _ session: Substring?, from address: String
    ) async throws -> Response {
        let grant: Grant
        do throws(SignIn.Refusal) { grant = try await signIn.grant(for: .token(token), from: address) } catch {
            return SignInPage.response(to: error)
        }
        guard let cookie = signIn.cookie(for: token, grant) else {
            throw Problem(
                status: .badRequest,
                detail: "the token has \(token.utf8.count) bytes, and a browser keeps \(Limits.cookieTokenBytes): "
                    + "name fewer sessions in it")
        }
        // A token for one session leads to it.
        let only = grant.listed.flatMap { $0.count == 1 ? $0.first : nil }
        let wanted = session.map(String.init) ?? only ?? ""
        let isPlain = wanted.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return Response(
            status: .seeOther,
            headers: [
                .location: wanted.isEmpty || !isPlain ? "/" : "/?session=\(wanted)", .setCookie: cookie,
                .cacheControl: "no-store",
            ])
    }
}
