import ArgumentParser
import Sessions

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a session of a record.",
        discussion: "Prints the new session's id: it is the page's address behind ?session=.")

    @Argument(help: "A file that `sandglass export` wrote.", completion: .file())
    var file: String

    @OptionGroup var data: DataOption

    func run() async throws {
        let record = try await RecordFile(file)
        let log = try data.log()
        var restoration: RecordRestoration?
        try await record.read { header, event in
            if restoration == nil { restoration = try await RecordRestoration(header, in: log) }
            try await restoration?.add(event)
        }
        guard let restoration else { throw ValidationError("\(file): its session was asked nothing") }
        print(restoration.session)
    }
}
