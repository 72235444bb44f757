/// What an SVG document's attributes and styles refer to: elements of its own, by `#id` (SVG 2, section 16.1). Each
/// reference draws its element once more.
enum SVGReferences {
    typealias Bytes = ArraySlice<UInt8>

    /// Attributes that hold one, `href` apart.
    private static let painted: Set<String> = [
        "style", "fill", "stroke", "filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end",
    ]
    private static let loaded: Set<String> = ["href", "src", "srcset", "data", "poster", "background"]
    /// What an animation gives to the attribute that it names.
    private static let values: Set<String> = ["values", "from", "to", "by"]

    /// The ids that an element's attributes refer to.
    static func ids(
        in attributes: [(name: Bytes, value: Bytes)], of element: Bytes
    ) throws(InvalidOutput) -> [[UInt8]] {
        var ids: [[UInt8]] = []
        for (name, value) in attributes {
            ids += try self.ids(in: value, of: String(decoding: name, as: UTF8.self), element: element)
        }
        try refuseAnimations(in: attributes)
        return ids
    }

    private static func ids(
        in value: Bytes, of attribute: String, element: Bytes
    ) throws(InvalidOutput) -> [[UInt8]] {
        if loaded.contains(attribute) {
            let text = try value.withoutEntities()
            try refuseDocuments(in: text)
            guard attribute == "href", !element.elementsEqual("a".utf8) else { return [] }
            let address = text.drop { $0 <= 0x20 }
            return address.first == UInt8(ascii: "#") ? [Array(address.dropFirst())] : []
        }
        if painted.contains(attribute) { return try urls(in: try value.withoutEntities(), of: attribute) }
        return []
    }

    /// What an animation makes of a reference, in its element and in others, is not counted.
    private static func refuseAnimations(in attributes: [(name: Bytes, value: Bytes)]) throws(InvalidOutput) {
        let animated = try attributes.first { $0.name.elementsEqual("attributeName".utf8) }?.value.withoutEntities()
        let isReference = animated?[...].localName.elementsEqual("href".utf8) == true
        for (name, value) in attributes {
            let name = String(decoding: name, as: UTF8.self)
            guard values.contains(name) else { continue }
            let value = try value.withoutEntities()
            if try !urls(in: value, of: name).isEmpty || (isReference && value.contains(UInt8(ascii: "#"))) {
                throw .svg("it animates a reference (\(name)); draw what it would become")
            }
        }
    }

    /// - Parameter style: the text of a style element, whose rules may be about any element and any number of them.
    static func refuse(in style: [UInt8]) throws(InvalidOutput) {
        guard let id = try urls(in: style, of: "style element").first else { return }
        let name = InvalidOutput.quoted("url(#\(String(decoding: id, as: UTF8.self)))")
        throw .svg("a rule of its style element has \(name); write that as an attribute of the elements it is for")
    }

    /// The ids in each `url(#id)` of a style (CSS Values 4, section 4.5).
    private static func urls(in style: [UInt8], of owner: String) throws(InvalidOutput) -> [[UInt8]] {
        guard !style.contains(UInt8(ascii: "\\")) else {
            throw .svg("its \(owner) has a backslash; write the character itself")
        }
        try refuseDocuments(in: style)
        let lower = style.map(\.lowercased)
        var ids: [[UInt8]] = []
        for start in lower.indices where lower[start] == UInt8(ascii: "u") && lower[start...].starts(with: "url(".utf8)
        {
            let address = style[(start + 4)...].drop {
                $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
            }
            guard address.first == UInt8(ascii: "#") else { continue }
            ids.append(Array(address.dropFirst().prefix { $0 > 0x20 && !"\"')".utf8.contains($0) }))
        }
        return ids
    }

    /// A document in an address could be one more SVG, or style sheet, that nobody looks at.
    private static func refuseDocuments(in text: [UInt8]) throws(InvalidOutput) {
        guard text.contains(UInt8(ascii: ":")) else { return }
        // Addresses are read without the line breaks and tabs in them (URL Standard, section 4.4).
        let lower = text.filter { $0 > 0x20 }.map(\.lowercased)
        for start in lower.indices where lower[start] == UInt8(ascii: "d") && lower[start...].starts(with: "data:".utf8)
        {
            let type = lower[(start + 5)...].prefix(16)
            guard pictures.contains(where: { type.starts(with: $0.utf8) }) else {
                throw .svg("it holds a data: address that is no PNG, JPEG, GIF, WebP or font")
            }
        }
    }

    private static let pictures = ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "font/"]
}

extension UInt8 {
    fileprivate var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
