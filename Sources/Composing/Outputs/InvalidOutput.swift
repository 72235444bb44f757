import Wire

/// Why what a tab sent is not the output it says it is, in the words of a Python error, so that the repair loop can
/// treat it as one.
public struct InvalidOutput: Error, Sendable, Hashable {
    /// `EmptyFigure`, `InvalidFigure` or `InvalidOutput`.
    public let ename: String
    /// A sentence or two for the model that wrote the code: what is wrong, and what would be right.
    public let evalue: String

    static func emptyFigure() -> InvalidOutput {
        InvalidOutput(
            ename: "EmptyFigure",
            evalue: "The figure has no traces, so nothing would be drawn. "
                + "Add at least one, for example fig.add_trace(go.Scatter(x=..., y=...)).")
    }

    /// - Parameter reason: "trace 0 has no value in its y".
    static func emptyFigure(_ reason: String) -> InvalidOutput {
        InvalidOutput(
            ename: "EmptyFigure",
            evalue: "Nothing of the figure would be drawn: \(reason). "
                + "Look for a wrong column name, a filter that leaves no row, or a computation that gives only NaN.")
    }

    static func figure(_ evalue: String) -> InvalidOutput { InvalidOutput(ename: "InvalidFigure", evalue: evalue) }

    static func output(_ evalue: String) -> InvalidOutput { InvalidOutput(ename: "InvalidOutput", evalue: evalue) }

    /// A stranger's text, short and in one line, to be named in a message.
    static func quoted(_ text: String) -> String {
        let visible = text.unicodeScalars.prefix(40).map {
            $0.properties.generalCategory == .control ? " " : Character($0)
        }
        return "'" + String(visible) + (text.unicodeScalars.count > 40 ? "…'" : "'")
    }

    /// What a JSON value is, in Python's words.
    static func kind(_ value: JSON?) -> String {
        switch value {
        case nil: "missing"
        case .null: "None"
        case .bool: "a bool"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "a dict"
        }
    }
}
