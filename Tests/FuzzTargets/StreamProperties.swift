import Composing
import Wire

/// A model server's bytes, as events, as JSON lines and as each provider's answer: where they are cut does not matter, what comes of
/// them is bounded, the outcome is final, and no error tells the key.
enum StreamProperties {
    /// So short that short inputs have longer lines.
    static let lineBytes = 512
    static let key = "the-fuzzers-key"
    /// 300 characters may be of several scalars each, the sentence around them included.
    static let failureBytes = 16 << 10

    static func check(_ bytes: [UInt8]) throws(Broken) {
        var cuts = Pieces(of: bytes)
        let pieces = cuts.ranges(bytes.count).map { bytes[$0] }
        let (whole, cut) = (events([bytes[...]]), events(pieces))
        try require(whole == cut, "read whole: \(whole as Any), in pieces: \(cut as Any)")
        let (wholeLines, cutLines) = (lines([bytes[...]]), lines(pieces))
        try require(wholeLines == cutLines, "lines whole: \(wholeLines as Any), in pieces: \(cutLines as Any)")
        try answer(ChatCompletionDialect.self, bytes, pieces)
        try answer(MessagesDialect.self, bytes, pieces)
        try answer(ResponsesDialect.self, bytes, pieces)
        try answer(OllamaDialect.self, bytes, pieces)
        try answer(GeminiDialect.self, bytes, pieces)
        let header = String(decoding: bytes, as: UTF8.self)
        let failure = ProviderError.failure(
            status: 400 + cuts.next(below: 200), contentType: nil, retryAfter: header, date: header, body: bytes,
            redaction: Redaction(key: key))
        try check(failure)
    }

    /// Nil for a line or an event that is too long.
    private static func events(_ pieces: [ArraySlice<UInt8>]) -> [ServerSentEvent]? {
        var stream = ServerSentEvents(limit: lineBytes)
        return try? pieces.flatMap { try stream.feed($0) }
    }

    /// Nil for a line that is too long. The last may lack its end.
    private static func lines(_ pieces: [ArraySlice<UInt8>]) -> [[UInt8]]? {
        var reader = JSONLines(limit: lineBytes)
        return try? pieces.flatMap { try reader.feed($0) } + [reader.finish()]
    }

    private static func answer<Dialect: AnswerDialect>(
        _: Dialect.Type, _ bytes: [UInt8], _ pieces: [ArraySlice<UInt8>]
    ) throws(Broken) {
        let (whole, cut) = (Reading<Dialect>([bytes[...]]), Reading<Dialect>(pieces))
        try require(whole.outcome == cut.outcome, "outcomes \(whole.outcome as Any) and \(cut.outcome as Any)")
        try require(whole.texts == cut.texts, "texts \(whole.texts) and \(cut.texts)")
        try require(whole.isOver, "it went on behind its outcome")
        // A byte that is not UTF-8 becomes U+FFFD, which has three.
        let length = whole.texts.reduce(0) { $0 + $1.text.utf8.count }
        try require(length <= 3 * bytes.count, "\(length) bytes of text out of \(bytes.count)")
        if case .failure(let failure) = whole.outcome { try check(failure) }
    }

    private static func check(_ failure: AnswerFailure) throws(Broken) {
        try require(
            failure.message.utf8.count <= failureBytes, "\(failure.message.utf8.count) bytes of \(failure.kind)")
        let words = Array(failure.message.utf8)
        let tells = words.indices.contains { words[$0...].starts(with: key.utf8) }
        try require(!tells, "the key is told: \(failure.message)")
        try require((0...86_400).contains(failure.retryAfter ?? 0), "a wait of \(failure.retryAfter ?? 0) s")
    }

    private struct Reading<Dialect: AnswerDialect> {
        /// Deltas of one channel in a row are one.
        var texts: [AnswerDelta] = []
        var outcome: Result<AnswerEnd, AnswerFailure>?
        var isOver = false

        init(_ pieces: [ArraySlice<UInt8>]) {
            var stream = AnswerStream<Dialect>(redaction: Redaction(key: key))
            for delta in pieces.flatMap({ stream.feed($0) }) + stream.finish() {
                if texts.last?.channel == delta.channel {
                    texts[texts.count - 1].text += delta.text
                } else {
                    texts.append(delta)
                }
            }
            outcome = stream.outcome
            isOver = stream.feed(Array("data: x\n\n".utf8)).isEmpty && stream.finish().isEmpty
            isOver = isOver && outcome != nil && stream.outcome == outcome
        }
    }
}
