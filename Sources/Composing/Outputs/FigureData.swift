import Wire

/// Whether a figure's traces hold anything that could be drawn. A figure without is a fault of the code (a column that
/// is not there, a filter that leaves no row), and its author should hear of it.
enum FigureData {
    /// Where a trace stands: each that is there must hold a value, or nothing of the trace is drawn.
    private static let coordinates = [
        "x", "y", "z", "r", "theta", "lat", "lon", "a", "b", "c", "real", "imag", "values", "locations", "open", "high",
        "low", "close",
    ]
    /// What else a trace may be drawn from.
    private static let parts = [
        "value", "cells", "header", "node", "link", "dimensions", "labels", "parents", "ids", "source", "u", "q1",
        "median", "delta", "i",
    ]

    /// Why nothing of these traces would be drawn; nil when something would.
    static func emptiness(of traces: [JSON]) -> String? {
        var first: String?
        for (index, trace) in traces.enumerated() {
            guard let reason = emptiness(of: trace) else { return nil }
            first = first ?? "trace \(index) \(reason)"
        }
        return first
    }

    private static func emptiness(of trace: JSON) -> String? {
        var holdsSomething = parts.contains { trace[$0].map { $0 != .null } ?? false }
        for name in coordinates {
            guard let value = trace[name], value != .null else { continue }
            guard holds(value) else { return "has no value in its \(name)" }
            holdsSomething = true
        }
        return holdsSomething ? nil : "has no data"
    }

    /// Whether there is a value among them: a number that is one, or a text.
    private static func holds(_ value: JSON) -> Bool {
        switch value {
        case .null: return false
        case .array(let elements): return elements.contains(where: holds)
        case .object(let members): return (try? TypedArray(members))?.holdsNumber ?? true
        case .bool, .integer, .number, .string: return true
        }
    }
}
