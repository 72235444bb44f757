import Wire

/// What a signed token says (RFC 7519): who, which sessions, as what, until when (ACC5). Times are seconds since 1970.
struct Claims: Sendable, Hashable {
    enum Sessions: Sendable, Hashable {
        case all
        case these(Set<String>)

        func contain(_ session: String) -> Bool {
            switch self {
            case .all: true
            case .these(let sessions): sessions.contains(session)
            }
        }
    }

    var subject: String
    var sessions: Sessions
    var role: Role
    var expires: Int
    var issued: Int?
    /// `jti`, by which one token can be revoked.
    var id: String?

    /// Reads a token's payload. Unknown claims are ignored.
    /// - Parameter now: seconds since 1970.
    /// - Throws: when a claim is missing, wrong, or says that the token is not valid now.
    init(_ json: JSON, at now: Int) throws(InvalidToken) {
        subject = try Self.name("sub", in: json)
        id = json["jti"] == nil ? nil : try Self.name("jti", in: json)
        sessions = try Self.sessions(in: json)
        guard let role = json["role"]?.string.flatMap(Role.init(rawValue:)) else {
            throw InvalidToken("role: \"owner\" or \"viewer\" is wanted")
        }
        self.role = role
        try Self.checkAudience(of: json)
        guard let expires = try Self.time("exp", in: json) else { throw InvalidToken("exp: it is missing") }
        issued = try Self.time("iat", in: json)
        self.expires = expires
        guard expires > now else { throw InvalidToken("exp: the token has expired; ask for a new one") }
        let latest = now + Limits.clockSkewSeconds
        if let issued, issued > latest { throw InvalidToken("iat: the token is from the future; compare the clocks") }
        if let start = try Self.time("nbf", in: json), start > latest {
            throw InvalidToken("nbf: the token is not valid yet")
        }
        guard expires <= latest + Limits.tokenSeconds, expires - (issued ?? now) <= Limits.tokenSeconds else {
            throw InvalidToken("exp: a token may live \(Limits.tokenSeconds) seconds")
        }
    }

    private static func name(_ claim: String, in json: JSON) throws(InvalidToken) -> String {
        guard let name = json[claim]?.string, Limits.subjectLength.contains(name.utf8.count) else {
            let bounds = "\(Limits.subjectLength.lowerBound) to \(Limits.subjectLength.upperBound)"
            throw InvalidToken("\(claim): a string of \(bounds) bytes is wanted")
        }
        return name
    }

    private static func sessions(in json: JSON) throws(InvalidToken) -> Sessions {
        if json["sessions"] == "*" { return .all }
        let ids = json["sessions"]?.array?.map(\.string) ?? []
        guard (1...Limits.tokenSessions).contains(ids.count), !ids.contains(nil) else {
            throw InvalidToken("sessions: \"*\" or a list of 1 to \(Limits.tokenSessions) session ids is wanted")
        }
        return .these(Set(ids.compactMap(\.self)))
    }

    /// RFC 7519, section 4.1.3: one string, or several.
    private static func checkAudience(of json: JSON) throws(InvalidToken) {
        guard let audience = json["aud"] else { return }
        guard audience == "sandglass" || audience.array?.contains("sandglass") == true else {
            throw InvalidToken("aud: the token is for somebody else; \"sandglass\" is wanted")
        }
    }

    /// A NumericDate (RFC 7519, section 2), of which fractions are cut off.
    private static func time(_ claim: String, in json: JSON) throws(InvalidToken) -> Int? {
        guard let value = json[claim] else { return nil }
        let seconds: Double? =
            switch value {
            case .integer(let seconds): Double(seconds)
            case .number(let seconds): seconds
            default: nil
            }
        guard let seconds, (0...1e11).contains(seconds) else {
            throw InvalidToken("\(claim): seconds since 1970 are wanted")
        }
        return Int(seconds)
    }
}

/// Why a token does not sign in, in words for whoever makes tokens.
struct InvalidToken: Error, Sendable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
