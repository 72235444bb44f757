import NIOConcurrencyHelpers
import Turns
import Wire

/// How many sessions an address may make.
final class SessionQuota: Sendable {
    private let buckets = NIOLockedValueBox<[String: TokenBucket]>([:])

    func take(_ address: String, at now: Moment) -> Bool {
        buckets.withLockedValue { buckets in
            if buckets.count >= Limits.rememberedAddresses {
                buckets = buckets.filter { _, bucket in
                    var bucket = bucket
                    return !bucket.isFull(at: now)
                }
            }
            return buckets[
                address,
                default: TokenBucket(perMinute: Limits.newSessionsPerMinute, burst: Limits.newSessionsPerMinute)
            ].take(at: now)
        }
    }
}
