import Wire

extension JSON {
    /// The value with the member at that path ("tab.name") replaced, added, or with nil removed.
    func with(_ path: String, _ value: JSON?) -> JSON {
        let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
        let new = parts.count == 1 ? value : (self[parts[0]] ?? [:]).with(parts[1], value)
        var members = self.members ?? []
        let place = members.firstIndex { $0.key == parts[0] }
        switch (place, new) {
        case (let place?, let new?): members[place].value = new
        case (let place?, nil): members.remove(at: place)
        case (nil, let new?): members.append(Member(key: parts[0], value: new))
        case (nil, nil): break
        }
        return .object(members)
    }

    static func text(_ count: Int) -> JSON { .string(String(repeating: "x", count: count)) }
}
