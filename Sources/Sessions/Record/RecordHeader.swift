public import Wire

/// The first line of a session's record.
public struct RecordHeader: Sendable, Hashable {
    public static let version = 1

    /// The session's name; empty when it has none.
    public var name: String

    public init(name: String) { self.name = name }

    public var json: JSON { ["record": "sandglass", "v": JSON(Self.version), "name": .string(name)] }

    /// Nil for what is no such line, or one of another version.
    init?(_ json: JSON) {
        guard json["record"] == "sandglass", json["v"]?.integer == Self.version, let name = json["name"]?.string,
            name.utf8.count <= Limits.sessionNameBytes, !name.contains(where: \.isNewline)
        else { return nil }
        self.name = name
    }
}
