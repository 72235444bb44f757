import Wire

/// What happened in simulations, by kind.
struct Tally: Sendable {
    private(set) var faults: [String: Int] = [:]
    var closes: [CloseCode: Int] = [:]
    var simulations = 0
    var events = 0
    var prompts = 0
    var runs = 0
    var leases = 0
    var refusedCommits = 0

    mutating func add(_ fault: String) { faults[fault, default: 0] += 1 }

    mutating func add(_ other: Tally) {
        faults.merge(other.faults, uniquingKeysWith: +)
        closes.merge(other.closes, uniquingKeysWith: +)
        simulations += other.simulations
        events += other.events
        prompts += other.prompts
        runs += other.runs
        leases += other.leases
        refusedCommits += other.refusedCommits
    }

    var description: String {
        let faults = faults.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let closes = closes.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) × \($0.key.rawValue)" }
        return """
            \(simulations) simulations: \(prompts) prompts, \(events) events, \(runs) runs, \(leases) leases; faults: \
            \(faults), \(refusedCommits) refused commits; closed by the server: \(closes.joined(separator: ", "))
            """
    }
}
