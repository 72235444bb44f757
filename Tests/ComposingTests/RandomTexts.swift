/// Texts put together at random out of pieces that mean something somewhere. The same seed gives the same text.
struct RandomTexts {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func text(of pieces: [String], count: Int) -> String {
        (0..<next(below: count)).map { _ in pieces[next(below: pieces.count)] }.joined()
    }

    mutating func pieces(of scalars: [Unicode.Scalar]) -> [String] {
        var pieces: [String] = []
        var at = 0
        while at < scalars.count {
            let end = min(scalars.count, at + 1 + next(below: 6))
            pieces.append(String(String.UnicodeScalarView(scalars[at..<end])))
            at = end
        }
        return pieces
    }
}
