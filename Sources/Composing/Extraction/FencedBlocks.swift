/// Fenced code blocks (CommonMark 0.31, section 4.5), told of one line after another.
///
/// A fence stands at the start of a line, behind at most three spaces, and has at least three backticks or tildes. It
/// is closed by at least as many of the same character with nothing but blanks behind them, so a shorter fence inside
/// is text.
struct FencedBlocks: Sendable {
    enum Line: Equatable {
        /// A line outside of every block.
        case text
        /// The first word of the info string, lower-case and without decoration: `{.python}` is `python`.
        case opens(language: String)
        /// A line of the block, without the indentation that its fence has.
        case content(ArraySlice<UInt8>)
        case closes
    }

    private struct Fence {
        var mark: UInt8
        var count: Int
        var indentation: Int
    }

    private var open: Fence?

    var isOpen: Bool { open != nil }

    /// - Parameter line: the line's bytes without its end.
    mutating func read(_ line: ArraySlice<UInt8>) -> Line {
        guard let open else {
            guard let (fence, info) = Self.opening(line) else { return .text }
            self.open = fence
            return .opens(language: Self.language(info))
        }
        if let fence = Self.fence(line), fence.mark == open.mark, fence.count >= open.count,
            line.dropFirst(fence.indentation + fence.count).allSatisfy(\.isBlank)
        {
            self.open = nil
            return .closes
        }
        let indentation = min(line.prefix { $0 == UInt8(ascii: " ") }.count, open.indentation)
        return .content(line.dropFirst(indentation))
    }

    private static func fence(_ line: ArraySlice<UInt8>) -> Fence? {
        let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
        let rest = line.dropFirst(indentation)
        guard indentation <= 3, let mark = rest.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
            return nil
        }
        let count = rest.prefix { $0 == mark }.count
        return count >= 3 ? Fence(mark: mark, count: count, indentation: indentation) : nil
    }

    private static func opening(_ line: ArraySlice<UInt8>) -> (Fence, info: ArraySlice<UInt8>)? {
        guard let fence = fence(line) else { return nil }
        let info = line.dropFirst(fence.indentation + fence.count)
        // Backticks behind backticks are inline code, not a fence.
        if fence.mark == UInt8(ascii: "`"), info.contains(UInt8(ascii: "`")) { return nil }
        return (fence, info)
    }

    private static func language(_ info: ArraySlice<UInt8>) -> String {
        let decoration = Array("{}. \t".utf8)
        let word = info.drop { decoration.contains($0) }.prefix { !Array("{} \t,:;".utf8).contains($0) }
        return String(decoding: word, as: UTF8.self).lowercased()
    }
}

extension UInt8 {
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
