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

    @Test("an address makes as many sessions a minute as it may, and others are not held back")
    func sessions() {
        let quota = SessionQuota()
        for _ in 0..<Limits.newSessionsPerMinute { #expect(quota.take("10.0.0.1", at: start)) }
        #expect(!quota.take("10.0.0.1", at: start))
        #expect(quota.take("10.0.0.2", at: start))
        #expect(quota.take("10.0.0.1", at: start + 60_000))
    }
}
