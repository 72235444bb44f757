import Wire

/// Walks a figure's values and takes out what leads away from the page: remote references, and links in texts. Numbers in
/// base64 must be some.
enum FigureText {
    /// Members that plotly.js would load from, when they hold an address.
    private static let loading: Set<Substring> = [
        "source", "geojson", "style", "url", "href", "sprite", "glyphs", "tiles", "args", "args2",
    ]
    private static let unwanted: Set<String> = ["accesstoken", "topojsonURL", "mapboxAccessToken"]

    /// The value without them; nil when there is nothing to change, so that long lists of numbers are not copied.
    /// Numbers must be finite.
    static func cleaned(_ value: JSON) throws(InvalidOutput) -> JSON? {
        switch value {
        case .null, .bool, .integer: return nil
        case .number(let number):
            guard number.isFinite else {
                throw .figure("The figure holds a number that is not finite; use None where there is no value.")
            }
            return nil
        case .string(let text): return text.withoutLinks.map(JSON.string)
        case .array(let elements):
            var changed: [JSON]?
            for (index, element) in elements.enumerated() {
                guard let clean = try cleaned(element) else { continue }
                if changed == nil { changed = elements }
                changed?[index] = clean
            }
            return changed.map(JSON.array)
        case .object(let members):
            if try TypedArray(members) != nil { return nil }
            return try cleaned(members).map(JSON.object)
        }
    }

    private static func cleaned(_ members: [JSON.Member]) throws(InvalidOutput) -> [JSON.Member]? {
        var result: [JSON.Member] = []
        var isChanged = false
        for member in members {
            // A button's arguments name a member by its path: "map.style".
            let name = member.key[
                (member.key.lastIndex(of: ".").map(member.key.index(after:)) ?? member.key.startIndex)...]
            if unwanted.contains(member.key) || (loading.contains(name) && leadsAway(member)) {
                isChanged = true
            } else if let clean = try cleaned(member.value) {
                isChanged = true
                result.append(JSON.Member(key: member.key, value: clean))
            } else {
                result.append(member)
            }
        }
        return isChanged ? result : nil
    }

    /// An address, a list of addresses, or a map style of one's own, which is an object full of them.
    private static func leadsAway(_ member: JSON.Member) -> Bool {
        switch member.value {
        case .string(let text): text.isRemoteReference
        case .array(let elements): elements.contains { $0.string?.isRemoteReference == true }
        case .object: member.key.hasSuffix("style")
        default: false
        }
    }
}

extension String {
    /// An address of something elsewhere: with a scheme that is not `data:image/…`, or relative to the page's.
    var isRemoteReference: Bool {
        let start = utf8.prefix(256).drop { $0 <= 0x20 }
        let head = String(decoding: start, as: UTF8.self).lowercased()
        if head.hasPrefix("data:image/") { return false }
        return head.contains("://") || head.hasPrefix("//") || head.hasPrefix("/") || head.hasPrefix("data:")
            || head.hasPrefix("blob:") || head.hasPrefix("javascript:") || head.hasPrefix("mapbox:")
    }

    /// The text with `<span>` and `</span>` for `<a …>` and `</a>`, which plotly.js makes links of in every text
    /// (lib/svg_text_utils.js); nil when it has none. A tag stands for a tag, so that nothing around it joins.
    var withoutLinks: String? {
        let bytes = Array(utf8)
        var result: [UInt8] = []
        var kept = 0
        var from = 0
        while let start = bytes[from...].firstIndex(of: UInt8(ascii: "<")) {
            from = start + 1
            guard Self.isLink(bytes[from...]) else { continue }
            guard let end = bytes[from...].firstIndex(of: UInt8(ascii: ">")) else { break }
            result += bytes[kept..<start] + (bytes[from] == UInt8(ascii: "/") ? "</span>" : "<span>").utf8
            kept = end + 1
            from = kept
        }
        return kept == 0 ? nil : String(decoding: result + bytes[kept...], as: UTF8.self)
    }

    /// Behind a `<`: an `a` or `/a` that is the tag's whole name.
    private static func isLink(_ rest: ArraySlice<UInt8>) -> Bool {
        let name = rest.prefix(24).drop { $0 == UInt8(ascii: "/") || $0 <= 0x20 }
        guard let first = name.first, first | 0x20 == UInt8(ascii: "a") else { return false }
        guard let next = name.dropFirst().first else { return false }
        return next <= 0x20 || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
    }
}
