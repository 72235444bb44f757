import Testing

@testable import Sessions

@Suite("RET1: what retention cuts off")
struct RetentionTests {
    /// Turns 1, 2, 3 and 4 of ten events and 100 bytes each, which ended at 1,000, 2,000, 3,000 and 4,000.
    private static let four = (1...4).map { turn in
        Retention.Candidate(first: turn * 10 - 9, last: turn * 10, turn: turn, bytes: 100, ended: turn * 1_000)
    }

    /// A policy for those four at 5,000, and the last event that it drops.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var policy: Retention
        var cut: Int?

        init(_ description: String, _ policy: Retention, _ cut: Int?) {
            testDescription = description
            self.policy = policy
            self.cut = cut
        }
    }

    @Test(
        "RET1: the oldest turns are dropped, whole, and as few as make the rest fit",
        arguments: [
            Case("nothing is bounded", Retention(), nil),
            Case("age, at the bound", Retention(age: 4_000), nil),
            Case("age, a millisecond past it", Retention(age: 3_999), 10),
            Case("age, two turns past it", Retention(age: 2_999), 20),
            Case("age, all past it: the last turn stays", Retention(age: 0), 30),
            Case("events, at the bound", Retention(events: 40), nil),
            Case("events, one past it", Retention(events: 39), 10),
            Case("events, what is left is at the bound", Retention(events: 30), 10),
            Case("events, what is left is one past it", Retention(events: 29), 20),
            Case("events, the last turn alone is more", Retention(events: 1), 30),
            Case("bytes, at the bound", Retention(bytes: 400), nil),
            Case("bytes, one past it", Retention(bytes: 399), 10),
            Case("bytes, what is left is at the bound", Retention(bytes: 200), 20),
            Case("bytes, what is left is one past it", Retention(bytes: 199), 30),
            Case("bytes, the last turn alone is more", Retention(bytes: 1), 30),
            Case("the strictest of several decides: age", Retention(age: 1_500, events: 39, bytes: 399), 30),
            Case("the strictest of several decides: events", Retention(age: 4_000, events: 20, bytes: 399), 20),
            Case("the strictest of several decides: bytes", Retention(age: 3_999, events: 40, bytes: 250), 20),
            Case("several, and all are kept", Retention(age: 4_000, events: 40, bytes: 400), nil),
        ])
    func table(row: Case) {
        #expect(row.policy.cut(Self.four, seq: 40, lastTurn: 4, at: 5_000) == row.cut)
    }

    @Test("RET1: a session without an ended turn has nothing to drop")
    func empty() {
        #expect(Retention(age: 0, events: 0, bytes: 0).cut([], seq: 0, lastTurn: 0, at: 5_000) == nil)
        #expect(Retention(age: 0, events: 0, bytes: 0).cut([], seq: 7, lastTurn: 1, at: 5_000) == nil)
    }

    @Test("RET1: events of a turn in flight count, and it stays")
    func inFlight() {
        #expect(Retention(events: 40).cut(Self.four, seq: 41, lastTurn: 5, at: 5_000) == 10)
        #expect(Retention(events: 1).cut(Self.four, seq: 41, lastTurn: 5, at: 5_000) == 40)
    }

    @Test("RET1: the last turn stays with all of its reruns")
    func rerunsOfTheLast() {
        let reruns = (5...6).map {
            Retention.Candidate(first: $0 * 10 - 9, last: $0 * 10, turn: 4, bytes: 100, ended: $0 * 1_000)
        }
        #expect(Retention(age: 0).cut(Self.four + reruns, seq: 60, lastTurn: 4, at: 9_000) == 30)
    }

    @Test("RET1: a rerun of an old turn after the last one keeps the old turn from nothing")
    func rerunOfAnOld() {
        let rerun = Retention.Candidate(first: 41, last: 50, turn: 1, bytes: 100, ended: 5_000)
        #expect(Retention(events: 40).cut(Self.four + [rerun], seq: 50, lastTurn: 4, at: 9_000) == 10)
        #expect(Retention(age: 0).cut(Self.four + [rerun], seq: 50, lastTurn: 4, at: 9_000) == 30)
        // Behind the last turn it is not reached: what is left has no gap.
        #expect(Retention(events: 1).cut(Self.four + [rerun], seq: 50, lastTurn: 4, at: 9_000) == 30)
    }

    @Test("RET1: after an earlier cut the bound counts what is left")
    func again() {
        let rest = Array(Self.four.dropFirst())
        #expect(Retention(events: 30).cut(rest, seq: 40, lastTurn: 4, at: 5_000) == nil)
        #expect(Retention(events: 29).cut(rest, seq: 40, lastTurn: 4, at: 5_000) == 20)
        #expect(Retention(bytes: 300).cut(rest, seq: 40, lastTurn: 4, at: 5_000) == nil)
    }

    @Test("a policy without a bound keeps everything")
    func keepsEverything() {
        #expect(Retention().keepsEverything)
        #expect(!Retention(age: 1).keepsEverything && !Retention(events: 1).keepsEverything)
        #expect(!Retention(bytes: 1).keepsEverything)
    }
}
