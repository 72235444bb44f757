/// The first message of a connection (OPN1).
public struct Hello: Sendable, Hashable {
    public var session: String?
    public var after: Position?
    public var tabName: String
    public var visible: Bool
    /// The tab's secret identity (OPN3).
    public var tabKey: String?
    /// Counts the connections that the tab has opened, so that a late one does not replace a later one (OPN3).
    public var connection: Int
    /// Whether history may come merged (OPN9).
    public var compact: Bool
    /// The run it is still executing (OPN4).
    public var run: RunKey?

    public init(
        session: String? = nil, after: Position? = nil, tabName: String = "", visible: Bool = true,
        tabKey: String? = nil, connection: Int = 0, compact: Bool = false, run: RunKey? = nil
    ) {
        self.session = session
        self.after = after
        self.tabName = tabName
        self.visible = visible
        self.tabKey = tabKey
        self.connection = connection
        self.compact = compact
        self.run = run
    }
}

/// A place in a log. The epoch changes when the log's history cannot be continued.
public struct Position: Sendable, Hashable {
    public var epoch: String
    public var seq: Int

    public init(epoch: String, seq: Int) {
        self.epoch = epoch
        self.seq = seq
    }
}

/// What a tab asks for, and the id under which it is answered (CMD1).
public struct Command: Sendable, Hashable {
    public var id: String
    public var body: Body

    public init(id: String, body: Body) {
        self.id = id
        self.body = body
    }

    public enum Body: Sendable, Hashable {
        case prompt(text: String)
        case cancel(turn: Int)
        case rerun(turn: Int, code: String)
        case sandbox(SandboxState, visible: Bool?)
        case progress(RunKey, RunProgress)
        case output(RunKey, at: Int, output: JSON)
        case blocked(RunKey, BlockedAttempt)
        case outcome(RunKey, RunOutcome, error: RunError?, timings: RunTimings)
    }
}

/// The state of a tab's sandbox.
public enum SandboxState: String, Sendable, CaseIterable {
    case booting, ready, busy, broken
}

/// Everything that a tab may send.
public enum ClientMessage: Sendable, Hashable {
    case hello(Hello)
    case command(Command)
    /// `run` is the run that the tab is executing (RUN8).
    case ping(id: String?, run: RunKey?)
    case pong
}

/// Why a hello or a command was not understood, and the id to answer under, where it had one.
public struct ClientMessageError: Error, Sendable, Equatable {
    public var id: String?
    public var error: WireError
}
