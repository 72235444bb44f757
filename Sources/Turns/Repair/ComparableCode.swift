/// A program without what makes no difference: empty lines, white space at the ends of lines, and comments that have a line of
/// their own, unless they could be a text's lines. Programs that are the same like this do the same.
struct ComparableCode: Hashable {
    private let lines: [String]

    init(_ code: String) {
        let hasLongTexts = code.contains("\"\"\"") || code.contains("'''")
        lines = code.split(whereSeparator: \.isNewline).compactMap { line in
            guard let first = line.first(where: { !$0.isWhitespace }), first != "#" || hasLongTexts else { return nil }
            return String(line.prefix(through: line.lastIndex { !$0.isWhitespace } ?? line.startIndex))
        }
    }
}
