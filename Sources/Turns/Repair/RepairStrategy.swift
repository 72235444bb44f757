/// What a failed attempt is answered with. But for the guided one programs run as they are written (RUN11).
public enum RepairStrategy: String, Sendable, CaseIterable {
    /// What helps with a failure of its class (docs/repair.md).
    case guided
    /// The failed program and the end of what Python said, as loops are usually written.
    case traceback
    /// The same question once more.
    case again
}
