import Testing
import Turns
import Wire

@testable import Web

@Suite struct RateTests {
    private let start = Moment(milliseconds: 0)

    @Test("a bucket lets its burst through, and then its rate")
    func bucket() {
        var bucket = TokenBucket(perMinute: 60, burst: 3)
        let moments = [start, start, start, start, start + 999, start + 2_000, start + 2_000, start + 2_999]
        let taken = moments.map { bucket.take(at: $0) }
        #expect(taken == [true, true, true, false, false, true, true, false])
    }

    @Test("a bucket never holds more than its burst, and time does not run back")
    func bounds() {
        var bucket = TokenBucket(perMinute: 60, burst: 2)
        let moments = [100_000, 200_000, 200_000, 200_000, 0].map { start + $0 }
        let taken = moments.map { bucket.take(at: $0) }
        #expect(taken == [true, true, true, false, false])
    }

    @Test("reports of a run have a rate of their own")
    func reports() {
        var rate = TabRate()
        let run = RunKey(turn: 1, attempt: 1, lease: 1)
        let report = Command(id: "r", body: .output(run, at: 0, output: .null))
        let wish = Command(id: "c", body: .cancel(turn: 1))
        let reports = (0...Limits.reportBurst).map { _ in rate.exceeded(by: report, at: start) }
        let wishes = (0...Limits.commandBurst).map { _ in rate.exceeded(by: wish, at: start) }
        let later = rate.exceeded(by: wish, at: start + 1_000)
        #expect(reports.dropLast().allSatisfy { $0 == nil } && wishes.dropLast().allSatisfy { $0 == nil })
        #expect(reports.last??.contains("\(Limits.reportsPerSecond)") == true)
        #expect(wishes.last??.contains("\(Limits.commandsPerSecond)") == true)
        #expect(later == nil)
    }

    @Test("ACC9: one address is held back, for as long as it says, and others are not")
    func table() {
        let table = RateTable(perMinute: 6, burst: 2)
        #expect(table.take("10.0.0.1", at: start) == nil && table.take("10.0.0.1", at: start) == nil)
        #expect(table.take("10.0.0.1", at: start) == 10 && table.wait("10.0.0.1", at: start + 9_500) == 1)
        #expect(table.take("10.0.0.2", at: start) == nil)
        #expect(table.wait("10.0.0.1", at: start + 10_000) == nil && table.take("10.0.0.1", at: start + 10_000) == nil)
    }

    @Test("ACC9: what is remembered is bounded, and what was used last stays")
    func capacity() {
        let table = RateTable(perMinute: 1, burst: 1, capacity: 10)
        _ = table.take("kept", at: start)
        for number in 0..<1_000 {
            _ = table.take("address \(number)", at: start)
            if number.isMultiple(of: 3) { #expect(table.take("kept", at: start) != nil) }
            #expect(table.count <= 10)
        }
    }

    @Test("ACC9: the operator's prompts are not counted, a subject's are")
    func prompts() {
        let rates = Rates(
            requestsPerSecond: 1, newSessionsPerMinute: 1, promptsPerMinute: 2, clock: ServerClock(), metrics: Metrics()
        )
        for _ in 0..<10 { #expect(rates.prompt(of: nil) == nil) }
        #expect(rates.prompt(of: "alice") == nil && rates.prompt(of: "alice") == nil)
        #expect(rates.prompt(of: "alice")?.retryAfter ?? 0 > 0 && rates.prompt(of: "bob") == nil)
    }

    @Test("ACC9: new sessions of an address are as many as the operator allows")
    func sessions() {
        let rates = Rates(
            requestsPerSecond: 1, newSessionsPerMinute: 2, promptsPerMinute: 1, clock: ServerClock(), metrics: Metrics()
        )
        for _ in 0..<2 { #expect(rates.newSession(from: "10.0.0.1") == nil) }
        #expect(rates.newSession(from: "10.0.0.1")?.bound == "more than 2 new sessions a minute from 10.0.0.1")
        #expect(rates.newSession(from: "10.0.0.2") == nil)
    }

    @Test(
        "ACC9: an IPv6 network of one customer is one address, others and IPv4 are not",
        arguments: [
            ("2001:db8::1", "2001:db8::ffff:1", true), ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
            ("10.0.0.1", "10.0.0.2", false), ("::ffff:10.0.0.1", "::ffff:10.0.0.2", false), ("local", "local", true),
        ])
    func networks(one: String, other: String, isSame: Bool) {
        #expect((Rates.key(of: one) == Rates.key(of: other)) == isSame)
    }
}
