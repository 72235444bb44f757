import Wire

@testable import Sessions

/// What must hold, whatever happens.
extension Simulation {
    func check() throws { try check(atEnd: false) }

    /// Every tab tells what the log tells up to the tab's position, and the log has all that any tab saw.
    func check(atEnd: Bool) throws {
        for tab in present where !tab.isFrozen {
            let state = try process.perform(tab.number, at: now, "inspect")
            guard let start = state[0].integer, let seq = state[1].integer else { return object("no state: \(state)") }
            guard seq <= log.head.seq else { return object("tab \(tab.number) saw \(seq) of \(log.head.seq)") }
            let events = try log.history[min(start, log.history.count)...].prefix { $0.seq <= seq }.map {
                try JSON(parsing: $0.json)
            }
            let told = try process.perform(0, at: now, "fold", [.array(events), JSON(seq)])
            if told.first != state[2] {
                object("tab \(tab.number) tells another story up to \(seq) from \(start):\n\(state[2])\n\(told)")
            }
        }
        if atEnd { try checkCommands() }
    }

    /// What was accepted is in the log, once; what was refused is not.
    private func checkCommands() throws {
        var done: [String: Int] = [:]
        for logged in log.history {
            switch try logged.event(of: Self.session).body {
            case .turnStarted(_, _, _, let command), .attemptStarted(_, _, _, .rerun, _, let command?):
                done[command, default: 0] += 1
            default: break
            }
        }
        for (id, given) in commands where given.operation != "cancel" {
            let wanted = given.answer == "" ? 1 : 0
            if done[id, default: 0] != wanted {
                object("\(given.operation) \(id), answered \(given.answer ?? "never"), was done \(done[id] ?? 0) times")
            }
        }
    }
}
