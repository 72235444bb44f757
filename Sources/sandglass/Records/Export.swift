import ArgumentParser
import Foundation
import Sessions
import Turns
import Wire

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a session's record.",
        discussion: """
            The record is JSON, a line for each event of the session (docs/protocol.md, "Events"), and before each attempt \
            a line with what its model is asked by a server with this environment, as text. `sandglass import` makes a session of it, `sandglass replay` asks its \
            prompts again.
            """)

    @Argument(help: "The session's id, as it stands in the page's address.")
    var session: String

    @OptionGroup var data: DataOption

    func run() async throws {
        let log = try data.log()
        guard let head = try await log.head(of: session) else {
            throw ValidationError("there is no session \(session); is --data the server's?")
        }
        let output = FileHandle.standardOutput
        try output.write(contentsOf: Data(RecordHeader(name: head.name).json.bytes + [0x0A]))
        var writer = RecordWriter(policy: try ServeSettings.policy(ServeSettings.environment))
        var seq = 0
        while true {
            let page = try await log.events(of: session, after: seq, atMost: Limits.replayPageBytes)
            guard let last = page.last else { return }
            var lines: [UInt8] = []
            for event in page {
                for line in try writer.lines(of: event, in: session) { lines += line + [0x0A] }
            }
            try output.write(contentsOf: Data(lines))
            seq = last.seq
        }
    }
}
