import Wire

/// A table as a tabular data resource (specs.frictionlessdata.io/tabular-data-resource): `schema.fields` and rows that
/// are objects. Other members are dropped.
enum TabularData {
    static let fields = 1_000
    static let rows = 10_000

    static func validated(_ table: JSON) throws(InvalidOutput) -> JSON {
        guard let list = table["schema"]?["fields"]?.array, let data = table["data"]?.array else {
            throw .output("A table must have schema.fields and data, both lists.")
        }
        guard list.count <= fields, data.count <= rows else {
            throw .output(
                "A table may have \(fields) columns and \(rows) rows; this one has \(list.count) and \(data.count).")
        }
        var names: Set<String> = []
        var columns: [JSON] = []
        for field in list {
            guard let name = field["name"]?.string, let type = field["type"]?.string, type.utf8.count <= 32 else {
                throw .output("Each field of a table's schema must have a name and a type, both strings.")
            }
            names.insert(name)
            columns.append(["name": .string(name), "type": .string(type)])
        }
        var records: [JSON] = []
        records.reserveCapacity(data.count)
        for row in data {
            guard let members = row.members else { throw .output("Each row of a table must be an object.") }
            records.append(.object(members.compactMap { names.contains($0.key) ? cell($0) : nil }))
        }
        return ["schema": ["fields": .array(columns)], "data": .array(records)]
    }

    /// Lists and objects become their text: a cell is a single value.
    private static func cell(_ member: JSON.Member) -> JSON.Member {
        switch member.value {
        case .array, .object: JSON.Member(key: member.key, value: .string(member.value.text))
        default: member
        }
    }
}
