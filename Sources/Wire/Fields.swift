/// Reads the fields of one object; every failure names the field.
struct Fields {
    private let json: JSON
    /// Where the object stands, for errors: "prompt", "error", …
    private let place: String

    init(_ json: JSON, in place: String) throws(WireError) {
        guard json.members != nil else { throw WireError(.badMessage, "\(place): an object is wanted") }
        self.json = json
        self.place = place
    }

    private func wrong(_ key: String, _ wanted: String) -> WireError {
        WireError(.badMessage, "\(place).\(key): \(wanted)")
    }

    /// The field's value; nil when it is absent or null.
    private func present(_ key: String) -> JSON? {
        json[key].flatMap { $0 == .null ? nil : $0 }
    }

    func string(_ key: String, atMost bytes: Int) throws(WireError) -> String {
        guard let text = try optionalString(key, atMost: bytes) else { throw wrong(key, "a string is wanted") }
        return text
    }

    /// Visible text in one line, and not none.
    func line(_ key: String, atMost bytes: Int) throws(WireError) -> String {
        let text = try string(key, atMost: bytes)
        let isVisible = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
        guard !text.isEmpty, isVisible else { throw wrong(key, "one line of text is wanted") }
        return text
    }

    func optionalString(_ key: String, atMost bytes: Int) throws(WireError) -> String? {
        guard let value = present(key) else { return nil }
        guard let text = value.string else { throw wrong(key, "a string is wanted") }
        guard text.utf8.count <= bytes else {
            throw WireError(.tooLarge, "\(place).\(key): \(text.utf8.count) bytes, at most \(bytes) are taken")
        }
        return text
    }

    func integer(_ key: String, in range: ClosedRange<Int> = 0...Int(Int32.max)) throws(WireError) -> Int {
        guard let value = try optionalInteger(key, in: range) else { throw wrong(key, "a whole number is wanted") }
        return value
    }

    func optionalInteger(
        _ key: String, in range: ClosedRange<Int> = 0...Int(Int32.max)
    ) throws(WireError) -> Int? {
        guard let value = present(key) else { return nil }
        guard let integer = value.integer, range.contains(integer) else {
            throw wrong(key, "a whole number from \(range.lowerBound) to \(range.upperBound) is wanted")
        }
        return integer
    }

    func bool(_ key: String) throws(WireError) -> Bool? {
        guard let value = present(key) else { return nil }
        guard let bool = value.bool else { throw wrong(key, "true or false is wanted") }
        return bool
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _: Choice.Type
    ) throws(WireError) -> Choice where Choice.RawValue == String {
        guard let choice = present(key)?.string.flatMap(Choice.init(rawValue:)) else {
            throw wrong(key, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")) is wanted")
        }
        return choice
    }

    func strings(_ key: String, atMost bytes: Int) throws(WireError) -> [String] {
        guard let value = present(key) else { return [] }
        guard let strings = value.array?.map(\.string), !strings.contains(nil) else {
            throw wrong(key, "a list of strings is wanted")
        }
        let present = strings.compactMap { $0 }
        guard present.reduce(0, { $0 + $1.utf8.count }) <= bytes else {
            throw WireError(.tooLarge, "\(place).\(key): more than \(bytes) bytes in all")
        }
        return present
    }

    func object(_ key: String) throws(WireError) -> Fields? {
        guard let value = present(key) else { return nil }
        return try Fields(value, in: "\(place).\(key)")
    }

    func json(_ key: String) throws(WireError) -> JSON {
        guard let value = present(key) else { throw wrong(key, "missing") }
        return value
    }
}
