import ArgumentParser
import Sessions

/// Where sessions are.
struct DataOption: ParsableArguments {
    @Option(help: "The folder for sessions (data).", completion: .directory)
    var data: String?

    /// The log of the sessions, which a server may be using.
    func log() throws -> SQLiteLog {
        try SQLiteLog(path: ServeSettings.database(in: ServeSettings.dataFolder(data, ServeSettings.environment)))
    }
}
