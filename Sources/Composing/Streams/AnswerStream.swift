public import Wire

/// A provider's body read as an answer, piece by piece, with the same result wherever it is cut. One value reads one
/// answer.
///
/// The body is an event stream, or one JSON document where a server does not stream although it was asked to. They are
/// told apart by the first byte: no line of an event stream begins with `{` or `[`.
public struct AnswerStream<Dialect: AnswerDialect>: Sendable {
    private enum Form: Sendable { case unknown, events, document }

    private var dialect: Dialect
    private var form = Form.unknown
    private var events = ServerSentEvents()
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

    private mutating func parse(_ bytes: some Collection<UInt8>) throws(AnswerFailure) -> [ServerSentEvent] {
        if form == .events { return try events(in: bytes) }
        guard document.count + bytes.count <= Limits.modelLineBytes else {
            throw .malformed("sent a document of more than \(Limits.modelLineBytes) bytes")
        }
        document.append(contentsOf: bytes)
        guard form == .unknown, let first = bytes.first(where: { !$0.isBlank && !$0.isLineEnd }) else { return [] }
        switch first {
        case UInt8(ascii: "<"): throw ProviderError.webPage(status: 200)
        case UInt8(ascii: "{"), UInt8(ascii: "["): form = .document
        default:
            form = .events
            defer { document = [] }
            return try events(in: document)
        }
        return []
    }

    private mutating func events(in bytes: some Collection<UInt8>) throws(AnswerFailure) -> [ServerSentEvent] {
        do { return try events.feed(bytes) } catch {
            throw .malformed("sent a line of more than \(Limits.modelLineBytes) bytes")
        }
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
}

extension JSON {
    /// What a model server sent as JSON.
    init(modelServer bytes: some Sequence<UInt8>) throws(AnswerFailure) {
        do { self = try JSON(parsing: bytes) } catch { throw .malformed("sent what is \(error)") }
    }
}
