import Foundation
import Sessions
import Wire

/// Who asks, and what they may. Pure: every route and every socket asks it, and nothing else decides (ACC6).
enum Grant: Sendable, Hashable {
    /// The bearer of the server's own token: everything.
    case `operator`
    /// The bearer of a token that an embedding product signed.
    case bearer(Claims)

    func maySee(_ session: String) -> Bool {
        switch self {
        case .operator: true
        case .bearer(let claims): claims.sessions.contain(session)
        }
    }

    /// Prompt, stop, edit, run, rename.
    func mayAct(in session: String) -> Bool { role == .owner && maySee(session) }

    func mayDelete(_ session: String) -> Bool { mayAct(in: session) }

    /// A token that names its sessions is for those.
    var mayCreate: Bool { role == .owner && listed == nil }

    /// Read the metrics, revoke.
    var mayOperate: Bool { self == .operator }

    var role: Role {
        switch self {
        case .operator: .owner
        case .bearer(let claims): claims.role
        }
    }

    /// The sessions that a list is made of; nil for all there are.
    var listed: Set<String>? {
        guard case .bearer(let claims) = self, case .these(let sessions) = claims.sessions else { return nil }
        return sessions
    }

    var subject: String? {
        guard case .bearer(let claims) = self else { return nil }
        return claims.subject
    }

    /// Seconds since 1970; nil when it does not expire.
    var expires: Int? {
        guard case .bearer(let claims) = self else { return nil }
        return claims.expires
    }

    /// Returns when it expires; throws when cancelled.
    func expiry() async throws {
        guard let expires else { return try await Task.sleep(for: .seconds(Int32.max)) }
        while case let left = Double(expires) - Date().timeIntervalSince1970, left > 0 {
            try await Task.sleep(for: .seconds(left))
        }
    }

    var visitor: Visitor { Visitor(subject: subject, role: role) }
}
