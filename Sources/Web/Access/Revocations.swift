import Foundation
import Logging
import NIOConcurrencyHelpers
import Wire

/// The revocations of this server, which a restart keeps, and everybody who is connected under a grant.
final class Revocations: Sendable {
    private let state: NIOLockedValueBox<State>
    private let path: String?
    /// One file at a time.
    private let writing = NSLock()

    private struct State {
        var list: RevocationList
        var present: [Int: Presence] = [:]
        var last = 0
    }

    /// A connection, and how to end it.
    private struct Presence {
        let claims: Claims
        let end: @Sendable () -> Void
    }

    /// - Parameter path: the file that keeps them; nil keeps them in memory.
    /// - Throws: `InvalidSetting` when the file is there and cannot be read: going on would let the revoked back in.
    init(path: String?) throws(InvalidSetting) {
        self.path = path
        var list = RevocationList()
        if let path, FileManager.default.fileExists(atPath: path) {
            let json = FileManager.default.contents(atPath: path).flatMap { try? JSON(parsing: $0) }
            guard let kept = json.flatMap(RevocationList.init) else {
                throw InvalidSetting("\(path) is no list of revocations; put it right, or remove it to forget them")
            }
            list = kept
        }
        state = NIOLockedValueBox(State(list: list))
    }

    func refuses(_ claims: Claims) -> Bool { state.withLockedValue { $0.list.refuses(claims) } }

    /// What became of a revocation.
    enum Outcome { case kept, full, notWritten }

    /// Ends every connection that it concerns and refuses those tokens from now on.
    /// - Parameter now: seconds since 1970.
    func revoke(_ target: RevocationList.Target, at now: Int) -> Outcome {
        let ends = state.withLockedValue { state -> [@Sendable () -> Void]? in
            guard state.list.add(target, at: now) else { return nil }
            let refused = state.present.filter { state.list.refuses($1.claims) }
            for ticket in refused.keys { state.present[ticket] = nil }
            return refused.values.map(\.end)
        }
        guard let ends else { return .full }
        for end in ends { end() }
        return write() ? .kept : .notWritten
    }

    private func write() -> Bool {
        guard let path else { return true }
        return writing.withLock {
            let bytes = Data(state.withLockedValue { $0.list.json.bytes })
            return (try? bytes.write(to: URL(fileURLWithPath: path), options: .atomic)) != nil
        }
    }

    // MARK: Who is connected

    /// Notes a connection, so that a revocation ends it; it may be ended before this returns.
    func enter(_ grant: Grant, end: @escaping @Sendable () -> Void) -> Int? {
        guard case .bearer(let claims) = grant else { return nil }
        let (ticket, isRefused) = state.withLockedValue { state in
            state.last += 1
            state.present[state.last] = Presence(claims: claims, end: end)
            return (state.last, state.list.refuses(claims))
        }
        if isRefused { end() }
        return ticket
    }

    func leave(_ ticket: Int?) {
        guard let ticket else { return }
        state.withLockedValue { _ = $0.present.removeValue(forKey: ticket) }
    }
}
