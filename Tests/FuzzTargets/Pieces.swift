/// A way to cut an input that depends on nothing but the input, so that a file is cut alike wherever it is read.
struct Pieces {
    private var state: UInt64

    init(of bytes: [UInt8]) {
        // FNV-1a.
        state = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    /// Ranges of `0..<count`: single places, a few at a time, or two large pieces.
    mutating func ranges(_ count: Int) -> [Range<Int>] {
        let longest = [1, 4, 16, max(1, count)][next(below: 4)]
        var ranges: [Range<Int>] = []
        var at = 0
        while at < count {
            let end = min(count, at + 1 + next(below: longest))
            ranges.append(at..<end)
            at = end
        }
        return ranges
    }
}
