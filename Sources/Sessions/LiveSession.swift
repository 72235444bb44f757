import Composing
import Logging
import NIOCore
import Turns
import Wire

/// A session that someone watches or that has a turn in flight: it feeds the turn machine, appends what the machine
/// decides to the log, and hands each committed event to every subscriber. Nothing reaches a subscriber, and no command
/// is answered, before the log has it.
public actor LiveSession {
    public nonisolated let id: String
    let settings: SessionSettings
    let epoch: String
    var machine: TurnMachine
    var replies: ReplyMemory
    /// The last event given a number, and the last that is in the log.
    private var numbered: Int
    private(set) var committed: Int
    private var queue: [PendingGroup] = []
    /// Under way while there is something to commit.
    private var commits: Task<Void, Never>?
    var readers: [ObjectIdentifier: Reader] = [:]
    private var answer: AnswerInFlight?
    private var modelTask: Task<Void, Never>?
    private var alarm = Alarm()
    /// Set when the session is no longer the one that the directory hands out.
    private(set) var isRetired = false
    private let whenIdle: @Sendable () async -> Void

    /// Events of one step, and what is to follow once they are in the log, or when they will never be.
    private struct PendingGroup {
        var events: [LoggedEvent]
        var leavesTurn: Bool
        var done: @Sendable (isolated LiveSession, LogError?) -> Void
    }

    init(
        id: String, head: LogHead, settings: SessionSettings, history: SessionHistory,
        whenIdle: @escaping @Sendable () async -> Void
    ) {
        self.id = id
        self.settings = settings
        epoch = head.epoch
        numbered = history.seq
        committed = history.seq
        machine = TurnMachine(state: history.state, policy: settings.policy, model: settings.model.name)
        replies = history.replies
        self.whenIdle = whenIdle
    }

    // MARK: Steps

    /// Does what the machine decided. `reply` is called once the events are in the log, or at once when there are none;
    /// when the log refused them, with `unavailable`.
    func perform(_ step: Step, reply: (@Sendable (isolated LiveSession, Reply.Result) -> Void)? = nil) {
        for effect in step.effects {
            switch effect {
            case .stopModel: stopModel()
            case .showPresence: showPresence()
            case .ask: break
            }
        }
        let events = step.events.map { body in
            numbered += 1
            let event = Event(seq: numbered, at: Timestamp.now, body: body)
            return LoggedEvent(seq: numbered, json: event.json.bytes)
        }
        let done: @Sendable (isolated LiveSession, LogError?) -> Void = { session, error in
            if let reply, let result = step.reply {
                reply(session, error == nil ? result : .refused(.unavailable, "the log cannot be written; try again"))
            }
            guard error == nil else { return }
            for case .ask(let request, let key) in step.effects { session.ask(request, key) }
        }
        if events.isEmpty, queue.isEmpty, commits == nil {
            done(self, nil)
        } else {
            queue.append(
                PendingGroup(events: events, leavesTurn: machine.state.turn != nil, done: done))
            commits = commits ?? Task { await commitQueue() }
        }
        arm()
    }

    private func commitQueue() async {
        while !queue.isEmpty {
            let groups = queue
            queue = []
            let events = groups.flatMap(\.events)
            if let last = events.last {
                let group = LogGroup(session: id, events: events, leavesTurn: groups.last?.leavesTurn ?? false)
                do { try await settings.log.append(group) } catch {
                    fail(error, groups)
                    return
                }
                committed = last.seq
                let batch = EventBatch(events, framing: settings.framing)
                for reader in readers.values where reader.isLive { reader.subscriber.deliver(batch) }
            }
            for group in groups { group.done(self, nil) }
        }
        commits = nil
        await retireWhenIdle()
    }

    /// The log refused: what the machine thinks is not what the log says, so this session ends and everyone comes back
    /// to one that is read anew.
    private func fail(_ error: LogError, _ groups: [PendingGroup]) {
        settings.logger.error("session ends: \(error)", metadata: ["session": .string(id)])
        for group in groups + queue { group.done(self, error) }
        queue = []
        close(.logUnavailable)
        Task { await whenIdle() }
    }

    /// Sends everyone away and does nothing any more.
    func close(_ code: CloseCode) {
        isRetired = true
        stopModel()
        alarm.set(for: nil) {}
        for reader in readers.values { reader.subscriber.close(code) }
        readers = [:]
    }

    /// Sends everyone away and returns when all that was decided is in the log.
    func shutDown() async {
        close(.goingAway)
        await commits?.value
    }

    /// Ends the session when nobody watches and nothing is in flight.
    func retireWhenIdle() async {
        guard !isRetired, readers.isEmpty, machine.state.turn == nil, commits == nil else { return }
        isRetired = true
        alarm.set(for: nil) {}
        await whenIdle()
    }

    // MARK: The model

    private func ask(_ request: ModelRequest, _ key: AttemptKey) {
        guard !isRetired, answerIsWanted(key) else { return }
        answer = AnswerInFlight(key: key, interval: settings.textInterval)
        let model = settings.model
        modelTask = Task { [weak self] in
            do throws(AnswerFailure) {
                let end = try await model.answer(request) { [weak self] delta in await self?.receive(delta, of: key) }
                await self?.modelFinished(end, of: key)
            } catch {
                await self?.modelFailed(error, of: key)
            }
        }
    }

    /// A turn that was stopped while its question waited for a commit asks nothing.
    private func answerIsWanted(_ key: AttemptKey) -> Bool {
        machine.state.turn?.number == key.turn && machine.state.turn?.attempts.last?.number == key.attempt
    }

    private func receive(_ delta: AnswerDelta, of key: AttemptKey) {
        guard answer?.key == key, let ready = answer?.receive(delta, at: Alarm.now) else { return }
        log(ready, of: key)
    }

    private func log(_ deltas: [AnswerDelta], of key: AttemptKey) {
        for delta in deltas { perform(machine.text(delta, of: key)) }
        arm()
    }

    private func modelFinished(_ end: AnswerEnd, of key: AttemptKey) {
        guard let answer, answer.key == key else { return }
        flushAnswer()
        self.answer = nil
        perform(machine.answered(end.reason, answer.code(at: end.reason), of: key, at: Alarm.now))
    }

    private func modelFailed(_ failure: AnswerFailure, of key: AttemptKey) {
        guard answer?.key == key else { return }
        flushAnswer()
        answer = nil
        settings.logger.warning(
            "model failed: \(failure.message)",
            metadata: ["session": .string(id), "kind": .string(failure.kind.rawValue)])
        perform(machine.modelFailed(failure, of: key))
    }

    /// What was received before a stop is logged before it.
    func flushAnswer() {
        guard let key = answer?.key, let deltas = answer?.flush(at: Alarm.now) else { return }
        log(deltas, of: key)
    }

    private func stopModel() {
        modelTask?.cancel()
        modelTask = nil
        answer = nil
    }

    // MARK: Time

    /// After its log was read: takes up what was in flight.
    func recover() { perform(machine.recover(at: Alarm.now)) }

    private func arm() {
        guard !isRetired else { return }
        let due = [machine.deadline, answer?.deadline].compactMap { $0 }.min()
        alarm.set(for: due) { [weak self] in await self?.ring() }
    }

    private func ring() {
        guard !isRetired else { return }
        alarm.rang()
        let now = Alarm.now
        if let deadline = answer?.deadline, deadline <= now { flushAnswer() }
        if let deadline = machine.deadline, deadline <= now {
            flushAnswer()
            perform(machine.tick(at: now))
        }
        arm()
    }
}
