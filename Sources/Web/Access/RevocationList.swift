import Wire

/// Tokens that are refused before they expire (ACC8). Times are seconds since 1970.
struct RevocationList: Sendable, Hashable {
    /// What was revoked.
    enum Target: Sendable, Hashable {
        /// The token with that `jti`.
        case token(String)
        /// The tokens of that subject issued until then.
        case subject(String)
    }

    private(set) var times: [Target: Int] = [:]

    func refuses(_ claims: Claims) -> Bool {
        if let id = claims.id, times[.token(id)] != nil { return true }
        guard let time = times[.subject(claims.subject)] else { return false }
        // One that does not say when it was issued may be older.
        return claims.issued.map { $0 <= time } ?? true
    }

    /// - Returns: false when there are as many as there may be.
    mutating func add(_ target: Target, at now: Int) -> Bool {
        drop(at: now)
        guard times.count < Limits.revocations || times[target] != nil else { return false }
        times[target] = max(now, times[target] ?? now)
        return true
    }

    /// Forgets what no token can outlive.
    mutating func drop(at now: Int) {
        let oldest = now - Limits.tokenSeconds - Limits.clockSkewSeconds
        times = times.filter { $0.value >= oldest }
    }

    // MARK: On the disk

    var json: JSON {
        let entries = times.map { target, time -> JSON in
            switch target {
            case .token(let id): ["jti": .string(id), "at": JSON(time)]
            case .subject(let subject): ["subject": .string(subject), "at": JSON(time)]
            }
        }
        return ["revocations": .array(entries)]
    }

    init() {}

    /// Nil for what is no list.
    init?(_ json: JSON) {
        guard let entries = json["revocations"]?.array else { return nil }
        for entry in entries {
            guard let target = Target(entry), let time = entry["at"]?.integer else { return nil }
            times[target] = time
        }
    }
}

extension RevocationList.Target {
    /// `{"jti":…}` or `{"subject":…}`; nil for anything else.
    init?(_ json: JSON) {
        let (id, subject) = (json["jti"], json["subject"])
        guard (id == nil) != (subject == nil), let name = (id ?? subject)?.string,
            Limits.subjectLength.contains(name.utf8.count)
        else { return nil }
        self = id == nil ? .subject(name) : .token(name)
    }
}
