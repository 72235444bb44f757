import TestSupport
import Turns
import Wire

@testable import Sessions

/// One session with its tabs, its model and its server under one seeded scheduler: everything that can happen happens in
/// virtual time, in an order that the seed decides.
final class Simulation {
    static let session = "session"
    /// Small, so that slow readers are sent away within a simulation.
    static let outboxBytes = 6_000

    let seed: UInt64
    private let tells: Bool
    var chance: SeededGenerator
    let agenda = Agenda()
    let process: TabProcess
    var log = SimulatedLog()
    private(set) var server: SimulatedServer!
    private(set) var tabs: [Int: SimulatedTab] = [:]
    private(set) var connections: [SimulatedConnection] = []
    private var lastTab = 0
    let policy: TurnPolicy
    let retention: Retention
    /// Commands that people gave, and how they were answered: nil while they were not, empty for ok.
    var commands: [String: Given] = [:]
    var lastCommand = 0
    private(set) var objection: String?
    var audit = LogAudit()
    var tally = Tally()

    struct Given {
        var tab: Int
        var operation: String
        var arguments: [JSON]
        var isPrompt: Bool { operation == "prompt" }
        var answer: String?
    }

    init(seed: UInt64, process: TabProcess, tells: Bool = false) {
        self.tells = tells
        self.seed = seed
        self.process = process
        chance = SeededGenerator(seed: seed)
        var policy = TurnPolicy()
        policy.attempts = 3
        policy.unattended = 60_000
        self.policy = policy
        retention = chance.once(in: 4) ? Retention(events: 20) : Retention()
        server = SimulatedServer(world: self)
    }

    var now: Int { agenda.now }

    /// Tells the story as it happens, to find out why a seed fails.
    func trace(_ what: @autoclosure () -> String) {
        if tells { print("\(now)\t\(what().prefix(300))") }
    }

    func object(_ what: String) { objection = objection ?? "at \(now) ms: \(what)" }

    func latency() -> Int { chance.pick([0, 1, 5, 20, 80, 400]) }

    // MARK: What happens

    /// Runs it to its end; nil when all held.
    func run() throws -> String? {
        _ = try process.perform(0, at: 0, "reset")
        tally.simulations = 1
        try server.start()
        for _ in 0..<Int.random(in: 1...3, using: &chance) { try openTab() }
        let troubled = Int.random(in: 5_000...25_000, using: &chance)
        for _ in 0..<Int.random(in: 1...3, using: &chance) { plan(within: troubled / 2) { [self] in try ask() } }
        for _ in 0..<Int.random(in: 2...10, using: &chance) { plan(within: troubled) { [self] in try befall() } }
        plan(within: troubled) { [self] in try check() }
        while objection == nil, try agenda.step(until: troubled) {}
        try heal()
        try settle()
        if objection == nil { try check(atEnd: true) }
        tally.events = log.head.seq
        return objection
    }

    private func plan(within milliseconds: Int, _ act: @escaping () throws -> Void) {
        agenda.after(Int.random(in: 0...milliseconds, using: &chance)) { try act() }
    }

    func append(_ group: LogGroup) {
        if let wrong = log.append(group) { object(wrong) }
        for logged in group.events {
            guard let event = try? logged.event(of: Self.session) else { return object("an event that cannot be read") }
            if case .runLeased = event.body { tally.leases += 1 }
            trace("log \(event.seq) \(event.body.brief)")
            if let wrong = audit.objection(to: event.body) { object("\(event.body.brief): \(wrong)") }
        }
    }

    func answered(_ id: String, _ refusal: String?) { commands[id]?.answer = refusal ?? "" }

    func connect(tab: Int, socket: Int) -> SimulatedConnection {
        let connection = SimulatedConnection(
            connections.count, tab: tab, socket: socket, life: server.life, world: self)
        connections.append(connection)
        return connection
    }

    // MARK: People

    func openTab(key: String? = nil, connections: Int = 0) throws {
        lastTab += 1
        let key = key ?? "\(lastTab)-key-of-a-simulated-tab"
        let tab = SimulatedTab(lastTab, key: key, world: self)
        tabs[lastTab] = tab
        try tab.open(connections: connections)
    }

    var present: [SimulatedTab] {
        tabs.values.filter { !$0.isGone }.sorted { $0.number < $1.number }
    }

    private func ask() throws {
        guard let tab = someTab() else { return }
        try give("prompt", ["plot it"], in: tab)
    }

    func someTab() -> SimulatedTab? { present.isEmpty ? nil : chance.pick(present) }

    func give(_ operation: String, _ arguments: [JSON], in tab: SimulatedTab) throws {
        lastCommand += 1
        let id = "c\(lastCommand)"
        commands[id] = Given(tab: tab.number, operation: operation, arguments: arguments)
        if operation == "prompt" { tally.prompts += 1 }
        try tab.perform(operation, [.string(id)] + arguments)
    }

    /// A page that was reloaded asks again, under its id, for what was not accepted (as the page's draft does); what else
    /// it had not been answered is forgotten, done or not.
    func reload(_ tab: SimulatedTab, orderly: Bool) throws {
        tab.leave(orderly: orderly)
        try openTab(key: tab.key, connections: tab.connections)
        guard let reloaded = tabs[lastTab] else { return }
        for (id, given) in commands.sorted(by: { $0.key < $1.key }) where given.tab == tab.number && given.answer == nil
        {
            commands[id]?.tab = reloaded.number
            if given.isPrompt {
                try reloaded.perform("prompt", [.string(id)] + given.arguments)
            } else {
                commands[id] = nil
            }
        }
    }

    // MARK: The end

    private func heal() throws {
        if !server.isUp { try server.start() }
        if present.isEmpty { try openTab() }
        for connection in connections { connection.stall(false) }
        for tab in present {
            tab.isOnline = true
            tab.slowness = 0
            try tab.thaw()
            try tab.perform("online")
            // What is lost without a word is noticed by its silence.
            try tab.sandbox.mend()
        }
    }

    /// Until nothing is in flight and every tab has everything.
    private func settle() throws {
        let end = now + 1_200_000
        var looked = now
        while objection == nil, try agenda.step(until: end) {
            guard now >= looked + 1_000 else { continue }
            looked = now
            for tab in present {
                try tab.sandbox.mend()
                // A page that was told to stop says so, and a person loads it again.
                if try process.perform(tab.number, at: now, "position")[1] == "stopped" {
                    try reload(tab, orderly: true)
                }
            }
            if try isSettled { return }
        }
        if objection == nil { object("it never settles: \(try unsettled.joined(separator: "; "))") }
    }

    private var isSettled: Bool {
        get throws { try !log.leavesTurn && unanswered.isEmpty && unsettled.isEmpty }
    }

    private var unanswered: [String] { commands.filter { $0.value.answer == nil }.map(\.key) }

    private var unsettled: [String] {
        get throws {
            var reasons: [String] = []
            if log.leavesTurn { reasons.append("a turn is in flight") }
            if !unanswered.isEmpty { reasons.append("unanswered: \(unanswered)") }
            for tab in present {
                let state = try process.perform(tab.number, at: now, "position")
                guard state[0].integer != log.head.seq || state[1] != "open" else { continue }
                reasons.append("tab \(tab.number) is \(state[1]) at \(state[0]) of \(log.head.seq)")
            }
            return reasons
        }
    }
}
