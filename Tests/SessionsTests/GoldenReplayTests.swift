import TestSupport
import Testing
import Turns
import Wire

@testable import Sessions

@Suite("Golden replays: the server merges what the page folds")
struct GoldenReplayTests {
    @Test("EVT5: there are replays with everything that is merged, and with a reference")
    func complete() {
        let events = GoldenReplay.all.flatMap(\.compact)
        let merged = Set(events.filter { $0["from"] != nil }.compactMap { $0["kind"]?.string })
        #expect(merged == ["text", "run.output", "run.progress"])
        #expect(events.contains { $0["ref"]?["mime"] != nil } && events.contains { $0["ref"]?["name"] != nil })
        #expect(GoldenReplay.all.count == 4)
    }

    @Test("EVT2: their logs are legal, and written as the log writes them", arguments: GoldenReplay.all)
    func legal(golden: GoldenReplay) throws {
        var audit = LogAudit()
        for (index, json) in golden.log.enumerated() {
            let event = try Event(json)
            #expect(event.seq == index + 1 && event.json.text == json.text)
            #expect(audit.objection(to: event.body) == nil)
        }
    }

    @Test("EVT5, EVT6: a log is merged to its golden replay, byte for byte", arguments: GoldenReplay.all)
    func merged(golden: GoldenReplay) throws {
        let log = golden.log.enumerated().map { LoggedEvent(seq: $0 + 1, json: $1.bytes) }
        let compact = try [LoggedEvent].compacting(log)
        #expect(compact.map { String(decoding: $0.json, as: UTF8.self) } == golden.compact.map(\.text))
        #expect(compact.map(\.seq) == golden.compact.map { $0["seq"]?.integer })
    }
}
