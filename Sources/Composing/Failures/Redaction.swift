/// Takes keys out of a text that a person or a log will see, and bounds it.
public struct Redaction: Sendable, Hashable {
    private static let mark = "[redacted]"
    /// How well-known keys begin.
    private static let prefixes = [
        "sk-", "sk_", "gsk_", "xai-", "nvapi-", "pplx-", "hf_", "ghp_", "github_pat_", "AIza", "r8_", "sess-", "csk-",
    ]

    private let key: String

    /// - Parameter key: the key in use. One of fewer than four characters is no secret.
    public init(key: String = "") {
        self.key = key.utf8.count < 4 ? "" : key
    }

    /// The text in one line, of at most `limit` characters, without the key in use or a longer part of it, without what
    /// begins as well-known keys do, what is half hidden by asterisks, and what follows `Bearer`.
    public func applied(to text: some StringProtocol, limit: Int = 300) -> String {
        let head = text.unicodeScalars.prefix(limit * 8)
        var line = head.reduce(into: "") { line, scalar in
            line.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        // Half a key would not be known as one.
        if head.endIndex < text.unicodeScalars.endIndex {
            while let last = line.last, Self.belongs(last) { line.removeLast() }
        }
        if !key.isEmpty {
            // By scalars: a combining mark behind it would make its last character another one.
            let parts = Array(line.unicodeScalars)
                .split(separator: Array(key.unicodeScalars), omittingEmptySubsequences: false)
            line = parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: Self.mark)
        }
        var result = ""
        var follows = false
        for word in Self.words(in: line) {
            let isWord = word.first.map(Self.belongs) == true
            if isWord, follows || isSecret(word) {
                result += Self.mark
                follows = false
            } else {
                result += word
                if isWord { follows = word.lowercased() == "bearer" }
            }
        }
        let words = result.split(separator: " ").joined(separator: " ")
        return words.count > limit ? words.prefix(limit) + "…" : words
    }

    private func isSecret(_ word: Substring) -> Bool {
        if key.utf8.count >= 16, word.contains(key.prefix(8)) || word.contains(key.suffix(8)) { return true }
        if word.contains("**"), word.contains(where: \.isLetter) || word.contains(where: \.isNumber) { return true }
        return word.utf8.count >= 10 && Self.prefixes.contains { word.hasPrefix($0) }
    }

    /// Runs of what keys are made of, and what is between them.
    private static func words(in text: String) -> [Substring] {
        var words: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            let isWord = belongs(first)
            let word = rest.prefix { belongs($0) == isWord }
            words.append(word)
            rest = rest[word.endIndex...]
        }
        return words
    }

    private static func belongs(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_*+/.~=".contains(character)
    }
}
