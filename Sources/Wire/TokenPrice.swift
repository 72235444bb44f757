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
