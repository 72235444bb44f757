/// Tokens of one answer, as its provider counted them.
public struct TokenCount: Sendable, Hashable {
    /// What the model was told.
    public var input: Int
    /// What it said, thought aloud or not.
    public var output: Int

    public init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }
}
