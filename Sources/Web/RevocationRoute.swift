import HTTPTypes
import Hummingbird
import Wire

/// `POST /api/revocations`: the operator ends what tokens allow before they expire (ACC8).
struct RevocationRoute: Sendable {
    let revocations: Revocations

    func add(to group: RouterGroup<WebContext>) {
        group.post("revocations") { request, context in
            guard try context.signedIn().mayOperate else { throw Problem.forbidden("only the operator revokes") }
            return try await revoke(request)
        }
    }

    private func revoke(_ request: Request) async throws -> Response {
        guard let target = RevocationList.Target(try await request.json()) else {
            let bounds = "\(Limits.subjectLength.lowerBound) to \(Limits.subjectLength.upperBound)"
            throw Problem(
                status: .badRequest, detail: "{\"jti\": …} or {\"subject\": …} is wanted, a string of \(bounds) bytes")
        }
        switch revocations.revoke(target, at: SignIn.now) {
        case .kept: return Response(status: .noContent)
        case .full:
            throw Problem(
                status: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
                detail: "\(Limits.revocations) revocations are kept already; change the key that signs the tokens")
        case .notWritten:
            throw Problem(
                status: .serviceUnavailable,
                detail:
                    "it is revoked until the server restarts, but could not be written; see to the disk, then repeat")
        }
    }
}
