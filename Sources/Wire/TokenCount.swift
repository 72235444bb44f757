/// Tokens of one answer, as its provider counted them.
public struct TokenCount: Sendable, Hashable {
    /// What the model was told.
    public var input: Int
    /// What it said, thought aloud or not.
    public var output: Int
    /// Where the operator says what tokens cost.
    public var cost: Cost?

    public init(input: Int, output: Int, cost: Cost? = nil) {
        self.input = input
        self.output = output
        self.cost = cost
    }
}
