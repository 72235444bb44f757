import Composing
import Wire

/// What a tab claims to be an output: what passes passes again as it is, can be read back from the log, is not much
/// larger than what came, and holds only what is known; what does not pass is refused in few words.
enum OutputProperties {
    /// `1e9` is written as `1000000000.0`, and `<a>` as `<span>`.
    static let growth = 5
    /// A trace without a type gets one, in at most as many traces as there may be; a display gets its metadata.
    static let additions = 32 << 10
    static let refusalBytes = 1_024

    static func check(_ bytes: [UInt8]) throws(Broken) {
        guard let json = try? JSON(parsing: bytes) else { return }
        let passed: JSON
        do throws(InvalidOutput) { passed = try OutputValidation.validated(json) } catch {
            try require(error.evalue.utf8.count <= refusalBytes, "a refusal of \(error.evalue.utf8.count) bytes")
            let known = ["EmptyFigure", "InvalidFigure", "InvalidOutput"].contains(error.ename)
            return try require(known, error.ename)
        }
        let written = passed.bytes
        try require(written.count <= growth * bytes.count + additions, "\(written.count) bytes of \(bytes.count)")
        try require((try? JSON(parsing: written))?.bytes == written, "it is not read as it was written")
        let again = try? OutputValidation.validated(passed)
        try require(again?.bytes == written, "\(passed.text) became \(again?.text ?? "nothing")")
        try shape(passed)
        if let figure = passed["data"]?["application/vnd.plotly.v1+json"] { try figure.eachText(harmless) }
    }

    private static func shape(_ output: JSON) throws(Broken) {
        let keys = (output.members ?? []).map(\.key)
        switch output["output_type"]?.string {
        case "stream": try require(keys == ["output_type", "name", "text"], "a stream of \(keys)")
        case "display_data":
            try require(keys == ["output_type", "data", "metadata"], "a display of \(keys)")
            let types: Set = [
                "application/vnd.plotly.v1+json", "application/vnd.dataresource+json", "image/png", "image/svg+xml",
                "text/plain",
            ]
            let shown = (output["data"]?.members ?? []).map(\.key)
            try require(!shown.isEmpty && types.isSuperset(of: shown), "a display of \(shown)")
            let figure = output["data"]?["application/vnd.plotly.v1+json"]
            let traces = figure.map { $0["data"]?.array?.count ?? 0 }
            try require(traces.map((1...1_000).contains) ?? true, "a figure of \(traces ?? 0) traces")
        case let type: throw Broken("an output of type \(type ?? "none")")
        }
    }

    /// No text of a figure has a link in it, and nothing that plotly.js loads is an address.
    private static func harmless(_ key: String, _ text: String) throws(Broken) {
        if text.utf8.contains(UInt8(ascii: ">")) {
            let tail = text.lowercased().components(after: "<a ")
            try require(tail.map { !$0.utf8.contains(UInt8(ascii: ">")) } ?? true, "a link in \(text)")
        }
        let loading = ["source", "url", "href", "geojson", "sprite", "glyphs"].contains(key)
        try require(!loading || !text.lowercased().hasPrefix("http://"), "\(key) is \(text)")
    }
}

extension JSON {
    /// The texts in it, each with the key that it or its list stands under.
    fileprivate func eachText(
        under key: String = "", _ visit: (String, String) throws(Broken) -> Void
    ) throws(Broken) {
        switch self {
        case .string(let text): try visit(key, text)
        case .array(let elements): for element in elements { try element.eachText(under: key, visit) }
        case .object(let members): for member in members { try member.value.eachText(under: member.key, visit) }
        default: break
        }
    }
}

extension String {
    /// What follows the first `mark`; nil without one.
    fileprivate func components(after mark: String) -> Substring? {
        firstRange(of: mark).map { self[$0.upperBound...] }
    }
}
