import Foundation

enum Timestamp {
    private static let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// The time in RFC 3339, in UTC, with milliseconds.
    static var now: String { Date.now.formatted(format) }
}
