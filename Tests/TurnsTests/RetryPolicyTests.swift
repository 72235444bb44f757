import Testing
import Turns
import Wire

struct RetryPolicyTests {
    struct Failure: Sendable, CustomTestStringConvertible {
        var kind: AnswerFailure.Kind
        var status: Int?

        init(_ kind: AnswerFailure.Kind, _ status: Int? = nil) { (self.kind, self.status) = (kind, status) }

        var testDescription: String { "\(kind) \(status.map(String.init) ?? "")" }

        func verdict(hasSpoken: Bool = false) -> RetryPolicy.Verdict {
            let failure = AnswerFailure(kind, "m", status: status)
            return RetryPolicy().verdict(on: failure, retry: 0, hasSpoken: hasSpoken, chance: 1)
        }
    }

    static let passing = [
        Failure(.unreachable), Failure(.timeout, 408), Failure(.server, 409), Failure(.rateLimited, 429),
        Failure(.server, 500), Failure(.server, 502), Failure(.server, 503), Failure(.server, 529), Failure(.server),
        Failure(.rateLimited), Failure(.truncated),
    ]

    static let lasting = [
        Failure(.quota, 402), Failure(.quota, 429), Failure(.quota), Failure(.timeout), Failure(.unauthorized, 401),
        Failure(.badRequest, 400), Failure(.badRequest, 404), Failure(.refused), Failure(.malformed),
        Failure(.tooLong), Failure(.cancelled),
    ]

    @Test("what may pass is asked again", arguments: passing)
    func passes(_ failure: Failure) {
        #expect(failure.verdict() == .retry(milliseconds: 500))
    }

    @Test("what does not pass is not", arguments: lasting)
    func lasts(_ failure: Failure) {
        #expect(failure.verdict() == .giveUp)
    }

    @Test("once something was said, nothing is asked again", arguments: passing + lasting)
    func spoken(_ failure: Failure) {
        #expect(failure.verdict(hasSpoken: true) == .giveUp)
    }

    @Test(
        "so often, and no more", arguments: [(-1, 0), (0, 0), (1, 1), (2, 2), (5, 5), (6, 5), (Int.max, 5)])
    func count(_ given: Int, _ retries: Int) {
        let policy = RetryPolicy(retries: given)
        let asked = (0..<10).prefix { policy.verdict(on: .gone, retry: $0, hasSpoken: false, chance: 0) != .giveUp }
        #expect(asked.count == retries)
    }

    @Test("the longest wait doubles each time, and chance takes a part of it")
    func waits() {
        let policy = RetryPolicy(retries: 5)
        func wait(_ retry: Int, _ chance: Double) -> RetryPolicy.Verdict {
            policy.verdict(on: .gone, retry: retry, hasSpoken: false, chance: chance)
        }
        #expect((0..<5).map { wait($0, 1) } == [500, 1_000, 2_000, 4_000, 8_000].map { .retry(milliseconds: $0) })
        #expect(wait(1, 0) == .retry(milliseconds: 0))
        #expect(wait(1, 0.25) == .retry(milliseconds: 250))
        #expect(wait(1, 7) == .retry(milliseconds: 1_000))
    }

    @Test(
        "what the server allows is the least, and more than its bound is not waited for",
        arguments: [(0, 500), (1, 1_500), (60, 60_500), (61, nil), (86_400, nil)] as [(Int, Int?)])
    func retryAfter(_ seconds: Int, _ wait: Int?) {
        let failure = AnswerFailure(.rateLimited, "m", status: 429, retryAfter: seconds)
        let verdict = RetryPolicy().verdict(on: failure, retry: 0, hasSpoken: false, chance: 1)
        #expect(verdict == wait.map { .retry(milliseconds: $0) } ?? .giveUp)
    }
}

extension AnswerFailure {
    fileprivate static let gone = AnswerFailure(.unreachable, "m")
}
