/// Metrics as Prometheus reads them: the text exposition format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/). Label values are written as they are: they are words
/// of the source.
struct MetricsText {
    static let contentType = "text/plain; version=0.0.4"

    private(set) var text = ""

    mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        begin(name, help, "gauge")
        sample(name, [], value)
    }

    mutating func counters<Key>(_ family: MetricFamily<Key>, _ value: (Key) -> Int) {
        begin(family.name, family.help, "counter")
        for (label, key) in family.series { sample(family.name, labels(family, label), value(key)) }
    }

    mutating func histograms<Key>(_ family: MetricFamily<Key>, _ value: (Key) -> Histogram) {
        begin(family.name, family.help, "histogram")
        for (label, key) in family.series {
            let (labels, histogram) = (labels(family, label), value(key))
            for (bound, count) in zip(histogram.bounds, histogram.cumulative) {
                sample(family.name + "_bucket", labels + [("le", "\(bound)")], count)
            }
            sample(family.name + "_bucket", labels + [("le", "+Inf")], histogram.count)
            sample(family.name + "_sum", labels, histogram.sum)
            sample(family.name + "_count", labels, histogram.count)
        }
    }

    private func labels<Key>(_ family: MetricFamily<Key>, _ value: String) -> [(String, String)] {
        family.label.map { [($0, value)] } ?? []
    }

    private mutating func begin(_ name: String, _ help: String, _ kind: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: some CustomStringConvertible) {
        let list = labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
    }
}
