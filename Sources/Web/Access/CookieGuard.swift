import HTTPTypes

/// A cookie comes with every request that a browser makes, whoever's page made it: from the same site, which is any port of
/// the host, `SameSite=Strict` does not keep it back. So a request that signs in by cookie has to come from an accepted page
/// (ACC3).
struct CookieGuard: Sendable {
    let origins: OriginCheck

    /// - Returns: why the request is refused; nil when it is not.
    func refusal(of request: HTTPRequest) -> String? {
        let isSafe = request.method == .get || request.method == .head
        let site = request.headerFields[.fetchSite]
        let isVisit =
            isSafe && request.headerFields[.fetchMode] == "navigate" && request.path?.prefix { $0 != "?" } == "/"
        if site == "cross-site" || site == "same-site", !isVisit {
            return "the request comes from another site's page, or another port's; the cookie is not for those"
        }
        let given = request.headerFields[values: .origin]
        if given.isEmpty {
            return isSafe ? nil : "a request that changes something needs an Origin, or Authorization: Bearer"
        }
        guard given.count == 1, origins.accepts(given[0], host: request.authority ?? "") else {
            return "the origin \(given[0].prefix(100)) is not this server's, nor in SANDGLASS_ORIGINS"
        }
        return nil
    }
}

extension HTTPField.Name {
    static let fetchSite = Self("Sec-Fetch-Site")!
    static let fetchMode = Self("Sec-Fetch-Mode")!
    static let fetchDest = Self("Sec-Fetch-Dest")!
}
