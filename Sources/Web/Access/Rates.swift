import NIOCore
import Turns
import Wire

/// How much one address, or one subject, may do (ACC9).
struct Rates: Sendable {
    let requests: RateTable
    let newSessions: RateTable
    let failedSignIns: RateTable
    let prompts: RateTable
    let requestsPerSecond: Int
    let newSessionsPerMinute: Int
    let promptsPerMinute: Int
    private let clock: ServerClock
    private let metrics: Metrics

    init(
        requestsPerSecond: Int, newSessionsPerMinute: Int, promptsPerMinute: Int, clock: ServerClock, metrics: Metrics
    ) {
        self.requestsPerSecond = requestsPerSecond
        self.newSessionsPerMinute = newSessionsPerMinute
        self.promptsPerMinute = promptsPerMinute
        self.clock = clock
        self.metrics = metrics
        requests = RateTable(
            perMinute: 60 * requestsPerSecond, burst: Limits.requestBurstSeconds * requestsPerSecond)
        newSessions = RateTable(perMinute: newSessionsPerMinute, burst: newSessionsPerMinute)
        failedSignIns = RateTable(perMinute: Limits.failedSignInsPerMinute, burst: Limits.failedSignInsPerMinute)
        prompts = RateTable(perMinute: promptsPerMinute, burst: promptsPerMinute)
    }

    /// Whoever has one IPv6 address has 2^64 of them: they are counted as one. IPv4 addresses as IPv6 writes them are not
    /// (RFC 4291, section 2.5.5.2).
    static func key(of address: String) -> String {
        guard case .v6(let peer)? = try? SocketAddress(ipAddress: address, port: 0) else { return address }
        // The address stands behind family, port and flow (RFC 3493, section 3.3).
        let bytes = withUnsafeBytes(of: peer.address) { Array($0[8..<24]) }
        let isMapped = bytes.prefix(12).elementsEqual([UInt8](repeating: 0, count: 10) + [255, 255])
        return isMapped ? address : bytes.prefix(8).hex
    }

    /// What was exceeded and when it may be tried again, when it was.
    struct Excess: Error {
        let bound: String
        /// Seconds.
        let retryAfter: Int
    }

    func request(from address: String) -> Excess? {
        requests.take(Self.key(of: address), at: clock.now).map {
            metrics.add(to: .limited(.requests))
            return Excess(bound: "more than \(requestsPerSecond) requests a second from \(address)", retryAfter: $0)
        }
    }

    func newSession(from address: String) -> Excess? {
        newSessions.take(Self.key(of: address), at: clock.now).map {
            metrics.add(to: .limited(.sessions))
            return Excess(
                bound: "more than \(newSessionsPerMinute) new sessions a minute from \(address)", retryAfter: $0)
        }
    }

    /// The operator has no bound of this kind.
    func prompt(of subject: String?) -> Excess? {
        guard let subject, let wait = prompts.take(subject, at: clock.now) else { return nil }
        metrics.add(to: .limited(.prompts))
        return Excess(bound: "more than \(promptsPerMinute) prompts a minute", retryAfter: wait)
    }

    func failedSignIn(from address: String) { _ = failedSignIns.take(Self.key(of: address), at: clock.now) }

    /// A sign-in was not looked at.
    func heldBackSignIn() { metrics.add(to: .limited(.signIns)) }

    /// Whether so many sign-ins failed that no guess is looked at.
    func failures(from address: String) -> Excess? {
        failedSignIns.wait(Self.key(of: address), at: clock.now).map {
            Excess(
                bound: "more than \(Limits.failedSignInsPerMinute) failed sign-ins a minute from \(address)",
                retryAfter: $0)
        }
    }
}
