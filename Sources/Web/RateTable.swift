import NIOConcurrencyHelpers
import Turns
import Wire

/// A bucket for each of many: addresses, subjects. Of more than `capacity` those that were not used for longest are
/// forgotten, which is as if they had never been used.
final class RateTable: Sendable {
    private let perMinute: Int
    private let burst: Int
    private let capacity: Int
    private let state = NIOLockedValueBox(Generations())

    /// What is used moves to `recent`; when that has half of the capacity it becomes what is forgotten next.
    private struct Generations {
        var recent: [String: TokenBucket] = [:]
        var earlier: [String: TokenBucket] = [:]
    }

    init(perMinute: Int, burst: Int, capacity: Int = Limits.rememberedRates) {
        self.perMinute = perMinute
        self.burst = burst
        self.capacity = capacity
    }

    /// Takes one; nil when it may pass, otherwise the seconds after which another try may (`Retry-After`).
    func take(_ key: String, at now: Moment) -> Int? {
        change(key) { bucket in bucket.take(at: now) ? nil : Self.seconds(bucket.wait(at: now)) }
    }

    /// The same without taking any.
    func wait(_ key: String, at now: Moment) -> Int? {
        change(key) { bucket in
            let wait = bucket.wait(at: now)
            return wait == 0 ? nil : Self.seconds(wait)
        }
    }

    /// How many are remembered.
    var count: Int { state.withLockedValue { $0.recent.count + $0.earlier.count } }

    private static func seconds(_ milliseconds: Int) -> Int { max(1, (milliseconds + 999) / 1_000) }

    private func change(_ key: String, _ use: (inout TokenBucket) -> Int?) -> Int? {
        state.withLockedValue { state in
            var bucket =
                state.recent[key] ?? state.earlier.removeValue(forKey: key)
                ?? TokenBucket(perMinute: perMinute, burst: burst)
            let result = use(&bucket)
            if state.recent[key] == nil, state.recent.count >= capacity / 2 {
                state.earlier = state.recent
                state.recent = [:]
            }
            state.recent[key] = bucket
            return result
        }
    }
}
