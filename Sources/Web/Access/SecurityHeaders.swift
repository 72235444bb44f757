import HTTPTypes
import Hummingbird

/// Puts the headers that every response has on every response, errors among them (ACC4).
struct SecurityHeaders: RouterMiddleware {
    /// Whether the server speaks TLS.
    let isSecure: Bool
    /// Whether other origins may hold the page in a frame.
    let isEmbeddable: Bool

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await Self.answering(request, context) { try await next(request, context) }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        // A frame of an opaque origin loads from these, and an opaque origin is nobody's "same origin".
        let isForFrames = ["/app/", "/runtime/", "/player/", "/sandbox/"].contains { request.uri.path.hasPrefix($0) }
        response.headers[.crossOriginResourcePolicy] = isForFrames ? "cross-origin" : "same-origin"
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = ContentSecurity.data
        }
        response.headers[.frameOptions] = frameOptions(of: response)
        if response.headers[.contentType]?.hasPrefix("text/html") == true {
            response.headers[.crossOriginOpenerPolicy] = "same-origin"
            response.headers[.permissionsPolicy] = Self.permissions
        }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }

    /// For browsers without `frame-ancestors`. It cannot name origins, so it goes where others may hold a page.
    private func frameOptions(of response: Response) -> String? {
        let policy = response.headers[.contentSecurityPolicy] ?? ""
        if policy.hasSuffix("frame-ancestors 'none'") { return "DENY" }
        return isEmbeddable ? nil : "SAMEORIGIN"
    }

    /// What no page of this server needs. Isolation and the clipboard are not among it.
    static let permissions = [
        "accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer",
        "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb", "xr-spatial-tracking",
    ].map { "\($0)=()" }.joined(separator: ", ")

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
    static let frameOptions = Self("X-Frame-Options")!
    static let permissionsPolicy = Self("Permissions-Policy")!
    static let referrerPolicy = Self("Referrer-Policy")!
}
