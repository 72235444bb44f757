import Testing
import Wire

@testable import Sessions

/// What the reader of a log has in the end, however much of it came merged: one line for each thing that stays.
struct Retelling: Equatable, CustomStringConvertible {
    private struct Line: Equatable {
        /// What may grow or be replaced by the next line of the same kind; empty for what stands alone.
        var what: String
        var text: [UInt8]
    }

    private var lines: [Line] = []
    private var numbers: [String: Int] = [:]

    var description: String {
        lines.map { "\($0.what) \(String(decoding: $0.text.prefix(60), as: UTF8.self))" }.joined(separator: "\n")
    }

    /// - Parameter log: where outputs that came by reference are fetched.
    init(_ events: some Sequence<LoggedEvent>, outputsFrom log: [LoggedEvent]) throws {
        for event in events { try take(CompactEvent(event), log) }
    }

    private mutating func take(_ event: CompactEvent, _ log: [LoggedEvent]) throws {
        let json = event.json
        let place = ["turn", "attempt", "lease"].compactMap { json[$0]?.text }.joined(separator: ".")
        switch event.kind {
        case "text":
            let text = try #require(event.text)
            let what = "\(place) \(json["channel"]?.string ?? "")"
            #expect(event.at == numbers[what, default: 0])
            numbers[what, default: 0] += text.utf16.count
            add(what, Array(text.utf8))
        case "run.output":
            let what = "\(place) outputs"
            #expect(event.at == numbers[what, default: 0])
            numbers[what, default: 0] += event.count ?? 1
            let output = try event.output ?? fetched(event, log)
            if output["output_type"] == "stream" {
                add("\(place) \(output["name"]?.string ?? "")", Array(try #require(output["text"]?.string).utf8))
            } else {
                add("", output.bytes)
            }
        case "run.progress":
            if lines.last?.what == "\(place) progress" { lines.removeLast() }
            add("\(place) progress", JSON.object(plain(json)).bytes)
        default: add("", json.bytes)
        }
    }

    /// Progress without its position and time, which are the last one's.
    private func plain(_ json: JSON) -> [JSON.Member] {
        (json.members ?? []).filter { !["seq", "at", "from"].contains($0.key) }
    }

    private func fetched(_ event: CompactEvent, _ log: [LoggedEvent]) throws -> JSON {
        let ref = try #require(event.ref)
        #expect(!event.isMerged)
        let logged = try #require(log.first { $0.seq == event.range.upperBound })
        let output = try #require(CompactEvent(logged).output)
        #expect(ref["bytes"] == JSON(output.bytes.count) && output.bytes.count > Limits.inlineOutputBytes)
        #expect(ref["output_type"] == output["output_type"] && ref["name"] == output["name"])
        #expect(ref["mime"]?.array?.compactMap(\.string) == output["data"]?.members?.map(\.key))
        return output
    }

    private mutating func add(_ what: String, _ text: [UInt8]) {
        if !what.isEmpty, lines.last?.what == what, let last = lines.popLast() {
            lines.append(Line(what: what, text: last.text + text))
        } else {
            lines.append(Line(what: what, text: text))
        }
    }
}
