/// An amount of money, in millionths of the unit that the operator's prices are in.
public struct Cost: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var millionths: Int

    public init(millionths: Int) { self.millionths = millionths }

    /// Reads digits, and up to six more behind a point.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        let fraction = parts.count > 1 ? parts[1] : "0"
        let digits = parts[0] + fraction
        guard !parts[0].isEmpty, 1...Self.places ~= fraction.count, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let millionths = Int(digits + String(repeating: "0", count: Self.places - fraction.count))
        else { return nil }
        self.millionths = millionths
    }

    private static let places = 6

    public var description: String {
        let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        guard rest > 0 else { return "\(whole)" }
        let digits = String(String(rest + 1_000_000).dropFirst())
        return "\(whole)." + digits.prefix(through: digits.lastIndex { $0 != "0" } ?? digits.startIndex)
    }

    public static func < (one: Cost, other: Cost) -> Bool { one.millionths < other.millionths }
}

/// What a million tokens of a model cost.
public struct TokenPrice: Sendable, Hashable {
    /// Of those that it is told.
    public var input: Cost
    /// Of those that it says.
    public var output: Cost

    public init(input: Cost, output: Cost) {
        self.input = input
        self.output = output
    }

    /// Reads the two with a slash between them: `0.25/2`.
    /// - Returns: nil for anything else, and for a price beyond `Limits.tokenPrice`.
    public init?(_ text: String) {
        let prices = text.split(separator: "/", omittingEmptySubsequences: false).map { Cost($0) }
        guard prices.count == 2, let input = prices[0], let output = prices[1],
            Limits.tokenPrice.contains(input), Limits.tokenPrice.contains(output)
        else { return nil }
        self.init(input: input, output: output)
    }

    /// What so many cost, rounded up.
    public func cost(input: Int = 0, output: Int = 0) -> Cost {
        let product = input * self.input.millionths + output * self.output.millionths
        return Cost(millionths: product / 1_000_000 + (product % 1_000_000 > 0 ? 1 : 0))
    }
}
