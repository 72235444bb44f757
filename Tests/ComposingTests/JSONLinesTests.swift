import Testing

@testable import Composing

struct JSONLinesTests {
    private func read(_ text: String, cuts: [Range<Int>]? = nil) throws -> (lines: [String], rest: String) {
        let bytes = Array(text.utf8)
        var reader = JSONLines()
        var lines: [[UInt8]] = []
        for cut in cuts ?? [0..<bytes.count] { lines += try reader.feed(bytes[cut]) }
        return (lines.map { String(decoding: $0, as: UTF8.self) }, String(decoding: reader.finish(), as: UTF8.self))
    }

    @Test("a line ends with LF, and what follows the last one is the rest")
    func lines() throws {
        #expect(try read("{}\n[1]\r\n\n{\"a\"") == (["{}", "[1]\r", ""], "{\"a\""))
        #expect(try read("") == ([], ""))
    }

    @Test("only a byte order mark that leads is skipped, also on a line without end")
    func byteOrderMark() throws {
        #expect(try read("\u{FEFF}1\n\u{FEFF}2\n") == (["1", "\u{FEFF}2"], ""))
        #expect(try read("\u{FEFF}1") == ([], "1"))
    }

    @Test("where it is cut does not matter")
    func cuts() throws {
        let text = "\u{FEFF}{\"a\":\"é🙂\"}\r\n\n{}\n[]"
        let whole = try read(text)
        for cuts in Cuts.all(text.utf8.count) { #expect(try read(text, cuts: cuts) == whole) }
    }

    @Test("a line at its bound is read, one byte more is not, whole or in pieces")
    func bound() throws {
        let line = [UInt8](repeating: 0x61, count: 8)
        var reader = JSONLines(limit: 8)
        #expect(try reader.feed(line + [0x0A] + line) == [line])
        #expect(throws: JSONLines.LineTooLong(limit: 8)) { try reader.feed([0x61]) }
        var other = JSONLines(limit: 8)
        #expect(throws: JSONLines.LineTooLong(limit: 8)) { try other.feed(line + [0x61, 0x0A]) }
    }
}
