public import Wire

/// What answers have used.
public struct Usage: Sendable, Hashable {
    public var tokens: Int
    /// Those of the tokens that no provider counted.
    public var guessed: Int
    /// Of those that one did, where the operator says what they cost.
    public var cost: Cost

    public init(tokens: Int = 0, guessed: Int = 0, cost: Cost = Cost(millionths: 0)) {
        self.tokens = tokens
        self.guessed = guessed
        self.cost = cost
    }

    public static func + (one: Usage, other: Usage) -> Usage {
        Usage(
            tokens: one.tokens + other.tokens, guessed: one.guessed + other.guessed,
            cost: Cost(millionths: one.cost.millionths + other.cost.millionths))
    }

    public static func - (one: Usage, other: Usage) -> Usage {
        Usage(
            tokens: one.tokens - other.tokens, guessed: one.guessed - other.guessed,
            cost: Cost(millionths: one.cost.millionths - other.cost.millionths))
    }
}
