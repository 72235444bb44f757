public import Sessions
import Synchronization
public import Wire

/// A subscriber that keeps all it is given, in order, and lets a test wait for what it wants to see.
public final class RecordingSubscriber: Subscriber {
    public enum Item: Sendable {
        case event(Event)
        case message(ServerMessage)
        case closed(CloseCode)
    }

    private struct State {
        var items: [Item] = []
        var batches = 0
        var broken: String?
        var waiters: [(wanted: @Sendable ([Item]) -> Bool, found: CheckedContinuation<Void, Never>)] = []
        var isStuck = false
        var drains: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    public init() {}

    // MARK: Subscriber

    public func deliver(_ batch: EventBatch) {
        let events = batch.events.map { logged in
            Result { try Event(JSON(parsing: logged.json)) }
        }
        record(events.compactMap { (try? $0.get()).map(Item.event) }, batches: 1)
        for case .failure(let error) in events { state.withLock { $0.broken = "\(error)" } }
    }

    public func send(_ message: ServerMessage) { record([.message(message)]) }
    public func close(_ code: CloseCode) { record([.closed(code)]) }

    public func drained() async {
        await withCheckedContinuation { continuation in
            let isStuck = state.withLock { state in
                if state.isStuck { state.drains.append(continuation) }
                return state.isStuck
            }
            if !isStuck { continuation.resume() }
        }
    }

    private func record(_ items: [Item], batches: Int = 0) {
        let found = state.withLock { state in
            state.items += items
            state.batches += batches
            let all = state.items
            let found = state.waiters.filter { $0.wanted(all) }
            state.waiters.removeAll { $0.wanted(all) }
            return found.map(\.found)
        }
        for waiter in found { waiter.resume() }
    }

    // MARK: For tests

    /// Holds `drained` back, as a reader does that reads nothing.
    public func stick() { state.withLock { $0.isStuck = true } }

    public func unstick() {
        let drains = state.withLock { state in
            state.isStuck = false
            defer { state.drains = [] }
            return state.drains
        }
        for drain in drains { drain.resume() }
    }

    public var items: [Item] { state.withLock { $0.items } }
    public var batches: Int { state.withLock { $0.batches } }
    /// Why an event could not be read.
    public var broken: String? { state.withLock { $0.broken } }

    /// Returns once the items so far are as wanted, or when the test's time is up.
    public func until(_ wanted: @escaping @Sendable ([Item]) -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if wanted(state.items) || Task.isCancelled { return true }
                    state.waiters.append((wanted, continuation))
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.found.resume() }
        }
    }
}

extension [RecordingSubscriber.Item] {
    public var events: [Event] {
        compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    public var told: [String] { events.map(\.body.brief) }

    public var welcome: Welcome? {
        for case .message(.welcome(let welcome)) in self { return welcome }
        return nil
    }

    public var replies: [Reply] {
        compactMap { if case .message(.reply(let reply)) = $0 { reply } else { nil } }
    }

    public func replies(to id: String) -> [Reply.Result] { replies.filter { $0.re == id }.map(\.result) }

    public var presence: [TabPresence]? {
        compactMap { if case .message(.presence(let tabs)) = $0 { tabs } else { nil } }.last
    }

    public var closed: CloseCode? {
        for case .closed(let code) in self { return code }
        return nil
    }
}
