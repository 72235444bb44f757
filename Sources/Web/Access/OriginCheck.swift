/// Which pages may act with a person's cookie: this server's own, and those that the operator allowed (ACC2). Origins are
/// compared byte by byte, as browsers write them (RFC 6454, section 6.2).
struct OriginCheck: Sendable {
    /// The scheme that this server speaks.
    let scheme: String
    /// Names behind which a proxy may speak TLS for it.
    let proxied: Set<String>
    let allowed: Set<String>

    /// - Parameters:
    ///   - origin: the one value of `Origin`.
    ///   - host: the one value of `Host`.
    func accepts(_ origin: String, host: String) -> Bool {
        if origin == "null" { return false }
        if allowed.contains(origin) { return true }
        guard let authority = Authority(host) else { return false }
        return origin == "\(scheme)://\(host)"
            || (proxied.contains(authority.name) && origin == "https://\(host)")
    }

    /// Whether a socket may be opened. A browser always sends `Origin`; without it only a bearer gets in, never a cookie.
    func acceptsSocket(origins: [String], host: String, isBearer: Bool) -> Bool {
        guard let origin = origins.first else { return isBearer }
        return origins.count == 1 && accepts(origin, host: host)
    }
}
