import Foundation

public enum Timestamp {
    private static let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// A time in RFC 3339, in UTC, with milliseconds.
    /// - Parameter unix: milliseconds since 1970.
    public static func text(_ unix: Int) -> String {
        Date(timeIntervalSince1970: Double(unix) / 1_000).formatted(format)
    }

    static func date(_ text: String) -> Date? { try? Date(text, strategy: format) }
}
