import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// The headers that keep pages apart from each other and from everybody else.
enum ContentSecurity {
    /// The dashboard: its own files and sockets, and frames of its own.
    static let page = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; \
        frame-src 'self'; worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; \
        frame-ancestors 'none'
        """

    /// The sandbox's frame: its one inline script, wasm, and workers from blobs. Nothing that reaches a network.
    static func sandbox(script: String) -> String {
        let digest = Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString()
        return """
            sandbox allow-scripts; default-src 'none'; script-src 'sha256-\(digest)' 'wasm-unsafe-eval'; \
            worker-src blob:; frame-ancestors 'self'
            """
    }

    /// The player's frame: the two scripts that carry the response's nonce, and what plotly.js needs to draw.
    static func player(nonce: String) -> String {
        """
        sandbox allow-scripts; default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; \
        img-src data: blob:; font-src data:; frame-ancestors 'self'
        """
    }

    /// Everything else: nothing may be done with it but read it.
    static let data = "default-src 'none'; frame-ancestors 'none'"
}

/// Puts the headers that every response has on every response, errors among them.
struct SecurityHeaders: RouterMiddleware {
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await Self.answering(request, context) { try await next(request, context) }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        // A frame of an opaque origin loads these two, and an opaque origin is nobody's "same origin".
        let isForFrames = ["/runtime/", "/player/", "/sandbox/"].contains { request.uri.path.hasPrefix($0) }
        response.headers[.crossOriginResourcePolicy] = isForFrames ? "cross-origin" : "same-origin"
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = ContentSecurity.data
        }
        return response
    }

    /// An error is a problem (RFC 9457), whoever threw it.
    private static func answering(
        _ request: Request, _ context: WebContext, _ work: () async throws -> Response
    ) async throws -> Response {
        do { return try await work() } catch let problem as Problem {
            return try problem.response(from: request, context: context)
        } catch let error as any HTTPResponseError {
            let detail =
                error.status == .notFound
                ? "there is nothing at \(request.uri.path.prefix(200))" : error.status.reasonPhrase
            return try Problem(status: error.status, detail: detail).response(from: request, context: context)
        }
    }
}

extension HTTPField.Name {
    static let crossOriginResourcePolicy = Self("Cross-Origin-Resource-Policy")!
    static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    static let documentIsolationPolicy = Self("Document-Isolation-Policy")!
    static let referrerPolicy = Self("Referrer-Policy")!
}
