import Turns
import Wire

/// One session, without I/O or a clock: it feeds the turn machine, numbers what the machine decides, and says what to log,
/// whom to tell and what to ask. Nothing reaches a reader, and no command is answered, before the log has it.
///
/// One group of events is being committed at a time; what is decided meanwhile waits for the next. Each method takes one
/// thing that happened and returns what to do, in order. There is one of each session, and no
/// copy: the live session would make some for each token, to look at it.
struct SessionMachine: ~Copyable {
    /// A connection, or another reader, as the shell numbers them.
    typealias ReaderID = Int

    enum Action {
        /// Commit these events; `committed` or `refused` follows.
        case append(LogGroup)
        case deliver([LoggedEvent], to: [ReaderID])
        case send(ServerMessage, to: ReaderID)
        case close(ReaderID, CloseCode)
        /// Send the log's events after that one, a page of them; `replayed` follows.
        case replay(ReaderID, after: Int, isCompact: Bool)
        /// The answer to what a caller of the API asked.
        case respond(caller: Int, Reply.Result)
        case ask(ModelRequest, AttemptKey)
        case stopModel
        case observe(Observation)
        /// A turn has ended, and with it perhaps what retention keeps.
        case retain
        /// Nobody watches and nothing is in flight: the session may be forgotten until somebody asks for it.
        case retire
    }

    /// What a session is told of its server.
    struct Surroundings {
        var policy = TurnPolicy()
        /// Milliseconds between two text events of a stream (EVT3).
        var textInterval = 16
        /// Seconds (OPN7).
        var ping = 5
        var model: AskedModel
        var fallbacks: [AskedModel] = []
        var isRehearsal = false
    }

    /// Somebody who reads.
    struct Reader {
        /// Nil for a reader that is no tab.
        var tab: String?
        /// Which of the tab's connections it is (OPN3).
        var connection = 0
        var isCompact: Bool
        /// False while it is still being sent what the log has.
        var isLive = false
    }

    /// Whom a reply goes to.
    enum Asker {
        case tab(ReplyMemory.Key)
        case caller(Int, ReplyMemory.Key)
    }

    /// Events of one step, and what follows once they are in the log, or when they will never be.
    struct PendingGroup {
        var events: [LoggedEvent]
        var segments: [Segment] = []
        var asked: (turn: Int, prompt: String, subject: String?)?
        var charge: Charge?
        var leavesTurn: Bool
        var reply: (Asker, Reply.Result)?
        var questions: [(ModelRequest, AttemptKey)]
        var observations: [Observation] = []
    }

    let id: String
    let epoch: String
    let surroundings: Surroundings
    var turns: TurnMachine
    var replies: ReplyMemory
    private var segment: OpenSegment
    private(set) var name: String
    /// What is on somebody's account, or on nobody's.
    private var charged: Usage
    /// The first event that the log has, the last that is in it, and the last that was given a number.
    private(set) var first: Int
    private(set) var committed: Int
    private var numbered: Int
    private var queue: [PendingGroup] = []
    /// What is being committed.
    private var committing: [PendingGroup]?
    var readers: [ReaderID: Reader] = [:]
    /// The answer that is being streamed.
    var answer: AnswerInFlight?
    /// The run that was leased last, and when.
    var leased: (run: RunKey, at: Moment)?
    /// Set when the session is no longer the one that the directory hands out.
    private(set) var isRetired = false
    var actions: [Action] = []

    /// - Parameter account: of who asked last.
    init(
        id: String, head: LogHead, history: SessionHistory, account: Account? = nil, surroundings: Surroundings
    ) {
        self.id = id
        self.surroundings = surroundings
        epoch = head.epoch
        name = head.name
        first = head.first
        numbered = history.seq
        committed = history.seq
        segment = history.segment
        replies = history.replies
        charged = history.state.tokens.settled
        turns = TurnMachine(
            state: history.state, outputBytes: history.outputBytes, account: account,
            policy: surroundings.policy, model: surroundings.model, fallbacks: surroundings.fallbacks)
    }

    /// When `ring` is due.
    var deadline: Moment? {
        // What waits for a commit goes with its end.
        isRetired ? nil : .earlier(turns.deadline, isCommitting ? nil : answer?.deadline)
    }

    // MARK: Steps

    /// Does what the turn machine decided.
    mutating func perform(_ step: Step, for asker: Asker? = nil, at now: ClockReading) {
        for effect in step.effects {
            switch effect {
            case .stopModel:
                endAnswer(.stopped, at: now.moment)
                actions.append(.stopModel)
            case .showPresence: showPresence()
            case .ask: break
            }
        }
        var group = PendingGroup(
            events: [], leavesTurn: turns.state.turn != nil,
            reply: asker.flatMap { asker in step.reply.map { (asker, $0) } },
            questions: step.effects.compactMap {
                if case .ask(let request, let key) = $0 { (request, key) } else { nil }
            })
        for body in step.events {
            numbered += 1
            let event = Event(seq: numbered, at: Timestamp.text(now.unix), body: body)
            let json = event.json.bytes
            group.events.append(LoggedEvent(seq: numbered, json: json))
            if case .turnStarted(let turn, let prompt, _, _) = body {
                group.asked = (turn, prompt, turns.account?.subject)
            }
            if let observation = observation(of: body, at: now.moment) { group.observations.append(observation) }
            if let ended = segment.add(event, json: json, at: now.unix) { group.segments.append(ended) }
        }
        group.charge = charge()
        queue.append(group)
        commit(at: now)
    }

