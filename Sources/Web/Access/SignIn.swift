import Crypto
import Foundation
import HTTPTypes
import Wire

/// Who may enter, and as what: bearers of the server's own token, bearers of signed tokens, and browsers with the cookie that
/// either once set.
struct SignIn: Sendable {
    let verifier: TokenVerifier?
    let revocations: Revocations
    let rates: Rates
    /// Whether cookies are for TLS only.
    let isSecure: Bool
    private let token: SHA256Digest
    /// What the operator's cookie holds: derived from the token, so that the cookie does not give it away.
    private let ticket: String
    /// Cookies are shared by all ports of a host, so the name tells servers apart. There is one for all grants: who signs in
    /// last is signed in.
    private let cookieName: String

    init(token: String, verifier: TokenVerifier?, revocations: Revocations, rates: Rates, isSecure: Bool) {
        self.verifier = verifier
        self.revocations = revocations
        self.rates = rates
        self.isSecure = isSecure
        self.token = SHA256.hash(data: Array(token.utf8))
        ticket = Self.derive("sandglass cookie", from: token)
        cookieName = "sandglass-" + Self.derive("sandglass cookie name", from: token).prefix(8)
    }

    private static func derive(_ purpose: String, from token: String) -> String {
        let key = SymmetricKey(data: Array(token.utf8))
        return HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: key).hex
    }

    /// What a request brings to be let in.
    enum Credential: Sendable, Equatable {
        /// In `Authorization`, or in the page's address.
        case token(String)
        case cookie(String)
    }

    enum Refusal: Error {
        case absent
        /// With the reason, where it helps and gives nothing away.
        case wrong(String)
        case tooMany(Rates.Excess)
    }

    /// - Parameters:
    ///   - authorization: the value of `Authorization`; when there is one, the cookie does not count.
    ///   - cookies: the values of `Cookie`.
    func credential(authorization: String?, cookies: [String]) -> Credential? {
        if let authorization {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            return .token(parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : "")
        }
        for cookie in cookies.flatMap({ $0.split(separator: ";") }) {
            let pair = cookie.split(separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0].drop(while: { $0 == " " }) == cookieName { return .cookie(String(pair[1])) }
        }
        return nil
    }

    func credential(in headers: HTTPFields) -> Credential? {
        credential(authorization: headers[.authorization], cookies: headers[values: .cookie])
    }

    /// What is unforgeable is always looked at; guesses at the server's own token only while not too many failed.
    /// - Parameter now: seconds since 1970.
    func grant(
        for credential: Credential?, from address: String, at now: Int = Self.now
    ) async throws(Refusal) -> Grant {
        switch credential {
        case nil: throw .absent
        case .cookie(let value):
            if Self.isSame(value, ticket) { return .operator }
            return try await bearer(value, at: now)
        case .token(let value):
            let excess = rates.failures(from: address)
            if excess == nil, SHA256.hash(data: Array(value.utf8)) == token { return .operator }
            do throws(Refusal) { return try await bearer(value, at: now) } catch {
                if let excess {
                    rates.heldBackSignIn()
                    throw .tooMany(excess)
                }
                rates.failedSignIn(from: address)
                throw error
            }
        }
    }

    private func bearer(_ token: String, at now: Int) async throws(Refusal) -> Grant {
        guard let verifier, Self.isSigned(token) else { throw .wrong("it is not the server's token") }
        let claims: Claims
        do throws(InvalidToken) { claims = try await verifier.claims(of: token, at: now) } catch {
            throw .wrong(error.description)
        }
        guard !revocations.refuses(claims) else { throw .wrong("the token was revoked") }
        return .bearer(claims)
    }

    private static func isSigned(_ token: String) -> Bool { token.count(where: { $0 == "." }) == 2 }

    /// In constant time.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        SHA256.hash(data: Array(one.utf8)) == SHA256.hash(data: Array(other.utf8))
    }

    /// Seconds since 1970.
    static var now: Int { Int(Date().timeIntervalSince1970) }

    /// `Set-Cookie` for a token that was let in; nil when it is too long for one.
    func cookie(for token: String, _ grant: Grant, at now: Int = Self.now) -> String? {
        let value = grant == .operator ? ticket : token
        guard value.utf8.count <= Limits.cookieTokenBytes else { return nil }
        let age = grant.expires.map { $0 - now } ?? 31_536_000
        return "\(cookieName)=\(value); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(age)"
            + (isSecure ? "; Secure" : "")
    }
}
