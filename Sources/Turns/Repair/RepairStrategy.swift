/// What a failed attempt is answered with.
public enum RepairStrategy: String, Sendable, CaseIterable {
    /// What helps with a failure of its class (docs/repair.md).
    case guided
    /// The error, and another program asked for without the failed one: small models copy what they read.
    case anew
    /// The failed program and the end of what Python said, as loops are usually written.
    case traceback
    /// The same question once more.
    case again

    /// Whether programs run as they are written (RUN11), to compare with.
    var isPlain: Bool { self == .traceback || self == .again }
}
