#if SANITIZED
    import NIOConcurrencyHelpers
#else
    import Synchronization
#endif

/// A value behind a lock that lies in the object that has it: where there are ten thousand of those, another one beside each
/// costs time. Thread sanitizer does not see this lock, and would report races where there are none: there it is NIO's.
struct StateLock<Value: Sendable>: ~Copyable, Sendable {
    #if SANITIZED
        private let value: NIOLockedValueBox<Value>
    #else
        private let value: Mutex<Value>
    #endif

    init(_ value: Value) { self.value = .init(value) }

    @inline(__always)
    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        #if SANITIZED
            value.withLockedValue { body(&$0) }
        #else
            value.withLock { body(&$0) }
        #endif
    }
}
