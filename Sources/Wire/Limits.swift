/// Every bound of the product, in one place. `docs/protocol.md`, "Bounds", is the same list for people.
public enum Limits {
    // MARK: What a tab may send

    /// Bytes of a frame from a tab, except a result.
    public static let frameBytes = 1 << 20
    /// Bytes of an `output` or `outcome` frame.
    public static let resultBytes = 16 << 20
    /// Bytes of a frame from whoever has not been let in yet.
    public static let openingBytes = 64 << 10
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
    /// Elements of an SVG, each counted as often as it is drawn, and how deep they nest.
    public static let svgElements = 100_000
    public static let svgDepth = 256
    /// Nesting of arrays and objects in JSON.
    public static let depth = 64
    /// UTF-8 bytes of an error's name, message, and all its traceback lines.
    public static let enameBytes = 256
    public static let evalueBytes = 16 << 10
    public static let tracebackBytes = 64 << 10
    /// Blocked attempts of a run that are logged; further ones are refused.
    public static let blockedAttempts = 20
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
    /// Tokens of one answer that a provider may count; more are taken for so many.
    public static let tokens = 0...1_000_000_000
    /// Of a million tokens.
    public static let tokenPrice = Cost(millionths: 0)...Cost(millionths: 1_000_000_000)
    /// Of all answers of a session, or of a day.
    public static let budgetCost = Cost(millionths: 1)...Cost(millionths: 1_000_000_000_000)
    /// Millionths that one answer may have cost.
    public static let answerCost = 0...2_000_000_000_000
    /// UTF-8 bytes of a session's name.
    public static let sessionNameBytes = 200
    /// Unicode scalars of the first prompt that stand for a session without a name.
    public static let sessionTitleLength = 200
    /// Bytes up to which the database is written anew when a session is deleted (SES2).
    public static let rewrittenBytes = 256 << 20
    /// Bytes of a page of the database.
    public static let pageBytes = 4_096
    /// Pages after which what was committed is moved into the database, beside the commits.
    public static let checkpointedPages = 4_096
    /// Pages of the write-ahead log, 64 MiB, from which a commit moves what is left, so that it can begin anew.
    public static let walPages = 16_384
    /// Bytes of the database that the connection which writes keeps in memory.
    public static let databaseCacheBytes = 16 << 20
    /// Bytes of a line that scripts/local-model prints.
    public static let childLineBytes = 4_096
    /// Sessions in one answer of the list.
    public static let sessionsPerPage = 50
    /// New sessions a minute from one address.
    public static let newSessionsPerMinute = 8
    /// Bytes queued for one slow reader beyond the batch that is being written.
    public static let outboxBytes = 4 << 20
    /// Seconds after which a quiet HTTP event stream says that it is alive, which shows whether its reader is.
    public static let eventStreamBeat = 10
    /// Answered commands whose replies a session remembers.
    public static let rememberedReplies = 1_000
    /// Bytes that are read from the log at once for a reader that catches up.
    public static let replayPageBytes = 1 << 20
    /// Bytes after which a message of a compact replay takes no further event (EVT5).
    public static let replayMessageBytes = 128 << 10
    /// Bytes of an output that a compact replay still holds itself; larger ones are fetched (EVT6).
    public static let inlineOutputBytes = 8 << 10
    /// What a command's frame may hold besides its output.
    public static let envelopeBytes = 1_024

    // MARK: Who may enter

    /// Bytes of a signed token, and of one that a browser keeps as a cookie: it drops cookies above 4 KiB.
    public static let tokenBytes = 8 << 10
    public static let cookieTokenBytes = 3_800
    /// Bytes of the secret that signs tokens.
    public static let tokenSecretBytes = 32
    /// UTF-8 bytes of a token's subject and of its id.
    public static let subjectLength = 1...200
    /// Sessions that a token may name.
    public static let tokenSessions = 100
    /// Seconds that a token may live.
    public static let tokenSeconds = 86_400
    /// Seconds by which the clock of a token's signer may be ahead.
    public static let clockSkewSeconds = 60
    /// Revocations that are kept at once.
    public static let revocations = 10_000
    /// Requests and new sockets a second of one address, sustained, and for how many seconds they may come at once: a page
    /// that loads asks for about a hundred files.
    public static let requestsPerSecond = 100
    public static let requestBurstSeconds = 30
    /// Sign-ins of one address that may fail a minute, and at once.
    public static let failedSignInsPerMinute = 30
    /// Prompts a minute of one subject, sustained and at once.
    public static let promptsPerMinute = 60
    /// Addresses, or subjects, whose rates are remembered at once.
    public static let rememberedRates = 10_000

    // MARK: What a model may send

    /// UTF-8 bytes of one answer, thinking included.
    public static let answerBytes = 1 << 20
    /// UTF-8 bytes of a program up to which it is looked at line by line while it is written (TRN14).
    public static let watchedCodeBytes = 16 << 10
    /// Bytes of one line of a model's stream.
    public static let modelLineBytes = 1 << 20
    /// Bytes of an error body that is read for its message.
    public static let modelErrorBytes = 64 << 10
    /// How often a model that failed may be asked the same again.
    public static let modelRetries = 0...5
    /// Milliseconds that the wait before the first retry takes at most, doubled for each further one.
    public static let retryMilliseconds = 500
    /// Seconds of a `Retry-After` that is waited for; a longer one is reported instead.
    public static let retryAfterSeconds = 60
    /// Models that may stand in for the first.
    public static let fallbackModels = 4
}
