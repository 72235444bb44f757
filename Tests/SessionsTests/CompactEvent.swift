import Testing
import Wire

@testable import Sessions

/// An event of a compact replay as its reader sees it (EVT5, EVT6).
struct CompactEvent {
    let json: JSON
    /// The events of the log that it stands for.
    let range: ClosedRange<Int>

    init(_ logged: LoggedEvent) throws {
        json = try JSON(parsing: logged.json)
        let seq = try #require(json["seq"]?.integer)
        range = try #require(json["from"].map(\.integer) ?? seq)...seq
    }

    var kind: String? { json["kind"]?.string }
    var text: String? { json["text"]?.string }
    var at: Int? { json["at"]?.integer }
    var count: Int? { json["count"]?.integer }
    var output: JSON? { json["output"] }
    var ref: JSON? { json["ref"] }
    var isMerged: Bool { range.count > 1 }
}

extension [LoggedEvent] {
    /// Merges what belongs together.
    static func compacting(_ bodies: [EventBody]) throws -> [CompactEvent] {
        try compacting(logging(bodies)).map(CompactEvent.init)
    }

    static func compacting(_ events: [LoggedEvent]) throws -> [LoggedEvent] {
        var compaction = Compaction()
        return try events.flatMap { compaction.add(try Event(JSON(parsing: $0.json)), json: $0.json) }
            + compaction.finish()
    }

    /// The log of those events.
    static func logging(_ bodies: [EventBody]) -> [LoggedEvent] {
        var chronicle = Chronicle()
        return chronicle.group(bodies).events
    }
}
