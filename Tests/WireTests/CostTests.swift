import Testing
import Wire

@Suite("Amounts of money, and prices of tokens")
struct CostTests {
    @Test(
        "an amount is read and written in millionths",
        arguments: [
            ("0", 0), ("1", 1_000_000), ("1.5", 1_500_000), ("0.000001", 1), ("12.25", 12_250_000),
            ("1000000", 1_000_000_000_000),
        ])
    func amounts(text: String, millionths: Int) {
        #expect(Cost(text) == Cost(millionths: millionths))
        #expect(Cost(millionths: millionths).description == text)
    }

    @Test("zeros that say nothing are left out", arguments: ["1.50", "01.5", "1.500000"])
    func zeros(text: String) { #expect(Cost(text)?.description == "1.5") }

    @Test(
        "anything else is no amount",
        arguments: [
            "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1.0000001", "1.5.5", " 1", "١", "9223372036854775807",
        ])
    func nonsense(text: String) { #expect(Cost(text) == nil) }

    @Test("a price is two amounts, each at most 1000", arguments: ["0/0", "0.25/2", "1000/1000"])
    func prices(text: String) { #expect(TokenPrice(text) != nil) }

    @Test(
        "anything else is no price", arguments: ["", "1", "1/", "/1", "1/2/3", "1000.000001/0", "0/1000.000001", "a/b"])
    func noPrices(text: String) { #expect(TokenPrice(text) == nil) }

    @Test("what tokens cost is rounded up")
    func costs() throws {
        let price = try #require(TokenPrice("0.25/2"))
        #expect(price.cost(input: 1_000_000, output: 1_000_000) == Cost("2.25"))
        #expect(price.cost(input: 1) == Cost("0.000001"))
        #expect(price.cost(input: 4, output: 1) == Cost("0.000003"))
        #expect(price.cost() == Cost("0"))
    }

    @Test("the most tokens at the highest price cost what an event may say")
    func consistent() {
        let most = Limits.tokenPrice.upperBound
        let tokens = Limits.tokens.upperBound
        let cost = TokenPrice(input: most, output: most).cost(input: tokens, output: tokens)
        #expect(cost.millionths == Limits.answerCost.upperBound)
    }
}
