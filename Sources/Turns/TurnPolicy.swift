public import Wire

/// The budget of a turn and its clocks. Times in milliseconds.
public struct TurnPolicy: Sendable, Hashable {
    /// Attempts of one turn (TRN2).
    public var attempts = 4
    /// UTF-8 bytes of all answers of one turn.
    public var answerBytes = 2 * Limits.answerBytes
    /// Of all answers of a session (TRN12).
    public var session = Budget()
    /// Of all answers of a day that one subject asked for (TRN15).
    public var subject = Budget()
    /// UTF-8 bytes of the turns before that a model is told of; 0 for none.
    public var conversationBytes = 12_000
    public var repair = RepairStrategy.guided
    /// Whether an answer is not read any further once its program cannot be Python any more (TRN14).
    public var cutsShort = false
    /// From the prompt to the end of the turn.
    public var wall = 15 * 60_000
    /// How long a turn waits for a ready tab (RUN6).
    public var unattended = 5 * 60_000
    /// How long a leased tab may be away while another is ready (RUN6).
    public var leaseGrace = 2_000
    /// How long a leased tab may take to say anything while another is ready.
    public var firstProgress = 10_000
    /// How long a leased tab that names its run in its pings may say nothing of it (RUN8).
    public var silence = 6_000
    /// How far past a run's own clocks the server ends it (RUN7).
    public var clockGrace = 5_000
    /// How often one attempt may be leased.
    public var leases = 16
    public var run = RunLimits()

    public init() {}
}
