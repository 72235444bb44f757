import Wire

/// Merges a log's events for a compact replay (EVT5, EVT6). Each event that comes out stands for an unbroken range of the
/// log, so a reader that was cut off after any of them has a position that the log can continue.
struct Compaction {
    /// What the next event may still be merged into.
    private var pending: MergedEvent?

    /// Takes the next event; returns what is complete by it.
    mutating func add(_ event: Event, json: [UInt8]) -> [LoggedEvent] {
        if pending?.merge(event) == true { return [] }
        defer { pending = MergedEvent(event, json: json) }
        return finish()
    }

    /// What is left.
    mutating func finish() -> [LoggedEvent] {
        defer { pending = nil }
        return pending.map { [$0.encoded] } ?? []
    }
}

/// One or more adjacent events as one.
private struct MergedEvent {
    private let first: Event
    /// The JSON of the first.
    private let json: [UInt8]
    private var last: Event
    /// What its events say together, where they are text.
    private var text: String
    /// Bytes of the JSON of what they show together.
    private var outputBytes = 0
    private var count = 1

    init(_ event: Event, json: [UInt8]) {
        first = event
        last = event
        self.json = json
        text = event.body.text ?? ""
        if case .runOutput(_, _, let output) = event.body { outputBytes = output.bytes.count }
    }

    /// Takes the next event in; false when it does not belong to what is here.
    mutating func merge(_ next: Event) -> Bool {
        switch (last.body, next.body) {
        case (
            .text(let turn, let attempt, let channel, _, _), .text(let turn2, let attempt2, let channel2, _, let more)
        )
        where (turn, attempt, channel) == (turn2, attempt2, channel2):
            text += more
        case (.runProgress(let run, _), .runProgress(let run2, _)) where run == run2: break
        case (.runOutput(let run, _, let output), .runOutput(let run2, _, let more))
        where run == run2 && output["output_type"] == "stream" && output["name"] == more["name"]:
            guard let printed = more["text"]?.string else { return false }
            let bytes = outputBytes + JSON.string(printed).bytes.count - 2
            guard bytes <= Limits.inlineOutputBytes else { return false }
            outputBytes = bytes
            text += printed
        default: return false
        }
        last = next
        count += 1
        return true
    }

    var encoded: LoggedEvent {
        let isOne = first.seq == last.seq
        switch first.body {
        case .runOutput(_, _, let output) where isOne:
            guard outputBytes > Limits.inlineOutputBytes else { break }
            return encoded(["ref": output.reference(bytes: outputBytes)], in: first, without: "output")
        case .runOutput(let run, let at, let output):
            let joined: JSON = ["output_type": "stream", "name": output["name"] ?? "", "text": .string(text)]
            return encoded(
                ["count": JSON(count)], in: Event(seq: last.seq, at: nil, body: .runOutput(run, at: at, output: joined))
            )
        case .text(let turn, let attempt, let channel, let at, _) where !isOne:
            let body = EventBody.text(turn: turn, attempt: attempt, channel: channel, at: at, text: text)
            return encoded(in: Event(seq: last.seq, at: nil, body: body))
        default: if !isOne { return encoded(in: last) }
        }
        return LoggedEvent(seq: last.seq, json: json)
    }

    private func encoded(_ added: JSON = [:], in event: Event, without left: String = "") -> LoggedEvent {
        var members = (event.json.members ?? []).filter { $0.key != left } + (added.members ?? [])
        if first.seq != last.seq { members.append(.init(key: "from", value: JSON(first.seq))) }
        return LoggedEvent(seq: event.seq, json: JSON.object(members).bytes)
    }
}

extension EventBody {
    /// The text of what can be merged.
    fileprivate var text: String? {
        switch self {
        case .text(_, _, _, _, let text): text
        case .runOutput(_, _, let output): output["text"]?.string
        default: nil
        }
    }
}

extension JSON {
    /// What a reader has to know of an output before it fetches it.
    fileprivate func reference(bytes: Int) -> JSON {
        .fields(
            ("bytes", JSON(bytes)), ("output_type", self["output_type"]), ("name", self["name"]),
            ("mime", self["data"]?.members.map { .array($0.map { .string($0.key) }) }))
    }
}
