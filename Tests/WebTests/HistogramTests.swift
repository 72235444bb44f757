import Testing

@testable import Web

@Suite struct HistogramTests {
    @Test("a value at a bound is in its bucket, one past it in the next")
    func bounds() {
        var histogram = Histogram(bounds: [0.1, 1, 10])
        for value in [0, 0.1, 0.1.nextUp, 1, 1.5, 10, 10.0.nextUp, 1_000] { histogram.add(value) }
        #expect(histogram.cumulative == [2, 4, 6])
        #expect(histogram.count == 8)
    }

    @Test("the sum is that of all values, those beyond the last bound too")
    func sum() {
        var histogram = Histogram(bounds: [1])
        #expect(histogram.count == 0 && histogram.sum == 0 && histogram.cumulative == [0])
        for value in [0.25, 0.5, 4] { histogram.add(value) }
        #expect(histogram.sum == 4.75 && histogram.cumulative == [2] && histogram.count == 3)
    }

    @Test("every timing's bounds ascend", arguments: Timing.families.flatMap { $0.series.map(\.key) })
    func ascending(timing: Timing) {
        #expect(timing.bounds == timing.bounds.sorted() && Set(timing.bounds).count == timing.bounds.count)
    }
}
