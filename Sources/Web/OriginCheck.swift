import NIOHTTP1

/// Keeps other sites' pages from opening sockets with a person's cookie (cross-site WebSocket hijacking).
struct OriginCheck: Sendable {
    let allowed: Set<String>

    /// A browser always sends `Origin`; without it only a bearer of the token gets in, never a cookie.
    func accepts(_ headers: HTTPHeaders) -> Bool {
        let origins = headers["Origin"]
        guard let origin = origins.first else { return headers.contains(name: "Authorization") }
        guard origins.count == 1 else { return false }
        if allowed.contains(origin) { return true }
        guard let host = headers["Host"].first, !host.isEmpty else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }
}
