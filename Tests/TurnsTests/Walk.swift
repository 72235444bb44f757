import TestSupport
import Turns
import Wire

/// A random life of one session, and everything that must hold at every step of it.
struct Walk {
    var generator: SeededGenerator
    private(set) var machine: TurnMachine
    private(set) var now = Moment(milliseconds: 0)
    /// The events of each step that had any, as they are committed.
    private(set) var groups: [[EventBody]] = []
    private var audit = LogAudit()
    private var replayed = SessionState()
    /// The attempt that a model is answering.
    private var asked: AttemptKey?
    private var commands = 0
    private(set) var here: Set<String> = []
    let policy: TurnPolicy
    private let fallbacks: [AskedModel]
    /// What went wrong first.
    private(set) var objection: String?

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        var policy = TurnPolicy()
        if generator.once(in: 2) {
            policy.attempts = 3
            policy.leases = 3
            policy.answerBytes = 40
            policy.run.outputBytes = 400
        }
        self.policy = policy
        fallbacks = generator.once(in: 2) ? [AskedModel(name: "second"), AskedModel(name: "third")] : []
        machine = TurnMachine(policy: policy, model: AskedModel(name: "scripted"), fallbacks: fallbacks)
    }

    mutating func pass(_ milliseconds: Int) { now = now + milliseconds }

    mutating func command() -> String {
        commands += 1
        return "c\(commands)"
    }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { generator.pick(choices) }

    var model: AttemptKey? { asked }

    // MARK: Steps

    /// Does one thing and checks what came of it.
    mutating func step(_ name: String, _ act: (inout TurnMachine, Moment) -> Step) {
        guard objection == nil else { return }
        let step = act(&machine, now)
        take(step, name)
    }

    private mutating func take(_ step: Step, _ name: String) {
        for event in step.events {
            replayed.apply(event)
            if let wrong = audit.objection(to: event) { object("\(name): \(event.brief): \(wrong)") }
        }
        if !step.events.isEmpty { groups.append(step.events) }
        if let wrong = wrongState ?? wrongEffect(of: step) ?? wrongReply(of: step) { object("\(name): \(wrong)") }
    }

    private var wrongState: String? {
        if replayed != machine.state { return "the log tells another state" }
        if machine.state.turn?.number != audit.open { return "turn \(String(describing: audit.open)) is in flight" }
        if machine.state.turn != nil, machine.deadline == nil { return "waits without a deadline" }
        return Set(machine.presence.map(\.tab)) == here ? nil : "somebody is missing"
    }

    private mutating func wrongEffect(of step: Step) -> String? {
        let isStopped = step.effects.contains(.stopModel)
        if isStopped, asked == nil { return "stops a model that is not asked" }
        for case .ask(let request, let key) in step.effects {
            guard step.events.contains(where: { $0.asks == key }) else { return "asks for an attempt not started" }
            guard request.messages.count > 1 else { return "asks nothing" }
            guard (0...fallbacks.count).contains(request.rank) else { return "asks nobody" }
        }
        for event in step.events {
            switch event {
            case .attemptStarted: asked = event.asks
            case .code, .attemptFailed: asked = nil
            case .turnEnded:
                // An answer that ended by itself needs no stop.
                guard asked == nil || isStopped || step.events.contains(where: \.isAnswered) else {
                    return "a model goes on"
                }
                asked = nil
            default: break
            }
        }
        return nil
    }

    private func wrongReply(of step: Step) -> String? {
        guard case .refused(_, let message) = step.reply else { return nil }
        if message.isEmpty { return "refused without a word" }
        // What was refused of a run is noted in the place of an output.
        let isNoted = step.events.allSatisfy { if case .runOutput = $0 { true } else { false } }
        return step.events.isEmpty || step.events.count == 1 && isNoted ? nil : "refused and logged"
    }

    // MARK: Time and restarts

    /// Lets time pass to each deadline that comes until `end`.
    mutating func elapse(until end: Moment) {
        var ticks = 0
        while objection == nil, let due = machine.deadline, due <= end {
            now = max(now, due)
            step("tick") { $0.tick(at: $1) }
            ticks += 1
            if ticks > 200 { objection = "ticks without end" }
        }
        now = max(now, end)
    }

    /// The server is killed and starts again: tabs are gone, the log is what is left.
    mutating func restart() {
        machine = TurnMachine(
            state: replayed, policy: policy, model: AskedModel(name: "scripted"), fallbacks: fallbacks)
        here = []
        asked = nil
        step("recover") { $0.recover(at: $1) }
    }

    /// Nobody helps any more: whatever is in flight must end, within the turn's own time.
    mutating func abandon() {
        elapse(until: now + policy.wall)
        if machine.state.turn != nil { objection = objection ?? "a turn never ends" }
    }

    mutating func object(_ what: String) { objection = objection ?? what }

    mutating func joined(_ tab: String) { here.insert(tab) }
    mutating func left(_ tab: String) { here.remove(tab) }
}

extension EventBody {
    /// The attempt that a model is asked for.
    fileprivate var asks: AttemptKey? {
        if case .attemptStarted(let turn, let attempt, _, let reason, _, _) = self, reason != .rerun {
            AttemptKey(turn: turn, attempt: attempt)
        } else {
            nil
        }
    }

    fileprivate var isAnswered: Bool {
        if case .turnEnded(_, .answered, _) = self { true } else { false }
    }
}
