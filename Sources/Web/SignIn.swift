import Crypto
import HTTPTypes
import Hummingbird
import Wire

/// Who may enter: bearers of the token, and browsers with the cookie that the token once set.
struct SignIn: Sendable {
    private let token: SHA256Digest
    /// What the cookie holds: derived from the token, so that the cookie does not give it away.
    private let ticket: String
    /// Cookies are shared by all ports of a host, so the name tells servers apart.
    private let cookieName: String

    init(token: String) {
        self.token = SHA256.hash(data: Array(token.utf8))
        ticket = Self.derive("sandglass cookie", from: token)
        cookieName = "sandglass-" + Self.derive("sandglass cookie name", from: token).prefix(8)
    }

    private static func derive(_ purpose: String, from token: String) -> String {
        let key = SymmetricKey(data: Array(token.utf8))
        return HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: key).hex
    }

    /// Compared as digests, in constant time.
    func accepts(token candidate: some StringProtocol) -> Bool {
        SHA256.hash(data: Array(candidate.utf8)) == token
    }

    /// - Parameters:
    ///   - authorization: the value of `Authorization`.
    ///   - cookies: the value of `Cookie`.
    func accepts(authorization: String?, cookies: String?) -> Bool {
        if let authorization {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            return parts.count == 2 && parts[0].lowercased() == "bearer" && accepts(token: parts[1])
        }
        return cookies?.split(separator: ";").contains { cookie in
            let pair = cookie.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].drop(while: { $0 == " " }) == cookieName else { return false }
            return SHA256.hash(data: Array(pair[1].utf8)) == SHA256.hash(data: Array(ticket.utf8))
        } ?? false
    }

    func accepts(_ headers: HTTPFields) -> Bool {
        accepts(authorization: headers[.authorization], cookies: headers[.cookie])
    }

    var cookie: String { "\(cookieName)=\(ticket); Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000" }
}

/// Lets only signed-in requests through.
struct SignInMiddleware: RouterMiddleware {
    let signIn: SignIn

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard signIn.accepts(request.headers) else {
            throw Problem(
                status: .unauthorized,
                detail: "not signed in: open the address that the server printed, or send Authorization: Bearer TOKEN",
                headers: [.wwwAuthenticate: "Bearer"])
        }
        return try await next(request, context)
    }
}
