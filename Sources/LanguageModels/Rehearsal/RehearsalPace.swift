/// How fast a prepared answer streams: a piece about a word long, then a pause. The same text has the same pauses.
public struct RehearsalPace: Sendable, Hashable {
    /// The median pause between two pieces; zero for none.
    public var median: Duration
    public var seed: UInt64

    public init(median: Duration, seed: UInt64 = 1) {
        self.median = median
        self.seed = seed
    }

    /// About 25 pieces a second, as a mid-sized model has.
    public static let human = RehearsalPace(median: .milliseconds(40))
    /// No pauses, for tests.
    public static let instant = RehearsalPace(median: .zero)

    struct Beat: Equatable {
        /// Before the text.
        var pause: Duration
        var text: String
    }

    func beats(of text: String) -> [Beat] {
        var state = text.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return Self.pieces(of: text).map { piece in
            // SplitMix64: half to one and a half times the median, so that the median is kept; a sentence's end is
            // thought over.
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            let jitter = 0.5 + Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
            return Beat(pause: median * (piece.hasSuffix(".\n") ? jitter * 4 : jitter), text: piece)
        }
    }

    /// A word with the white space before it, or twelve characters of a longer one.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in text {
            let startsWord = character.isWhitespace && piece.last?.isWhitespace == false
            if startsWord || piece.count >= 12 {
                pieces.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }
}
