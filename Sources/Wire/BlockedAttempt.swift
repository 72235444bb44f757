/// Something that a run's code tried and the sandbox's policy did not let it do. The code may forge or hide it: it informs
/// people and the model, and nothing relies on it.
public struct BlockedAttempt: Sendable, Hashable {
    /// What stopped it: a directive of the sandbox's policy (CSP Level 3, section 6) such as `connect-src`, or the Python
    /// call such as `socket.connect`.
    public let door: String
    /// Where it led to: an address, or a host's name.
    public let target: String

    public init(door: String, target: String) {
        self.door = door
        self.target = target
    }

    init(_ fields: Fields) throws(WireError) {
        door = try fields.line("door", atMost: Limits.nameBytes)
        target = try fields.line("target", atMost: Limits.nameBytes)
    }
}
