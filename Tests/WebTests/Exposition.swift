/// The Prometheus text format, read strictly: what a scraper would make of it.
struct Exposition {
    struct Sample {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Family {
        var help: String
        var kind: String
        var samples: [Sample] = []
    }

    struct Broken: Error { let line: Substring }

    private(set) var families: [String: Family] = [:]

    init(_ text: String) throws {
        var current = ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3)
            if words[0] == "#" {
                guard words.count == 4 else { throw Broken(line: line) }
                let name = String(words[2])
                switch words[1] {
                case "HELP" where families[name] == nil: families[name] = Family(help: String(words[3]), kind: "")
                case "TYPE" where families[name]?.samples.isEmpty == true: families[name]?.kind = String(words[3])
                default: throw Broken(line: line)
                }
                current = name
            } else {
                let sample = try Self.sample(line)
                let suffixes = families[current]?.kind == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
                guard suffixes.contains(where: { current + $0 == sample.name }) else { throw Broken(line: line) }
                families[current]?.samples.append(sample)
            }
        }
    }

    private static func sample(_ line: Substring) throws -> Sample {
        guard
            let match = line.wholeMatch(of: #/([a-z_]+)(?:\{([^}]*)\})? (\S+)/#), let value = Double(match.3)
        else { throw Broken(line: line) }
        var labels: [String: String] = [:]
        for pair in (match.2 ?? "").split(separator: ",") {
            guard let label = pair.wholeMatch(of: #/([a-z]+)="([^"\\]*)"/#) else { throw Broken(line: line) }
            labels[String(label.1)] = String(label.2)
        }
        return Sample(name: String(match.1), labels: labels, value: value)
    }

    /// The value of one sample; nil when there is not exactly one with that name and these labels.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = families.values.flatMap(\.samples).filter { $0.name == name && $0.labels == labels }
        return found.count == 1 ? found[0].value : nil
    }
}
