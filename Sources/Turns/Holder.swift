/// What has become of the run of the attempt in flight.
enum Holder: Sendable, Equatable {
    /// Nobody has it: there was no ready tab, or its tab has lost it.
    case nobody
    /// Leased; its tab has not said anything yet.
    case starting(until: Moment)
    /// Its tab is at work. With `until` it has said that it gives signs of life, and the next is due by then.
    case running(until: Moment?)
    /// Its tab is disconnected and may come back.
    case away(until: Moment)
    /// Its tab is away or silent for longer than it may; the next ready tab gets the run.
    case overdue(away: Bool)

    /// Whether another ready tab may have the run at once.
    var isFree: Bool {
        switch self {
        case .nobody, .overdue: true
        case .starting, .running, .away: false
        }
    }

    /// Whether no tab that is here has the run.
    var isUnattended: Bool {
        switch self {
        case .nobody, .away, .overdue(away: true): true
        case .starting, .running, .overdue(away: false): false
        }
    }

    var deadline: Moment? {
        switch self {
        case .starting(let until), .away(let until): until
        case .running(let until): until
        case .nobody, .overdue: nil
        }
    }
}
