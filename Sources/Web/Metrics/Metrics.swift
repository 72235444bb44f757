import NIOConcurrencyHelpers
public import Sessions
import Wire

/// What an operator may know of a running server: counts, times and sizes, of all sessions together.
public final class Metrics: Sendable {
    let outboxes = Outboxes()
    private let state = NIOLockedValueBox(State())

    private struct State {
        var sockets = 0
        var counts: [Counter: Int] = [:]
        var times: [Timing: Histogram] = [:]

        mutating func add(_ amount: Int = 1, to counter: Counter) { counts[counter, default: 0] += amount }

        mutating func add(_ time: Duration, to timing: Timing) {
            times[timing, default: Histogram(bounds: timing.bounds)].add(time / .seconds(1))
        }
    }

    public init() {}

    /// Takes what a session reports.
    public func note(_ observation: Observation) {
        state.withLockedValue { state in
            switch observation {
            case .attempt(let reason): state.add(to: .attempts(reason))
            case .firstToken(let wait): state.add(wait, to: .firstToken)
            case .answer(let fate, let time): state.add(time, to: .model(fate))
            case .tokens(let tokens):
                state.add(tokens.input, to: .tokens(.input))
                state.add(tokens.output, to: .tokens(.output))
            case .turn(let outcome): state.add(to: .turns(outcome))
            case .run(let outcome, let clocks):
                state.add(to: .runs(outcome))
                if let whole = clocks?.whole { state.add(whole, to: .run(.whole)) }
                if let parts = clocks?.parts {
                    state.add(.milliseconds(parts.packagesMs), to: .run(.packages))
                    state.add(.milliseconds(parts.execMs), to: .run(.exec))
                    state.add(.milliseconds(parts.serializeMs), to: .run(.serialize))
                }
            case .commit(let events, let took, let shown):
                state.add(events, to: .events)
                state.add(took, to: .commit)
                if let shown { state.add(shown, to: .fanout) }
            }
        }
    }

    func add(to counter: Counter) { state.withLockedValue { $0.add(to: counter) } }

    func socketOpened() {
        state.withLockedValue { state in
            state.sockets += 1
            state.add(to: .sockets)
        }
    }

    func socketClosed() { state.withLockedValue { $0.sockets -= 1 } }

    /// All of it as `/metrics` answers.
    /// - Parameter sessions: how many are live.
    func text(sessions: Int) -> String {
        let state = state.withLockedValue { $0 }
        let outboxes = outboxes.fill
        var text = MetricsText()
        text.gauge("sandglass_sockets", "Open sockets.", state.sockets)
        text.gauge("sandglass_sessions", "Sessions that someone watches or that have a turn in flight.", sessions)
        text.gauge("sandglass_outbox_bytes", "Bytes that wait for readers to read them.", outboxes.total)
        text.gauge("sandglass_outbox_largest_bytes", "The same of the one furthest behind.", outboxes.largest)
        for family in Counter.families { text.counters(family) { state.counts[$0, default: 0] } }
        for family in Timing.families {
            text.histograms(family) { state.times[$0, default: Histogram(bounds: $0.bounds)] }
        }
        return text.text
    }
}
