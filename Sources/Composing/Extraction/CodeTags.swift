/// `<code>…</code>` in the text outside of fenced blocks, with attributes or without.
struct CodeTags {
    private(set) var choice: String?

    /// Only what looks like a program counts: a name in `<code>` is a way of writing it. HTML's own characters are
    /// unescaped (`&lt;`), because that is how code stands in HTML.
    init(_ prose: [UInt8]) {
        var programs: [PythonSource] = []
        var rest = prose[...]
        while let start = Self.opening(in: rest) {
            rest = prose[start...]
            guard let end = Self.firstIndex(of: "</code>", in: rest) else { break }
            let source = PythonSource(Self.unescaped(String(decoding: rest[..<end], as: UTF8.self)).trimmingBlankLines)
            if source.isProgram { programs.append(source) }
            rest = rest[end...]
        }
        choice = (programs.last(where: \.makesFigure) ?? programs.last)?.text
    }

    /// The index behind the next `<code>` or `<code class="…">`.
    private static func opening(in text: ArraySlice<UInt8>) -> Int? {
        var text = text
        while let start = firstIndex(of: "<code", in: text) {
            text = text[(start + 5)...]
            guard let next = text.first else { return nil }
            if next == UInt8(ascii: ">") || next.isBlank {
                return text.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
            }
        }
        return nil
    }

    private static func firstIndex(of tag: StaticString, in text: ArraySlice<UInt8>) -> Int? {
        let tag = UnsafeBufferPointer(start: tag.utf8Start, count: tag.utf8CodeUnitCount)
        return text.indices.first { text[$0] == tag[0] && text[$0...].starts(with: tag) { $0 | 0x20 == $1 | 0x20 } }
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        let names: [(String, Character)] = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&"),
        ]
        var result = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            rest = rest[mark...]
            let known = names.first { rest.hasPrefix($0.0) }
            result.append(known?.1 ?? "&")
            rest = rest.dropFirst(known?.0.count ?? 1)
        }
        return result + rest
    }
}
