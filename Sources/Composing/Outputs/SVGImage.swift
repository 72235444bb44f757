import Wire

/// A text that begins as an SVG document does: after the XML declaration, comments and a document type, its root is
/// `svg`.
///
/// The page shows it as an image, which runs no script and loads nothing, in a frame of its own. What would make a short
/// text much to draw is refused: a document type with declarations of its own, and elements that draw each other over
/// and over (`SVGExpansion`).
enum SVGImage {
    static func validated(_ image: JSON) throws(InvalidOutput) -> JSON {
        guard let text = image.string else { throw .output("A display's image/svg+xml must be a string.") }
        let bytes = Array(text.utf8)[...]
        guard isSVG(bytes) else { throw .output("A display's image/svg+xml is not an SVG document.") }
        try SVGExpansion(of: bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes).check()
        return image
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func isSVG(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.starts(with: byteOrderMark) { rest = rest.dropFirst(3) }
        while true {
            rest = rest.drop { $0.isBlank || $0.isLineEnd }
            if let next = skipped(rest, from: "<!--", to: "-->") ?? skipped(rest, from: "<?", to: "?>") {
                rest = next
            } else if let next = skipped(rest, from: "<!DOCTYPE", to: ">") {
                guard !rest[..<next.startIndex].contains(UInt8(ascii: "[")) else { return false }
                rest = next
            } else {
                guard rest.starts(with: "<svg".utf8), let end = rest.dropFirst(4).first else { return false }
                return end.isBlank || end.isLineEnd || end == UInt8(ascii: ">") || end == UInt8(ascii: "/")
            }
        }
    }

    /// Behind a part that begins and ends so; nil when it does not begin so.
    private static func skipped(_ text: ArraySlice<UInt8>, from start: String, to end: String) -> ArraySlice<UInt8>? {
        guard text.starts(with: start.utf8) else { return nil }
        let rest = text.dropFirst(start.utf8.count)
        let end = Array(end.utf8)
        guard let found = rest.indices.first(where: { rest[$0] == end[0] && rest[$0...].starts(with: end) }) else {
            return text.suffix(0)
        }
        return rest[(found + end.count)...]
    }
}
