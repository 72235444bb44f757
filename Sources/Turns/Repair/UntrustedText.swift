extension String {
    /// The text, or its head and tail with a note between them when it is longer than `bytes`.
    func bounded(to bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        let head = String(decoding: utf8.prefix(bytes / 2), as: UTF8.self)
        let tail = String(decoding: utf8.suffix(bytes / 2), as: UTF8.self)
        return "\(head)\n… \(utf8.count - bytes) bytes left out …\n\(tail)"
    }

    /// The text with every closing tag of that name made harmless, so that data cannot end its own block.
    func neutralised(_ tag: String) -> String {
        var result = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            let after = rest[rest.index(after: open)...]
            let name = after.drop { $0.isWhitespace || $0 == "/" }
            let closes = after.drop(while: \.isWhitespace).first == "/" && name.prefix(tag.count).lowercased() == tag
            result += closes ? "‹" : "<"
            rest = after
        }
        return result + rest
    }

    /// A line of the text, from 1, without its indentation.
    func line(_ number: Int) -> String? {
        // Swift takes CR and LF together for one character.
        let lines = split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        guard lines.indices.contains(number - 1) else { return nil }
        return String(lines[number - 1].drop { $0.isWhitespace }).bounded(to: 400)
    }
}
