/// The series of one name: one, or one for each value of a label whose values are a closed set.
struct MetricFamily<Key: Hashable & Sendable>: Sendable {
    let name: String
    let help: String
    let label: String?
    /// The label's values; empty where there is no label.
    let series: [(value: String, key: Key)]

    init(_ name: String, _ help: String, _ key: Key) {
        self.name = name
        self.help = help
        label = nil
        series = [("", key)]
    }

    init<Label: CaseIterable & RawRepresentable<String>>(
        _ name: String, _ help: String, by label: String, _ key: (Label) -> Key
    ) {
        self.name = name
        self.help = help
        self.label = label
        series = Label.allCases.map { ($0.rawValue, key($0)) }
    }
}
