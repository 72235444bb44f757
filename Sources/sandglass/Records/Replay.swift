import ArgumentParser
import NIOCore
import Sessions
import Turns

struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks a record's prompts again.",
        discussion: """
            Starts a server with the models and settings that the environment names (`sandglass serve --help`), opens its page \
            in a browser without a window, asks the prompts of the record one after the other, and prints what each turn came to \
            beside what it had come to. Reruns of edited code are left out. The new session is kept.
            """)

    @Argument(help: "A file that `sandglass export` wrote.", completion: .file())
    var file: String

    @Option(help: "A Chromium, with options of its own where it needs some (the first that is installed).")
    var browser: String?

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let browser = try Browser(browser)
        var (turns, name) = ([TurnSummary](), "")
        try await RecordFile(file).read { header, event in
            name = header.name
            if let turn = TurnSummary(event) { turns.append(turn) } else { turns[turns.count - 1].apply(event) }
        }
        guard !turns.isEmpty else { throw ValidationError("\(file): its session was asked nothing") }
        var options = options
        options.port = options.port ?? 0
        let settings = try ServeSettings(options: options)
        let server = try Server(settings)
        let (address, listens) = AsyncStream.makeStream(of: String.self)
        let replaying = Replaying(
            recorded: turns, name: name, directory: server.directory, browser: browser, address: address)
        try await server.run(beside: replaying) { listens.yield(settings.address(at: $0?.port)) }
    }
}
