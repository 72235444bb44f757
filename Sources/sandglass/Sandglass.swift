import ArgumentParser

@main
struct Sandglass: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "sandglass",
        abstract: "Streams a model's answer to a page, runs its code in the page's sandbox, and repairs what fails.",
        version: version, subcommands: [Serve.self, Export.self, Import.self, Replay.self],
        defaultSubcommand: Serve.self)
}
