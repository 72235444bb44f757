import Wire

/// The tags and texts of an XML document, one after the other, as far as it is well formed (XML 1.0, 5th edition). A
/// document type may have no declarations of its own, so that the only entities are those of section 4.6.
struct XMLScanner {
    typealias Bytes = ArraySlice<UInt8>

    enum Token {
        /// - Parameter attributes: by their local names, as they are written.
        case start(name: Bytes, attributes: [(name: Bytes, value: Bytes)], isEmpty: Bool)
        case end(name: Bytes)
        case text(Bytes, isLiteral: Bool)
    }

    private var rest: Bytes

    init(_ text: Bytes) { rest = text }

    /// The next token; nil at the end. Comments and the XML declaration are skipped.
    mutating func next() throws(InvalidOutput) -> Token? {
        while let first = rest.first {
            guard first == UInt8(ascii: "<") else {
                let text = rest.prefix { $0 != UInt8(ascii: "<") }
                rest = rest[text.endIndex...]
                return .text(text, isLiteral: false)
            }
            if rest.starts(with: "<!--".utf8) {
                _ = try taken(from: "<!--", to: "-->")
            } else if rest.starts(with: "<![CDATA[".utf8) {
                return .text(try taken(from: "<![CDATA[", to: "]]>"), isLiteral: true)
            } else if rest.starts(with: "<?".utf8) {
                // A style sheet of its own would be one that nobody looks at.
                guard !rest.starts(with: "<?xml-".utf8) else { throw .svg("it names a style sheet outside of it") }
                _ = try taken(from: "<?", to: "?>")
            } else if rest.starts(with: "<!".utf8) {
                guard try !taken(from: "<!", to: ">").contains(UInt8(ascii: "[")) else {
                    throw .svg("its document type has declarations")
                }
            } else if rest.starts(with: "</".utf8) {
                let name = try taken(from: "</", to: ">")
                return .end(name: name.prefix { !$0.isSpace })
            } else {
                return try start()
            }
        }
        return nil
    }

    private mutating func start() throws(InvalidOutput) -> Token {
        rest = rest.dropFirst()
        let name = try self.name()
        var attributes: [(name: Bytes, value: Bytes)] = []
        while true {
            rest = rest.drop(while: \.isSpace)
            if rest.starts(with: ">".utf8) {
                rest = rest.dropFirst()
                return .start(name: name, attributes: attributes, isEmpty: false)
            }
            if rest.starts(with: "/>".utf8) {
                rest = rest.dropFirst(2)
                return .start(name: name, attributes: attributes, isEmpty: true)
            }
            let attribute = try self.name()
            rest = rest.drop(while: \.isSpace)
            guard rest.popFirst() == UInt8(ascii: "=") else { throw .malformedSVG }
            rest = rest.drop(while: \.isSpace)
            guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = rest.firstIndex(of: quote)
            else { throw .malformedSVG }
            let value = rest[..<end]
            guard !value.contains(UInt8(ascii: "<")) else { throw .malformedSVG }
            attributes.append((attribute.localName, value))
            rest = rest[(end + 1)...]
        }
    }

    private mutating func name() throws(InvalidOutput) -> Bytes {
        let name = rest.prefix { !$0.isSpace && !"<>/=\"'".utf8.contains($0) }
        guard !name.isEmpty else { throw .malformedSVG }
        rest = rest[name.endIndex...]
        return name
    }

    /// What is between two marks, of which `rest` begins with the first.
    private mutating func taken(from start: String, to end: String) throws(InvalidOutput) -> Bytes {
        let inside = rest.dropFirst(start.utf8.count)
        let mark = Array(end.utf8)
        guard let found = inside.indices.first(where: { inside[$0] == mark[0] && inside[$0...].starts(with: mark) })
        else { throw .malformedSVG }
        rest = inside[(found + mark.count)...]
        return inside[..<found]
    }
}

extension UInt8 {
    /// White space of XML (section 2.3).
    var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension ArraySlice<UInt8> {
    /// The name without its namespace's prefix.
    var localName: ArraySlice<UInt8> {
        lastIndex(of: UInt8(ascii: ":")).map { self[($0 + 1)...] } ?? self
    }

    /// The text with its references to characters replaced (XML 1.0, sections 4.1 and 4.6).
    func withoutEntities() throws(InvalidOutput) -> [UInt8] {
        guard contains(UInt8(ascii: "&")) else { return Array(self) }
        var result: [UInt8] = []
        var rest = self
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                result.append(byte)
                continue
            }
            guard let end = rest.prefix(16).firstIndex(of: UInt8(ascii: ";")) else { throw .malformedSVG }
            let name = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            guard let scalar = Unicode.Scalar(entity: name) else {
                throw .svg("it has the entity \(InvalidOutput.quoted(name)), which XML does not have")
            }
            result += UTF8.encode(scalar).map(Array.init) ?? []
        }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate init?(entity name: String) {
        let known: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        if let scalar = known[name] {
            self = scalar
        } else if name.hasPrefix("#x"), let code = UInt32(name.dropFirst(2), radix: 16), let scalar = Self(code) {
            self = scalar
        } else if name.hasPrefix("#"), let code = UInt32(name.dropFirst()), let scalar = Self(code) {
            self = scalar
        } else {
            return nil
        }
    }
}
