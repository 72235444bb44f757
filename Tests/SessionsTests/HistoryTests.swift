import TestSupport
import Testing
import Turns
import Wire

@testable import Sessions

@Suite("A session is loaded from outlines", .timeLimit(.minutes(1)))
struct HistoryTests {
    /// The same events in a log with segments and in one without.
    private func histories(_ bodies: [EventBody]) async throws -> (outlined: SessionHistory, read: SessionHistory) {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog(path: folder.file("log.sqlite"))
        var histories: [SessionHistory] = []
        for session in ["outlined", "read"] {
            try await log.create(session, epoch: "e", at: 0)
            var chronicle = Chronicle(session)
            var group = chronicle.group(bodies)
            if session == "read" { group.segments = [] }
            try await log.append(group)
            histories.append(try await SessionHistory(of: session, from: 1, in: log))
        }
        return (histories[0], histories[1])
    }

    @Test("CMD2, TRN6: outlines tell the same turns, attempts and answers as all events", arguments: UInt64(0)..<30)
    func same(seed: UInt64) async throws {
        let bodies = RandomLog(seed: seed, steps: 150).bodies
        var (outlined, read) = try await histories(bodies)
        #expect(outlined.state == read.state)
        #expect(outlined.seq == bodies.count && read.seq == bodies.count)
        if outlined.state.turn?.attempt?.run != nil { #expect(outlined.outputBytes == read.outputBytes) }
        for body in bodies {
            guard let key = body.asker else { continue }
            let answers = (outlined.replies.begin(key).answer, read.replies.begin(key).answer)
            #expect(answers.0 != nil && answers.0 == answers.1)
        }
        // What is in flight ends in the same segment.
        guard let turn = outlined.state.turn?.number else { return }
        let event = Event(seq: bodies.count + 1, at: "now", body: .over(turn))
        let json = event.json.bytes
        #expect(outlined.segment.add(event, json: json, at: 5) == read.segment.add(event, json: json, at: 5))
    }

    @Test("of an ended segment no event is read")
    func unread() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog(path: folder.file("log.sqlite"))
        try await log.create("s", epoch: "e", at: 0)
        var chronicle = Chronicle()
        for group in [chronicle.turn(1), chronicle.rerun(1, attempt: 2)] {
            // Events that cannot be read, with segments that can.
            var unreadable = LogGroup.of("s", group.events[0].seq...group.events[group.events.count - 1].seq)
            unreadable.segments = group.segments
            try await log.append(unreadable)
        }
        try await log.append(chronicle.group([.asked(2)]))
        let history = try await SessionHistory(of: "s", from: 1, in: log)
        #expect(history.state.attempts == [1: 2, 2: 0] && history.state.lastTurn == 2 && history.seq == 10)
    }

    @Test("CMD2, TRN6: the next turn and the next reruns go on counting from outlines")
    func live() async throws {
        let house = try await House()
        var chronicle = Chronicle(house.session)
        var groups = [chronicle.turn(1), chronicle.turn(2), chronicle.rerun(1, attempt: 2), chronicle.turn(3)]
        // The first is of a time before there were segments.
        groups[0].segments = []
        for group in groups { try await house.log.append(group) }
        let back = try await house.join("a")
        for (turn, attempt) in [(2, 2), (1, 3), (3, 2)] {
            let reply = await back.ask(.rerun(turn: turn, code: "1"), id: "r\(turn)")
            #expect(reply == .ok(turn: turn, attempt: attempt))
            #expect(await back.ask(.rerun(turn: turn, code: "1"), id: "r\(turn)") == reply)
            await back.ask(.cancel(turn: turn), id: "c\(turn)")
        }
        #expect(await back.ask(.prompt(text: "more"), id: "p") == .ok(turn: 4))
    }
}

extension EventBody {
    /// Under which command it was logged.
    fileprivate var asker: ReplyMemory.Key? {
        switch self {
        case .turnStarted(_, _, let by, let command): ReplyMemory.Key(tab: by, command: command)
        case .attemptStarted(_, _, _, .rerun, let by?, let command?): ReplyMemory.Key(tab: by, command: command)
        default: nil
        }
    }
}

extension ReplyMemory.Known? {
    fileprivate var answer: Reply.Result? {
        if case .answered(let result)? = self { result } else { nil }
    }
}
