import Composing
import Turns
public import Wire

/// Reads a session's record piece by piece. What it takes is a log that could have been written here: each event is checked by
/// itself, in its place, and so is what it shows.
public struct RecordReader {
    public private(set) var header: RecordHeader?
    private var lines = JSONLines(limit: Limits.resultBytes)
    private var audit = LogAudit()
    private var line = 1
    private var seq = 0

    public init() {}

    /// The events that these bytes complete.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(InvalidRecord) -> [Event] {
        let complete: [[UInt8]]
        do { complete = try lines.feed(bytes) } catch { throw fault("it has more than \(error.limit) bytes") }
        var events: [Event] = []
        for text in complete {
            if let event = try read(text) { events.append(event) }
            line += 1
        }
        return events
    }

    /// The file ended.
    public mutating func finish() throws(InvalidRecord) {
        guard lines.finish().isEmpty else { throw fault("it is cut off") }
        guard header != nil else { throw fault("the file is empty") }
        if let turn = audit.open { throw fault("turn \(turn) has no end: export the session once it has ended") }
    }

    private mutating func read(_ text: [UInt8]) throws(InvalidRecord) -> Event? {
        let json: JSON
        do { json = try JSON(parsing: text) } catch { throw fault("\(error)") }
        guard header != nil else {
            guard let header = RecordHeader(json) else {
                throw fault("it is not the first line of a record that `sandglass export` of this version wrote")
            }
            self.header = header
            return nil
        }
        if json["type"] == "asked" { return nil }
        let event: Event
        do { event = try Event(json) } catch { throw fault("\(error)") }
        guard event.seq == seq + 1 else {
            let start = seq == 0 ? "its beginning was dropped by retention" : "event \(seq + 1) is missing"
            throw fault("event \(event.seq): \(start)")
        }
        if let objection = audit.objection(to: event.body) { throw fault("event \(event.seq): \(objection)") }
        if case .runOutput(_, _, let output) = event.body { try check(output, of: event.seq) }
        seq = event.seq
        return event
    }

    /// What is shown has passed the same check before it was logged.
    private func check(_ output: JSON, of seq: Int) throws(InvalidRecord) {
        let shown = output.refusal == nil ? output : .object((output.members ?? []).filter { $0.key != "refused" })
        let validated: JSON
        do { validated = try OutputValidation.validated(shown) } catch {
            throw fault("event \(seq): \(error.ename): \(error.evalue)")
        }
        guard validated == shown else { throw fault("event \(seq): it shows what no run may show") }
    }

    private func fault(_ reason: String) -> InvalidRecord { InvalidRecord(line: line, reason: reason) }
}

/// Why a file is no record of a session, for a person.
public struct InvalidRecord: Error, Sendable, Hashable, CustomStringConvertible {
    public var line: Int
    public var reason: String

    public var description: String { "line \(line): \(reason)" }
}
