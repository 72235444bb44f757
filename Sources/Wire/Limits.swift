/// Every bound of the product, in one place. `docs/protocol.md`, "Bounds", is the same list for people.
public enum Limits {
    // MARK: What a tab may send

    /// Bytes of a frame from a tab, except a result.
    public static let frameBytes = 1 << 20
    /// Bytes of an `output` or `outcome` frame.
    public static let resultBytes = 16 << 20
    /// UTF-8 bytes of a prompt.
    public static let promptBytes = 32 << 10
    /// UTF-8 bytes of an attempt's code.
    public static let codeBytes = 256 << 10
    /// Bytes of one output's JSON.
    public static let outputBytes = 8 << 20
    /// Bytes of all outputs of a run.
    public static let runOutputBytes = 32 << 20
    /// Outputs of a run.
    public static let outputs = 1_000
    /// UTF-8 bytes of a run's stdout and stderr together; what follows is cut and said so.
    public static let streamBytes = 1 << 20
    /// Nesting of arrays and objects in JSON.
    public static let depth = 64
    /// UTF-8 bytes of an error's name, message, and all its traceback lines.
    public static let enameBytes = 256
    public static let evalueBytes = 16 << 10
    public static let tracebackBytes = 64 << 10
    /// UTF-8 bytes of names and reasons that a tab gives.
    public static let nameBytes = 256
    /// Unicode scalars of a command's id: a grapheme has no bound of its own.
    public static let commandIDLength = 1...64
    /// Unicode scalars of a tab's key.
    public static let tabKeyLength = 16...128
    /// Seconds until the hello (OPN1).
    public static let helloSeconds = 10
    /// Commands a second of one tab, sustained, and how many may come at once.
    public static let commandsPerSecond = 20
    public static let commandBurst = 200
    /// Reports of a run (progress, outputs, outcome) a second of one tab, sustained, and how many may come at once.
    public static let reportsPerSecond = 200
    public static let reportBurst = 2_000

    // MARK: How much of everything there is

    public static let tabsPerSession = 64
    /// New sessions a minute from one address.
    public static let newSessionsPerMinute = 8
    /// Addresses whose new sessions are counted at once.
    public static let rememberedAddresses = 10_000
    /// Bytes queued for one slow reader beyond the batch that is being written.
    public static let outboxBytes = 4 << 20
    /// Seconds after which a quiet HTTP event stream says that it is alive, which shows whether its reader is.
    public static let eventStreamBeat = 10
    /// Answered commands whose replies a session remembers.
    public static let rememberedReplies = 1_000
    /// Bytes that are read from the log at once for a reader that catches up.
    public static let replayPageBytes = 1 << 20
    /// What a command's frame may hold besides its output.
    public static let envelopeBytes = 1_024

    // MARK: What a model may send

    /// UTF-8 bytes of one answer, thinking included.
    public static let answerBytes = 1 << 20
    /// Bytes of one line of a model's stream.
    public static let modelLineBytes = 1 << 20
    /// Bytes of an error body that is read for its message.
    public static let modelErrorBytes = 64 << 10
}
