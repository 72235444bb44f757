import HTTPTypes
import Hummingbird

/// What every request passes before anything looks at it: its address's rate, and its Host.
struct Gate: RouterMiddleware {
    let hosts: HostCheck
    let rates: Rates

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if let excess = rates.request(from: context.address) { throw Problem.tooMany(excess) }
        guard request.head.path?.hasPrefix("/") == true else {
            throw Problem(status: .badRequest, detail: "a request target that begins with / is wanted")
        }
        // The first Host became the authority; others stay among the fields.
        let given = (request.head.authority.map { [$0] } ?? []) + request.headers[values: .furtherHost]
        if let reason = hosts.refusal(of: given) { throw Problem(status: .misdirectedRequest, detail: reason) }
        return try await next(request, context)
    }
}

extension HTTPField.Name {
    fileprivate static let furtherHost = Self("Host")!
}

/// Lets only signed-in requests through, and puts into their context what they may.
struct SignInMiddleware: RouterMiddleware {
    let signIn: SignIn
    let cookies: CookieGuard

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let credential = signIn.credential(in: request.headers)
        if case .cookie = credential, let reason = cookies.refusal(of: request.head) {
            throw Problem(status: .forbidden, detail: reason)
        }
        var context = context
        do throws(SignIn.Refusal) {
            context.grant = try await signIn.grant(for: credential, from: context.address)
        } catch {
            throw Problem(error)
        }
        return try await next(request, context)
    }
}

extension Problem {
    init(_ refusal: SignIn.Refusal) {
        switch refusal {
        case .tooMany(let excess): self = .tooMany(excess)
        case .wrong(let reason): self = .notSignedIn("not signed in: \(reason)")
        case .absent:
            self = .notSignedIn(
                "not signed in: open the address that the server printed, or send Authorization: Bearer TOKEN")
        }
    }

    private static func notSignedIn(_ detail: String) -> Problem {
        Problem(status: .unauthorized, detail: detail, headers: [.wwwAuthenticate: "Bearer"])
    }

    static func tooMany(_ excess: Rates.Excess) -> Problem {
        Problem(
            status: .tooManyRequests, detail: excess.bound + "; wait a moment",
            headers: [.retryAfter: String(excess.retryAfter)])
    }

    static func forbidden(_ detail: String) -> Problem { Problem(status: .forbidden, detail: detail) }
}
