import NIOConcurrencyHelpers

/// Counters and gauges in the Prometheus text format.
final class Metrics: Sendable {
    enum Name: String, CaseIterable {
        case sockets = "sandglass_sockets"
        case socketsTotal = "sandglass_sockets_total"
        case commandsTotal = "sandglass_commands_total"
        case refusedMessagesTotal = "sandglass_refused_messages_total"
        case slowReadersTotal = "sandglass_slow_readers_total"
        case staleReportsTotal = "sandglass_stale_reports_total"

        fileprivate var help: String {
            switch self {
            case .sockets: "Open sockets."
            case .socketsTotal: "Sockets opened since the start."
            case .commandsTotal: "Commands received from tabs."
            case .refusedMessagesTotal: "Messages that were not of the protocol, or out of its bounds."
            case .slowReadersTotal: "Connections closed because their outbox was full."
            case .staleReportsTotal: "Reports of a run from a tab that does not have its lease."
            }
        }

        fileprivate var kind: String { rawValue.hasSuffix("_total") ? "counter" : "gauge" }
    }

    private let values = NIOLockedValueBox<[Name: Int]>([:])

    func add(_ amount: Int = 1, to name: Name) {
        values.withLockedValue { $0[name, default: 0] += amount }
    }

    /// https://prometheus.io/docs/instrumenting/exposition_formats/
    var text: String {
        let values = values.withLockedValue { $0 }
        return Name.allCases.map { name in
            """
            # HELP \(name.rawValue) \(name.help)
            # TYPE \(name.rawValue) \(name.kind)
            \(name.rawValue) \(values[name, default: 0])

            """
        }.joined()
    }
}
