public import Wire

/// Reads JSON texts that stand on a line each (NDJSON) piece by piece, wherever the pieces are cut.
///
/// A line ends with LF; a CR before it is white space of the JSON. A leading byte order mark is skipped. Whether a line is
/// JSON is not looked at here.
public struct JSONLines: Sendable {
    private let limit: Int
    private var line: [UInt8] = []
    private var isFirstLine = true

    /// A line of more than `limit` bytes.
    public struct LineTooLong: Error, Sendable, Hashable {
        public let limit: Int
    }

    /// - Parameter limit: bytes of one line.
    public init(limit: Int = Limits.modelLineBytes) {
        self.limit = limit
    }

    /// The lines that these bytes complete, without their ends.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(LineTooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = Array(bytes)[...]
        // Only new bytes are searched.
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            try take(rest[..<end])
            lines.append(endLine())
            rest = rest[end...].dropFirst()
        }
        try take(rest)
        return lines
    }

    /// Nothing follows: the last line, which may lack its end or be cut off.
    public mutating func finish() -> [UInt8] { endLine() }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws(LineTooLong) {
        guard line.count + bytes.count <= limit else { throw LineTooLong(limit: limit) }
        line.append(contentsOf: bytes)
    }

    private mutating func endLine() -> [UInt8] {
        defer {
            line = []
            isFirstLine = false
        }
        return isFirstLine && line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
    }
}
