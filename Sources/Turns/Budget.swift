public import Wire

/// What answers may use before no model is asked any more; nil for as much as they like.
public struct Budget: Sendable, Hashable {
    public var tokens: Int?
    public var cost: Cost?

    public init(tokens: Int? = nil, cost: Cost? = nil) {
        self.tokens = tokens
        self.cost = cost
    }

    /// What of it is used up, in words; nil as long as nothing is.
    /// - Parameters:
    ///   - price: of the tokens that nobody counted.
    ///   - variables: how those begin that set it.
    func excess(of usage: Usage, by price: TokenPrice?, variables: String) -> String? {
        if let tokens, usage.tokens >= tokens {
            return "have used \(usage.tokens) of \(tokens) tokens (\(variables)_TOKENS)"
        }
        let guessed = price?.cost(output: usage.guessed).millionths ?? 0
        let cost = Cost(millionths: usage.cost.millionths + guessed)
        if let most = self.cost, cost >= most { return "have cost \(cost) of \(most) (\(variables)_COST)" }
        return nil
    }
}
