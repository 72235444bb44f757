public import Wire

/// Checks what a browser tab claims to be a Jupyter output (nbformat 4.5, "Output"). The tab runs a stranger's code, so
/// nothing passes that is not known: unknown members, MIME types and metadata are dropped, wrong ones are errors.
///
/// Its size is the caller's to bound (`Limits.outputBytes`), and so is its depth (`Limits.depth`).
public enum OutputValidation {
    /// The output with what is known of it and nothing else: a `stream`, or a `display_data` of at least one MIME type.
    public static func validated(_ output: JSON) throws(InvalidOutput) -> JSON {
        switch output["output_type"]?.string {
        case "stream": return try stream(output)
        case "display_data": return try display(output)
        case let type?:
            throw .output(
                "An output of type \(InvalidOutput.quoted(type)) is not accepted: only stream and display_data are.")
        case nil: throw .output("An output must be an object with an output_type.")
        }
    }

    private static func stream(_ output: JSON) throws(InvalidOutput) -> JSON {
        guard let name = output["name"]?.string, name == "stdout" || name == "stderr" else {
            throw .output("A stream output's name must be stdout or stderr.")
        }
        guard let text = output["text"]?.string else { throw .output("A stream output's text must be a string.") }
        return ["output_type": "stream", "name": .string(name), "text": .string(text)]
    }

    private static func display(_ output: JSON) throws(InvalidOutput) -> JSON {
        guard let bundle = output["data"]?.members else {
            throw .output("A display's data must be an object of MIME types.")
        }
        var data: [JSON.Member] = []
        for member in bundle {
            guard let value = try content(member.value, mime: member.key) else { continue }
            data.append(JSON.Member(key: member.key, value: value))
        }
        guard !data.isEmpty else {
            let types = bundle.prefix(8).map { InvalidOutput.quoted($0.key) }.joined(separator: ", ")
            throw .output(
                "Nothing of this display can be shown\(types.isEmpty ? "" : " (\(types))"): "
                    + "show a plotly figure, a matplotlib figure, a DataFrame or printed text.")
        }
        return [
            "output_type": "display_data", "data": .object(data),
            "metadata": metadata(output["metadata"], of: data.map(\.key)),
        ]
    }

    /// The content as it may be shown; nil for a MIME type that is not.
    private static func content(_ value: JSON, mime: String) throws(InvalidOutput) -> JSON? {
        switch mime {
        case "application/vnd.plotly.v1+json": return try PlotlyFigure.validated(value)
        case "application/vnd.dataresource+json": return try TabularData.validated(value)
        case "image/png": return try PNGImage.validated(value)
        case "image/svg+xml": return try SVGImage.validated(value)
        case "text/plain":
            guard value.string != nil else { throw .output("A display's text/plain must be a string.") }
            return value
        default: return nil
        }
    }

    /// Of the shown MIME types, and only numbers: a table's `rows` and `columns`, an image's `width` and `height`.
    private static func metadata(_ metadata: JSON?, of types: [String]) -> JSON {
        let known = ["rows", "columns", "width", "height"]
        let entries = (metadata?.members ?? []).filter { types.contains($0.key) }
        return .object(
            entries.compactMap { entry in
                let numbers = (entry.value.members ?? []).filter { member in
                    switch member.value {
                    case .integer: known.contains(member.key)
                    case .number(let value): known.contains(member.key) && value.isFinite
                    default: false
                    }
                }
                return numbers.isEmpty ? nil : JSON.Member(key: entry.key, value: .object(numbers))
            })
    }
}