    /// What has been settled since the last.
    private mutating func charge() -> Charge? {
        let settled = turns.state.tokens.settled
        defer { charged = settled }
        guard let account = turns.account, settled != charged else { return nil }
        return Charge(subject: account.subject, usage: settled - charged)
    }

    /// Begins the next commit, when none is under way; what needs none is done at once.
    private mutating func commit(at now: ClockReading) {
        while committing == nil, !queue.isEmpty {
            let groups = queue
            queue = []
            guard groups.contains(where: { !$0.events.isEmpty }) else {
                for group in groups { follow(group, at: now) }
                continue
            }
            committing = groups
            actions.append(
                .append(
                    LogGroup(
                        session: id, events: groups.flatMap(\.events), leavesTurn: groups.last?.leavesTurn ?? false,
                        segments: groups.flatMap(\.segments), asked: groups.compactMap(\.asked).last,
                        charges: groups.compactMap(\.charge), at: now.unix)))
        }
    }

    /// What was being committed is in the log.
    mutating func wasCommitted(at now: ClockReading) -> [Action] {
        guard let groups = committing else { return [] }
        committing = nil
        let events = groups.flatMap(\.events)
        committed = events.last?.seq ?? committed
        let live = readers.filter(\.value.isLive).keys.sorted()
        if !live.isEmpty { actions.append(.deliver(events, to: live)) }
        for group in groups { follow(group, at: now) }
        if groups.contains(where: { !$0.segments.isEmpty }) { actions.append(.retain) }
        logDue(at: now)
        commit(at: now)
        retireWhenIdle()
        return take()
    }

    /// The log refused: what the machine thinks is not what the log says, so this session ends and everyone comes back
    /// to one that is read anew.
    mutating func wasRefused() -> [Action] {
        let groups = (committing ?? []) + queue
        committing = nil
        queue = []
        for case (let asker, _)? in groups.map(\.reply) {
            reply(to: asker, .refused(.unavailable, "the log cannot be written; try again"))
        }
        return close(.logUnavailable) + [.retire]
    }

    private mutating func follow(_ group: PendingGroup, at now: ClockReading) {
        actions += group.observations.map(Action.observe)
        if let (asker, result) = group.reply { reply(to: asker, result) }
        for (request, key) in group.questions where !isRetired && isWanted(key) {
            answer = AnswerInFlight(key: key, askedAt: now.moment, interval: surroundings.textInterval)
            actions.append(.ask(request, key))
        }
    }

    /// A turn that was stopped while its question waited for a commit asks nothing.
    private func isWanted(_ key: AttemptKey) -> Bool {
        turns.state.turn?.number == key.turn && turns.state.turn?.attempts.last?.number == key.attempt
    }

    // MARK: Its end

    /// Sends everyone away and decides nothing any more; what is being committed goes on.
    mutating func close(_ code: CloseCode) -> [Action] {
        isRetired = true
        answer = nil
        actions.append(.stopModel)
        for reader in readers.keys.sorted() { actions.append(.close(reader, code)) }
        readers = [:]
        return take()
    }

    /// Whether a commit is under way.
    var isCommitting: Bool { committing != nil }

    /// Whether events wait for the next commit.
    var isWaiting: Bool { queue.contains { !$0.events.isEmpty } }

    mutating func retireWhenIdle() {
        guard !isRetired, readers.isEmpty, turns.state.turn == nil, committing == nil else { return }
        isRetired = true
        actions.append(.retire)
    }

    // MARK: What is beside the log

    mutating func wasRenamed(to name: String) -> [Action] {
        self.name = name
        for (reader, _) in tabs { actions.append(.send(.session(name: name), to: reader)) }
        return take()
    }

    /// Retention has dropped what is before that event, and the turns before that one.
    mutating func wasCut(to first: Int, turn: Int? = nil) {
        self.first = max(self.first, first)
        if let turn { turns.forget(turnsBefore: turn) }
    }

    // MARK: For the parts of the machine

    /// The readers that are tabs, in the order they came.
    var tabs: [(ReaderID, String)] {
        readers.sorted { $0.key < $1.key }.compactMap { reader, it in it.tab.map { (reader, $0) } }
    }

    mutating func take() -> [Action] {
        defer { actions = [] }
        return actions
    }

    private mutating func showPresence() {
        let presence = ServerMessage.presence(turns.presence)
        for (reader, _) in tabs { actions.append(.send(presence, to: reader)) }
    }
}
