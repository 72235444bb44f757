import Composing
import Wire

/// An answer's text: its code is the same wherever the stream is cut, is a part of the answer, has lines that end in LF,
/// and comes out as it is when it is put into a fence.
enum CodeProperties {
    static func check(_ bytes: [UInt8]) throws(Broken) {
        let text = String(decoding: bytes, as: UTF8.self)
        var cuts = Pieces(of: bytes)
        let scalars = Array(text.unicodeScalars)
        let pieces = cuts.ranges(scalars.count).map { String(String.UnicodeScalarView(scalars[$0])) }
        for reason in AnswerEnd.Reason.allCases {
            let (whole, cut) = (extraction([text], reason), extraction(pieces, reason))
            try require(whole == cut, "\(reason): whole \(whole), in pieces \(cut)")
            if case .code(let code) = whole { try check(code, of: text) }
        }
    }

    private static func check(_ code: String, of text: String) throws(Broken) {
        try require(!code.utf8.contains(UInt8(ascii: "\r")), "a CR in \(code.debugDescription)")
        try require(code.utf8.count <= text.utf8.count, "\(code.utf8.count) bytes of code in \(text.utf8.count)")
        try require(code.contains { !$0.isWhitespace }, "code of white space")
        // A line that begins with the end of thinking takes back what stands before it.
        if code.contains("</think>") { return }
        let fence = String(repeating: "~", count: 3 + code.utf8.count { $0 == UInt8(ascii: "~") })
        let again = extraction(["\(fence)python\n\(code)\n\(fence)"], .stop)
        guard case .code(let same) = again, Array(same.utf8) == Array(code.utf8) else {
            throw Broken("\(code.debugDescription) in a fence became \(again)")
        }
    }

    private static func extraction(_ pieces: [String], _ reason: AnswerEnd.Reason) -> Extraction {
        var extractor = CodeExtractor()
        for piece in pieces { extractor.feed(piece) }
        return extractor.finish(reason)
    }
}
