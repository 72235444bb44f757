import TestSupport
import Testing
import Turns
import Wire

@Suite("Whatever happens, in whatever order")
struct WalkTests {
    /// 8 times 2,500 walks; a failing one is printed with its seed.
    @Test("20,000 random sessions: legal logs, deadlines, ends, replays", arguments: UInt64(0)..<8)
    func walks(shard: UInt64) {
        for seed in (shard * 2_500)..<(shard * 2_500 + 2_500) {
            if let wrong = walk(seed) {
                Issue.record("seed \(seed): \(wrong)")
                return
            }
        }
    }

    @Test("the walks come everywhere: every event, every reason and every end")
    func coverage() {
        var seen: Set<String> = []
        for seed in UInt64(0)..<500 {
            var walk = Walk(seed: seed)
            for _ in 0..<30 { walk.move() }
            walk.abandon()
            seen.formUnion(walk.groups.joined().flatMap { [$0.kind, $0.turning] })
        }
        let ends = TurnOutcome.allCases.map { "turn \($0)" }
        // A run that a tab refused is leased anew.
        let runs = RunOutcome.allCases.filter { $0 != .refused }.map { "run \($0)" }
        let reasons = AttemptReason.allCases.map { "attempt \($0)" }
        #expect(Set(ends + runs + reasons).subtracting(seen) == [])
        let kinds = seen.subtracting(ends + runs + reasons)
        #expect(kinds.count == 11, "\(kinds)")
    }

    private func walk(_ seed: UInt64) -> String? {
        var walk = Walk(seed: seed)
        for _ in 0..<30 where walk.objection == nil { walk.move() }
        let groups = walk.groups
        walk.abandon()
        return walk.objection ?? resume(groups, seed) ?? (seed % 50 == 0 ? unreadable(groups) : nil)
    }

    /// TRN7: a restart at any group's end goes on legally and comes to an end.
    private func resume(_ groups: [[EventBody]], _ seed: UInt64) -> String? {
        var generator = SeededGenerator(seed: ~seed)
        guard !groups.isEmpty else { return nil }
        let count = Int.random(in: 1...groups.count, using: &generator)
        var state = SessionState()
        for event in groups.prefix(count).joined() { state.apply(event) }
        var machine = TurnMachine(state: state, model: AskedModel(name: "scripted"))
        var now = Moment(milliseconds: 1_000)
        var audit = LogAudit()
        var events = Array(groups.prefix(count).joined()) + machine.recover(at: now).events
        for _ in 0..<100 where machine.state.turn != nil {
            guard let due = machine.deadline else {
                return "recovered from \(count) groups, it waits without a deadline"
            }
            now = max(now, due)
            events += machine.tick(at: now).events
        }
        for event in events {
            if let wrong = audit.objection(to: event) {
                return "recovered from \(count) groups: \(event.brief): \(wrong)"
            }
        }
        return machine.state.turn == nil ? nil : "recovered from \(count) groups, it never ends"
    }

    /// What the machine says can be read back from the log.
    private func unreadable(_ groups: [[EventBody]]) -> String? {
        for body in groups.joined() {
            let event = Event(seq: 1, at: "now", body: body)
            if (try? Event(JSON(parsing: event.json.bytes))) != event { return "\(body.brief) cannot be read back" }
        }
        return nil
    }
}

extension EventBody {
    /// Where it takes the turn.
    fileprivate var turning: String {
        switch self {
        case .attemptStarted(_, _, _, let reason, _, _): "attempt \(reason)"
        case .runEnded(_, let outcome, _, _): "run \(outcome)"
        case .turnEnded(_, let outcome, _): "turn \(outcome)"
        default: kind
        }
    }
}
