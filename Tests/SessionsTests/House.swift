import Logging
import Sessions
import TestSupport
import Turns
import Wire

/// A server's sessions on a log in a temporary folder, with a scripted model.
struct House {
    let folder: TemporaryFolder
    let log: GatedLog
    let model = ScriptedModel()
    let directory: SessionDirectory
    let session: String
    private let settings: SessionSettings

    init(
        textInterval: Int = 16, folder: TemporaryFolder? = nil, session: String? = nil,
        observe: @escaping @Sendable (Observation) -> Void = { _ in },
        policy: (inout TurnPolicy) -> Void = { _ in }
    ) async throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        log = GatedLog(try SQLiteLog(path: folder.file("log.sqlite")))
        var turnPolicy = TurnPolicy()
        policy(&turnPolicy)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        settings = SessionSettings(
            log: log, model: model, policy: turnPolicy, textInterval: textInterval, ping: 5,
            framing: { JoinedFraming() }, observe: observe, logger: logger)
        directory = SessionDirectory(settings: settings)
        if let session { self.session = session } else { self.session = try await directory.create() }
    }

    /// The same session after the server was killed and started again.
    func restarted(policy: (inout TurnPolicy) -> Void = { _ in }) async throws -> House {
        try await House(folder: folder, session: session, policy: policy)
    }

    var live: LiveSession {
        get async throws {
            guard let live = try await directory.session(session) else { throw Missing() }
            return live
        }
    }

    struct Missing: Error {}

    // MARK: Tabs

    /// A tab that joined; its key is its name, made long enough.
    func join(_ name: String, after: Position? = nil, run: RunKey? = nil) async throws -> Visitor {
        let subscriber = RecordingSubscriber()
        let hello = Hello(
            session: session, after: after, tabName: name, tabKey: name + "-0123456789abcdef", run: run)
        let joined = try await directory.with(session) { session throws(SessionRetired) -> (LiveSession, String?) in
            (session, try await session.join(hello, subscriber))
        }
        guard let (live, tab) = joined, let tab else { throw Missing() }
        return Visitor(live: live, tab: tab, subscriber: subscriber)
    }

    /// One whose sandbox is ready.
    func ready(_ name: String) async throws -> Visitor {
        let visitor = try await join(name)
        await visitor.ask(.sandbox(.ready, visible: true), id: "ready")
        return visitor
    }

    /// The log's events.
    func logged() async throws -> [Event] {
        try await log.events(of: session, after: 0, atMost: .max).map { try Event(JSON(parsing: $0.json)) }
    }
}

/// A tab of a session, and what it was given.
struct Visitor: Sendable {
    let live: LiveSession
    let tab: String
    let subscriber: RecordingSubscriber

    func send(_ body: Command.Body, id: String, bytes: Int = 100) async {
        await live.perform(Command(id: id, body: body), from: tab, bytes: bytes)
    }

    /// Sends a command and returns its answer.
    @discardableResult
    func ask(_ body: Command.Body, id: String) async -> Reply.Result? {
        let before = subscriber.items.replies(to: id).count
        await send(body, id: id)
        await subscriber.until { $0.replies(to: id).count > before }
        return subscriber.items.replies(to: id).last
    }

    func leave() async { await live.leave(subscriber) }

    /// Returns once that has been told.
    func until(_ brief: String) async { await subscriber.until { $0.told.contains(brief) } }

    var events: [Event] { subscriber.items.events }
    var told: [String] { subscriber.items.told }

    /// The run that was last leased.
    var run: RunKey {
        for event in events.reversed() {
            if case .runLeased(let run, _, _) = event.body { return run }
        }
        return RunKey(turn: 0, attempt: 0, lease: 0)
    }

    /// Runs what is leased to this tab: a figure, then ok.
    func plot() async {
        await send(.output(run, at: 0, output: Outputs.figure), id: "o\(run.turn)-\(run.attempt)")
        await send(.outcome(run, .ok, error: nil, timings: RunTimings()), id: "e\(run.turn)-\(run.attempt)")
    }
}
