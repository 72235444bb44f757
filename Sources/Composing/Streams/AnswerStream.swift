public import Wire

/// A provider's body read as an answer, piece by piece, with the same result wherever it is cut. One value reads one
/// answer.
///
/// The body is framed as the dialect says, or one JSON document where a server does not stream although it was asked to. An
/// event stream and a document are told apart by the first byte: no line of an event stream begins with `{` or `[`.
public struct AnswerStream<Dialect: AnswerDialect>: Sendable {
    private enum Form: Sendable { case unknown, events, lines, document }

    private var dialect: Dialect
    private var form = Form.unknown
    private var events = ServerSentEvents()
    private var lines = JSONLines()
    /// The document so far; while the form is unknown, the white space before it.
    private var document: [UInt8] = []
    /// UTF-8 bytes of the deltas so far.
    private var answerBytes = 0
    /// How it ended; nil while there is more to read. What is fed after the end is ignored.
    public private(set) var outcome: Result<AnswerEnd, AnswerFailure>?

    /// - Parameter redaction: takes keys out of what the provider says when it fails.
    public init(redaction: Redaction = Redaction()) {
        dialect = Dialect(redaction: redaction)
    }

    /// What these bytes add to the answer, up to where it ends.
    public mutating func feed(_ bytes: some Collection<UInt8>) -> [AnswerDelta] {
        var deltas: [AnswerDelta] = []
        let bytes = Array(bytes)
        attempt { stream throws(AnswerFailure) in
            for event in try stream.parse(bytes) where stream.outcome == nil {
                deltas += try stream.spend(stream.dialect.read(event))
                if stream.dialect.isComplete { stream.outcome = stream.dialect.end.map { .success($0) } }
            }
        }
        return deltas
    }

    /// The body ended: what that adds. Now there is an outcome; without an end marker it is
    /// `AnswerFailure.Kind.truncated`.
    public mutating func finish() -> [AnswerDelta] {
        var deltas: [AnswerDelta] = []
        attempt { stream throws(AnswerFailure) in
            if stream.form == .document {
                deltas += try stream.spend(stream.dialect.read(document: JSON(modelServer: stream.document)))
            }
            // The last line may lack its end; where it is cut off, so is the answer.
            let line = stream.lines.finish()
            if (try? JSON(parsing: line)) != nil { deltas += try stream.spend(stream.dialect.read(Self.event(line))) }
            deltas += try stream.spend(stream.dialect.flush())
            guard let end = stream.dialect.end else {
                throw AnswerFailure(
                    .truncated, "The model's answer broke off: its stream ended without the end marker; try again.")
            }
            stream.outcome = .success(end)
        }
        return deltas
    }

    private mutating func attempt(_ step: (inout Self) throws(AnswerFailure) -> Void) {
        guard outcome == nil else { return }
        do throws(AnswerFailure) { try step(&self) } catch { outcome = .failure(error) }
    }

    private mutating func parse(_ bytes: [UInt8]) throws(AnswerFailure) -> [ServerSentEvent] {
        if form == .events || form == .lines { return try cut(bytes) }
        guard document.count + bytes.count <= Limits.modelLineBytes else {
            throw .malformed("sent a document of more than \(Limits.modelLineBytes) bytes")
        }
        document.append(contentsOf: bytes)
        guard form == .unknown, let first = bytes.first(where: { !$0.isBlank && !$0.isLineEnd }) else { return [] }
        form = try Self.form(beginningWith: first)
        if form == .document { return [] }
        defer { document = [] }
        return try cut(document)
    }

    private static func form(beginningWith first: UInt8) throws(AnswerFailure) -> Form {
        switch (first, Dialect.framing) {
        case (UInt8(ascii: "<"), _): throw ProviderError.webPage(status: 200)
        case (_, .lines): .lines
        case (UInt8(ascii: "{"), .events), (UInt8(ascii: "["), .events): .document
        case (_, .events): .events
        }
    }

    private mutating func cut(_ bytes: [UInt8]) throws(AnswerFailure) -> [ServerSentEvent] {
        do {
            return form == .lines ? try lines.feed(bytes).map(Self.event) : try events.feed(bytes)
        } catch {
            throw .malformed("sent a line of more than \(Limits.modelLineBytes) bytes")
        }
    }

    private static func event(_ line: [UInt8]) -> ServerSentEvent {
        ServerSentEvent(data: String(decoding: line, as: UTF8.self))
    }

    private mutating func spend(_ deltas: [AnswerDelta]) throws(AnswerFailure) -> [AnswerDelta] {
        answerBytes = deltas.reduce(answerBytes) { $0 + $1.text.utf8.count }
        guard answerBytes <= Limits.answerBytes else {
            throw AnswerFailure(
                .tooLong, "The answer is longer than \(Limits.answerBytes) bytes; ask for something shorter.")
        }
        return deltas.filter { !$0.text.isEmpty }
    }
}

extension AnswerFailure {
    /// - Parameter what: the model server's deed, as the end of a sentence about it.
    static func malformed(_ what: String) -> AnswerFailure {
        AnswerFailure(.malformed, "The model server \(what): check SANDGLASS_MODEL_API and SANDGLASS_MODEL_URL.")
    }

    static var filtered: AnswerFailure {
        AnswerFailure(.refused, "The provider's content filter stopped the answer; put the prompt another way.")
    }
}

extension JSON {
    /// Whether it says that something failed: servers also send an `error` that is null.
    var hasError: Bool { self["error"].map { $0 != .null } ?? false }

    /// What a model server sent as JSON.
    init(modelServer bytes: some Sequence<UInt8>) throws(AnswerFailure) {
        do { self = try JSON(parsing: Array(bytes)) } catch { throw .malformed("sent what is \(error)") }
    }
}
