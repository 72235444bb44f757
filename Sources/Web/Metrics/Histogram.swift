/// Measurements counted by size.
struct Histogram: Sendable, Equatable {
    /// The buckets' upper bounds, each belonging to its bucket, in ascending order; beyond the last there is one more.
    let bounds: [Double]
    private var counts: [Int]
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = [Int](repeating: 0, count: bounds.count + 1)
    }

    var count: Int { counts.reduce(0, +) }

    /// For each bound how many were at most that.
    var cumulative: [Int] {
        var total = 0
        return counts.dropLast().map { count in
            total += count
            return total
        }
    }

    mutating func add(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}
