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
