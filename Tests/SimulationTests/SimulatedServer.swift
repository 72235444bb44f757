import TestSupport
import Turns
import Wire

@testable import Sessions

/// The server: the real session machine and the real codec on a log in memory, killed and started again.
final class SimulatedServer {
    private unowned let world: Simulation
    /// Counts its starts; 0 while it is down.
    private(set) var life = 0
    private var lives = 0
    private var machine: SessionMachine?
    private var committing: LogGroup?
    private var readers: [SessionMachine.ReaderID: SimulatedConnection] = [:]
    private var lastReader = 0
    private var ringing = 0
    private var question = 0
    /// Connections that have said hello, and the tab that each is.
    private var greeted: [Int: (reader: SessionMachine.ReaderID, tab: String)] = [:]

    init(world: Simulation) { self.world = world }

    var isUp: Bool { life > 0 }
    private var clock: ClockReading { ClockReading(moment: Moment(milliseconds: world.now), unix: world.now) }

    // MARK: Its life

    func start() throws {
        lives += 1
        life = lives
        // As the directory does: a turn in flight is taken up at once.
        if world.log.leavesTurn { try load() }
    }

    /// The process dies: what it was committing may be in the log all the same, and it never knew.
    func kill() {
        if let committing, world.chance.once(in: 2) { world.append(committing) }
        life = 0
        machine = nil
        committing = nil
        readers = [:]
        greeted = [:]
        question += 1
    }

    private func load() throws {
        let history = try world.log.history(of: Simulation.session)
        var machine = SessionMachine(
            id: Simulation.session, head: world.log.head, history: history,
            surroundings: .init(
                policy: world.policy, model: AskedModel(name: "simulated"), fallbacks: [AskedModel(name: "stand-in")]))
        let actions = history.state.turn == nil ? [] : machine.recover(at: clock)
        self.machine = consume machine
        run(actions)
    }

    // MARK: Connections, as `TabSocket` serves them

    func accepted(_ connection: SimulatedConnection) { watchSilence(of: connection) }

    private func watchSilence(of connection: SimulatedConnection) {
        let silence = 3 * 5_000
        world.agenda.at(connection.heardAt + silence) { [self] in
            guard connection.isOpenAtServer, connection.life == life else { return }
            guard world.now - connection.heardAt >= silence else { return watchSilence(of: connection) }
            connection.closeFromServer(greeted[connection.number] == nil ? .noHello : .silent)
        }
    }

    func received(_ text: String, from connection: SimulatedConnection) throws {
        guard connection.life == life else { return }
        let message = try ClientMessage(JSON(parsing: Array(text.utf8)))
        guard let (reader, tab) = greeted[connection.number] else {
            guard case .hello(let hello) = message else { return world.object("no hello first: \(text)") }
            return try greet(hello, connection)
        }
        guard machine != nil, readers[reader] != nil else { return }
        switch message {
        case .hello: world.object("a hello comes once")
        case .pong: break
        case .ping(_, let run):
            connection.sendDown(ServerMessage.pong.json.text)
            act { $0.heard(from: tab, run: run, at: clock) }
        case .command(let command):
            act { $0.perform(command, from: tab, bytes: text.utf8.count, at: clock) }
        }
    }

    private func greet(_ hello: Hello, _ connection: SimulatedConnection) throws {
        if machine?.isRetired ?? true { try load() }
        lastReader += 1
        let (reader, tab) = (lastReader, Identity.tab(key: hello.tabKey ?? ""))
        readers[reader] = connection
        greeted[connection.number] = (reader, tab)
        connection.position = hello.after?.seq
        act { $0.join(hello, as: reader, tab: tab, at: clock).1 }
    }

    func left(_ connection: SimulatedConnection, forGood: Bool) {
        guard connection.life == life, let (reader, _) = greeted.removeValue(forKey: connection.number) else { return }
        readers[reader] = nil
        act { $0.leave(reader, forGood: forGood, at: clock) }
    }

    // MARK: Doing what the machine says, as `LiveSession` does

    private func act(_ work: (inout SessionMachine) -> [SessionMachine.Action]) {
        guard machine != nil else { return }
        run(work(&machine!))
    }

    /// Does something later, unless the process has died by then.
    private func after(_ delay: Int, _ work: @escaping () throws -> Void) {
        let life = life
        world.agenda.after(delay) { [self] in if life == self.life { try work() } }
    }

