import Testing
import Wire

@testable import Sessions
@testable import Web

@Suite struct MetricsTests {
    private let metrics = Metrics()

    private func read(sessions: Int = 0) throws -> Exposition { try Exposition(metrics.text(sessions: sessions)) }

    @Test("every name has its help and type, and a server at rest has all its series at zero")
    func rest() throws {
        let families = try read().families
        #expect(families.count == 4 + Counter.families.count + Timing.families.count)
        for (name, family) in families {
            #expect(name.hasPrefix("sandglass_") && family.help.hasSuffix("."))
            #expect((family.kind == "counter") == name.hasSuffix("_total"), "\(name)")
            #expect((family.kind == "histogram") == name.hasSuffix("_seconds"), "\(name)")
            #expect(!family.samples.isEmpty && family.samples.allSatisfy { $0.value == 0 }, "\(name)")
        }
        #expect(families["sandglass_turns_total"]?.samples.count == TurnOutcome.allCases.count)
    }

    @Test("buckets are cumulative and ascend, and +Inf is the count, in every series of every histogram")
    func buckets() throws {
        for time in [Duration.zero, .milliseconds(3), .milliseconds(700), .seconds(20), .seconds(1_000)] {
            metrics.note(.firstToken(after: time))
            metrics.note(.answer(.failed, after: time))
            metrics.note(.run(.ok, clocks: RunClocks(whole: time, parts: RunTimings(packagesMs: 5, execMs: 2_000))))
            metrics.note(.commit(events: 2, took: time, shown: time))
        }
        let text = try read()
        let histograms = text.families.filter { $0.value.kind == "histogram" }
        #expect(histograms.count == Timing.families.count)
        for (name, family) in histograms {
            let series = Set(family.samples.map { $0.labels.filter { $0.key != "le" } })
            for labels in series {
                let buckets = family.samples.filter {
                    $0.name == name + "_bucket" && $0.labels.filter { $0.key != "le" } == labels
                }
                let bounds = buckets.compactMap { Double($0.labels["le"]?.replacing("+Inf", with: "inf") ?? "") }
                #expect(bounds.count == buckets.count && bounds == bounds.sorted() && bounds.last == .infinity)
                #expect(buckets.map(\.value) == buckets.map(\.value).sorted())
                #expect(text.value(name + "_count", labels) == buckets.last?.value)
            }
        }
        #expect(text.value("sandglass_first_token_seconds_bucket", ["le": "0.01"]) == 2)
        #expect(text.value("sandglass_first_token_seconds_bucket", ["le": "1.0"]) == 3)
        #expect(text.value("sandglass_first_token_seconds_sum") == 1_020.703)
        #expect(text.value("sandglass_model_seconds_count", ["end": "failed"]) == 5)
        #expect(text.value("sandglass_model_seconds_count", ["end": "complete"]) == 0)
        #expect(text.value("sandglass_run_seconds_bucket", ["clock": "packages", "le": "0.005"]) == 5)
        #expect(text.value("sandglass_run_seconds_sum", ["clock": "exec"]) == 10)
        #expect(text.value("sandglass_events_total") == 10)
    }

    @Test("what sessions and sockets report is counted where it belongs")
    func counts() throws {
        for observation: Observation in [
            .attempt(.first), .attempt(.repair), .attempt(.repair), .run(.crashed, clocks: nil), .turn(.exhausted),
            .tokens(TokenCount(input: 5, output: 2)), .commit(events: 3, took: .milliseconds(1), shown: nil),
        ] { metrics.note(observation) }
        metrics.socketOpened()
        metrics.socketOpened()
        metrics.socketClosed()
        metrics.add(to: .slowReaders)
        let text = try read(sessions: 7)
        #expect(text.value("sandglass_sockets") == 1 && text.value("sandglass_sockets_total") == 2)
        #expect(text.value("sandglass_sessions") == 7 && text.value("sandglass_slow_readers_total") == 1)
        #expect(text.value("sandglass_attempts_total", ["reason": "repair"]) == 2)
        #expect(text.value("sandglass_runs_total", ["outcome": "crashed"]) == 1)
        #expect(text.value("sandglass_run_seconds_count", ["clock": "whole"]) == 0)
        #expect(text.value("sandglass_turns_total", ["outcome": "exhausted"]) == 1)
        #expect(text.value("sandglass_tokens_total", ["direction": "input"]) == 5)
        #expect(text.value("sandglass_tokens_total", ["direction": "output"]) == 2)
        #expect(text.value("sandglass_commit_seconds_count") == 1)
        #expect(text.value("sandglass_fanout_seconds_count") == 0)
    }

    @Test("ACC9: what a rate holds back is counted by rate")
    func limits() throws {
        let rates = Rates(
            requestsPerSecond: 1, newSessionsPerMinute: 1, promptsPerMinute: 1, clock: ServerClock(), metrics: metrics)
        for _ in 0..<3 { _ = rates.prompt(of: "alice") }
        for _ in 0..<2 { _ = rates.newSession(from: "10.0.0.1") }
        for _ in 0...Limits.requestBurstSeconds { _ = rates.request(from: "10.0.0.1") }
        let text = try read()
        #expect(text.value("sandglass_limited_total", ["limit": "prompts"]) == 2)
        #expect(text.value("sandglass_limited_total", ["limit": "sessions"]) == 1)
        #expect(text.value("sandglass_limited_total", ["limit": "requests"]) == 1)
        #expect(text.value("sandglass_limited_total", ["limit": "sign_ins"]) == 0)
    }

    @Test("outboxes are looked at while their readers are here, and one that is full is counted once")
    func outboxes() async throws {
        let readers = [EventStreamReader(metrics: metrics), EventStreamReader(metrics: metrics)]
        for reader in readers { metrics.outboxes.enter(reader) }
        let event = LoggedEvent(seq: 1, json: [UInt8](repeating: UInt8(ascii: "x"), count: Limits.outboxBytes + 1))
        for _ in 0..<4 { readers[0].deliver(EventBatch(events: [event], framed: 0)) }
        readers[1].beat()
        let text = try read()
        let size = Double(event.json.count + "id: 1\ndata: \n\n".utf8.count)
        #expect(text.value("sandglass_slow_readers_total") == 1)
        #expect(text.value("sandglass_outbox_largest_bytes") == 2 * size)
        #expect(text.value("sandglass_outbox_bytes") == 2 * size + 3)
        for reader in readers { metrics.outboxes.leave(reader) }
        #expect(try read().value("sandglass_outbox_bytes") == 0)
    }
}
