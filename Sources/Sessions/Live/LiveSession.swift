import Logging
import Turns
public import Wire

/// The session has been retired; ask the directory again.
public struct SessionRetired: Error {}

/// A session that someone watches or that has a turn in flight: the shell around its `SessionMachine`, which does what
/// the machine says and tells it what happens.
public actor LiveSession {
    public nonisolated let id: String
    let settings: SessionSettings
    var machine: SessionMachine
    var subscribers: [SessionMachine.ReaderID: any Subscriber] = [:]
    let framing: any Framing
    /// Who has the history of the latest live events.
    private var following: Set<SessionMachine.ReaderID> = []
    private var readers: [ObjectIdentifier: SessionMachine.ReaderID] = [:]
    private var lastReader = 0
    private var callers: [Int: CheckedContinuation<Reply.Result, Never>] = [:]
    private var lastCaller = 0
    /// The latest commit.
    private var commit: Task<Void, Never>?
    /// When the oldest of the events that wait for the next commit was decided.
    private var waitingSince: ContinuousClock.Instant?
    /// When the last reader had the latest live events in its outbox.
    private var shown: ContinuousClock.Instant?
    private var modelTask: Task<Void, Never>?
    private var alarm = Alarm()
    private let whenIdle: @Sendable () async -> Void

    init(
        id: String, head: LogHead, settings: SessionSettings, history: SessionHistory,
        whenIdle: @escaping @Sendable () async -> Void
    ) {
        self.id = id
        self.settings = settings
        framing = settings.framing()
        machine = SessionMachine(
            id: id, head: head, history: history, account: settings.account(of: head.subject),
            surroundings: settings.surroundings)
        self.whenIdle = whenIdle
    }

    /// When the session is no longer the one that the directory hands out.
    var isRetired: Bool { machine.isRetired }

    /// How many tabs are here.
    var tabs: Int { machine.tabs.count }

    // MARK: Readers

    /// A tab's connection. The welcome and everything after the hello's position follow through the subscriber.
    /// - Returns: the tab's id; nil when it cannot join, and the subscriber was told why.
    public func join(
        _ hello: Hello, as visitor: Visitor = Visitor(), _ subscriber: any Subscriber
    ) throws(SessionRetired) -> String? {
        guard !isRetired else { throw SessionRetired() }
        let tab = Identity.tab(key: hello.tabKey ?? Identity.random(), of: visitor.subject)
        let (joined, actions) = machine.join(hello, as: add(subscriber), tab: tab, role: visitor.role, at: .now)
        run(actions)
        return joined
    }

    /// A reader that is no tab: it only gets events.
    public func read(after seq: Int, _ subscriber: any Subscriber) throws(SessionRetired) {
        guard !isRetired else { throw SessionRetired() }
        run(machine.read(after: seq, as: add(subscriber)))
    }

    /// - Parameter forGood: the tab's page is gone, and with it what it was running.
    public func leave(_ subscriber: any Subscriber, forGood: Bool = false) {
        guard let reader = readers.removeValue(forKey: ObjectIdentifier(subscriber)) else { return }
        subscribers[reader] = nil
        following.remove(reader)
        run(machine.leave(reader, forGood: forGood, at: .now))
    }

    private func add(_ subscriber: any Subscriber) -> SessionMachine.ReaderID {
        lastReader += 1
        subscribers[lastReader] = subscriber
        readers[ObjectIdentifier(subscriber)] = lastReader
        return lastReader
    }

    // MARK: Commands

    /// Does a tab's command; the reply goes to the tab when its events are in the log (CMD3).
    /// - Parameters:
    ///   - subject: whose tab it is; nil for the operator's.
    ///   - bytes: the size of the command's frame.
    public func perform(_ command: Command, from tab: String, of subject: String? = nil, bytes: Int) {
        var account: Account?
        if case .prompt = command.body { account = settings.account(of: subject) }
        run(machine.perform(command, from: tab, bytes: bytes, account: account, at: .now))
    }

    /// A tab's ping, with the run that it says it is executing.
    public func heard(from tab: String, run key: RunKey?) {
        run(machine.heard(from: tab, run: key, at: .now))
    }

    /// A prompt from the HTTP API: returns once it is in the log.
    /// - Parameter subject: who asks; nil for the operator.
    public func prompt(_ text: String, id: String, of subject: String? = nil) async throws(SessionRetired)
        -> Reply.Result
    {
        guard !isRetired else { throw SessionRetired() }
        lastCaller += 1
        let caller = lastCaller
        return await withCheckedContinuation { done in
            callers[caller] = done
            run(machine.prompt(text, id: id, caller: caller, account: settings.account(of: subject), at: .now))
        }
    }

    func rename(to name: String) { run(machine.wasRenamed(to: name)) }

    // MARK: Its life

    /// After its log was read: takes up what was in flight.
    func recover() { run(machine.recover(at: .now)) }

    /// Sends everyone away and returns when all that was decided is in the log.
    func shutDown(_ code: CloseCode = .goingAway) async {
        run(machine.close(code))
        while machine.isCommitting, let commit { await commit.value }
    }

    /// Drops what retention does not keep.
    func retain() async {
        guard !settings.retention.keepsEverything, !isRetired else { return }
        do {
            let first = try await settings.log.retain(settings.retention, in: id, at: ClockReading.now.unix)
            guard let first, first > machine.first else { return }
            let kept = try await settings.log.outlines(of: id)
            machine.wasCut(to: first, turn: kept.first { !$0.isRerun }?.turn)
        } catch {
            settings.logger.error("nothing was dropped: \(error)", metadata: ["session": .string(id)])
        }
    }

    // MARK: Doing what the machine says

    func run(_ actions: [SessionMachine.Action]) {
        for action in actions {
            switch action {
            case .append(let group):
                let decided = waitingSince ?? .now
                waitingSince = nil
                commit = Task { await append(group, decided: decided) }
            case .deliver(let events, let readers):
                let framed = framing.broadcast(events.map(\.json), history(sharedBy: readers))
                let batch = EventBatch(events: events, framed: framed)
                for reader in readers { subscribers[reader]?.deliver(batch) }
                shown = .now
            case .send(let message, let reader): subscribers[reader]?.send(message)
            case .close(let reader, let code): subscribers[reader]?.close(code)
            case .replay(let reader, let seq, let isCompact):
                Task { await replay(reader, after: seq, isCompact: isCompact) }
            case .respond(let caller, let result): callers.removeValue(forKey: caller)?.resume(returning: result)
            case .ask(let request, let key): ask(request, key)
            case .stopModel:
                modelTask?.cancel()
                modelTask = nil
            case .observe(let observation): settings.observe(observation)
            case .retain:
                // A turn has ended.
                framing.rest()
                Task { await retain() }
            case .retire: Task { await whenIdle() }
            }
        }
        if machine.isWaiting { waitingSince = waitingSince ?? .now }
        alarm.set(for: machine.deadline) { [weak self] in await self?.ring() }
    }

    /// What the next live events may refer to, for these readers, who then have them in their history.
    private func history(sharedBy readers: [SessionMachine.ReaderID]) -> BroadcastHistory {
        var (isUsed, goesOn) = (false, true)
        for reader in readers where subscribers[reader]?.sharesHistory == true {
            isUsed = true
            if following.insert(reader).inserted { goesOn = false }
        }
        guard isUsed else {
            following = []
            return .unused
        }
        return goesOn ? .goesOn : .begins
    }

    private func ring() {
        alarm.rang()
        run(machine.ring(at: .now))
    }

    /// - Parameter decided: when the oldest of the events was.
    private func append(_ group: LogGroup, decided: ContinuousClock.Instant) async {
        let begun = ContinuousClock.now
        do { try await settings.log.append(group) } catch {
            settings.logger.error("session ends: \(error)", metadata: ["session": .string(id)])
            return run(machine.wasRefused())
        }
        let took = begun.duration(to: .now)
        for charge in group.charges { settings.usage.add(charge, at: group.at) }
        shown = nil
        run(machine.wasCommitted(at: .now))
        settings.observe(
            .commit(events: group.events.count, took: took, shown: shown.map { decided.duration(to: $0) }))
    }

    private func ask(_ request: ModelRequest, _ key: AttemptKey) {
        let model = settings.model
        modelTask = Task {
            do throws(AnswerFailure) {
                // Read here, on the session's executor: a token that another one read would have to come over first.
                let end = try await model.answer(request) { delta in receive(delta, of: key) }
                finished(end, of: key)
            } catch {
                failed(error, of: key)
            }
        }
    }

    private func receive(_ delta: AnswerDelta, of key: AttemptKey) { run(machine.receive(delta, of: key, at: .now)) }

    private func finished(_ end: AnswerEnd, of key: AttemptKey) { run(machine.modelFinished(end, of: key, at: .now)) }

    private func failed(_ failure: AnswerFailure, of key: AttemptKey) {
        let actions = machine.modelFailed(failure, of: key, at: .now)
        // Nobody waits any more for a model that was stopped.
        if !actions.isEmpty {
            settings.logger.warning(
                "model failed: \(failure.message)",
                metadata: ["session": .string(id), "kind": .string(failure.kind.rawValue)])
        }
        run(actions)
    }
}
