import Turns

/// Allows a sustained rate with bursts. Time is an argument.
struct TokenBucket {
    private let perMinute: Double
    private let burst: Double
    private var tokens: Double
    private var last: Moment?

    init(perMinute: Int, burst: Int) {
        self.perMinute = Double(perMinute)
        self.burst = Double(burst)
        tokens = Double(burst)
    }

    /// Takes one token; false when there is none.
    mutating func take(at now: Moment) -> Bool {
        refill(at: now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// Milliseconds until there is a token again.
    mutating func wait(at now: Moment) -> Int {
        refill(at: now)
        return tokens >= 1 ? 0 : Int(((1 - tokens) * 60_000 / perMinute).rounded(.up))
    }

    private mutating func refill(at now: Moment) {
        if let last {
            let minutes = Double(max(0, now.milliseconds - last.milliseconds)) / 60_000
            tokens = min(burst, tokens + minutes * perMinute)
        }
        last = now
    }
}