    private func run(_ actions: [SessionMachine.Action]) {
        for action in actions {
            switch action {
            case .append(let group): append(group)
            case .deliver(let events, let ids):
                for event in events where event.seq > world.log.head.seq { world.object("\(event.seq) is not logged") }
                for id in ids {
                    for event in events {
                        note(event, from: event.seq, to: id)
                        send(String(decoding: event.json, as: UTF8.self), to: id)
                    }
                }
            case .send(let message, let reader):
                if case .welcome(let welcome) = message { readers[reader]?.welcomed(welcome) }
                send(message.json.text, to: reader)
            case .close(let reader, let code): readers[reader]?.closeFromServer(code)
            case .replay(let reader, let seq, let isCompact):
                after(world.chance.pick([1, 5, 50])) { [self] in try replay(reader, after: seq, isCompact) }
            case .respond, .observe: break
            case .ask(let request, let key): ask(request, key)
            case .stopModel: question += 1
            case .retain: if world.retention != Retention() { after(2) { [self] in retain() } }
            case .retire: machine = nil
            }
        }
        ringing += 1
        guard let deadline = machine?.deadline else { return }
        let ring = ringing
        world.agenda.at(deadline.milliseconds) { [self, life] in
            if ring == ringing, life == self.life { act { $0.ring(at: clock) } }
        }
    }

    private func send(_ text: String, to reader: SessionMachine.ReaderID) { readers[reader]?.sendDown(text) }

    /// EVT1: what one connection gets has no gap and no duplicate.
    private func note(_ event: LoggedEvent, from first: Int, to reader: SessionMachine.ReaderID) {
        guard let connection = readers[reader] else { return }
        if first != connection.sentUpTo + 1 { world.object("\(first)…\(event.seq) follows \(connection.sentUpTo)") }
        connection.sentUpTo = event.seq
    }

    private func append(_ group: LogGroup) {
        committing = group
        if world.chance.once(in: 200) {
            return after(5) { [self] in
                world.tally.refusedCommits += 1
                committing = nil
                act { $0.wasRefused() }
            }
        }
        after(world.chance.pick([1, 1, 2, 3, 20])) { [self] in
            committing = nil
            world.append(group)
            act { $0.wasCommitted(at: clock) }
        }
    }

    private func replay(_ reader: SessionMachine.ReaderID, after seq: Int, _ isCompact: Bool) throws {
        guard let committed = machine?.committed else { return }
        let page = try world.log.page(after: seq, isCompact: isCompact, events: world.chance.pick([3, 20, 1_000]))
        let events = page.events.prefix { $0.seq <= committed }
        guard let last = events.last?.seq else { return world.object("a replay after \(seq) has nothing") }
        guard page.first == seq + 1 else {
            return act { machine in
                machine.wasCut(to: page.first)
                return machine.replayFailed(reader, .epochChanged, at: clock)
            }
        }
        for event in events {
            let first = isCompact ? try JSON(parsing: event.json)["from"]?.integer : nil
            note(event, from: first ?? event.seq, to: reader)
        }
        let messages = isCompact ? ReplayPage.messages(of: events) : events.map(\.json)
        for message in messages { send(String(decoding: message, as: UTF8.self), to: reader) }
        after(world.chance.pick([0, 1, 30])) { [self] in act { $0.replayed(reader, upTo: last) } }
    }

    private func retain() {
        world.log.retain(world.retention)
        let turn = world.log.segments.first { !$0.outline.isRerun }?.outline.turn
        machine?.wasCut(to: world.log.head.first, turn: turn)
    }

    /// A model that answers with a program, with words, or not at all.
    private func ask(_ request: ModelRequest, _ key: AttemptKey) {
        question += 1
        let own = question
        let answer = SimulatedAnswer(&world.chance)
        var time = 0
        for piece in answer.pieces {
            time += world.chance.pick([1, 5, 20, 40, 300])
            after(time) { [self] in
                guard own == question else { return }
                act { machine in
                    switch piece {
                    case .delta(let delta): machine.receive(delta, of: key, at: clock)
                    case .end(let reason): machine.modelFinished(AnswerEnd(reason: reason), of: key, at: clock)
                    case .failure: machine.modelFailed(AnswerFailure(.server, "500"), of: key, at: clock)
                    }
                }
            }
        }
    }
}
