import Foundation
import Testing
import Wire

/// A log and its compact replay that both ends agree on (`Tests/Fixtures/replay`).
struct GoldenReplay: Sendable, CustomTestStringConvertible {
    let name: String
    let log: [JSON]
    let compact: [JSON]

    var testDescription: String { name }

    static let all: [GoldenReplay] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/replay")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "json" }.compactMap(GoldenReplay.init).sorted { $0.name < $1.name }
    }()

    private init?(_ file: URL) {
        name = file.deletingPathExtension().lastPathComponent
        guard let bytes = try? Data(contentsOf: file), let json = try? JSON(parsing: bytes),
            let log = json["log"]?.array, let compact = json["compact"]?.array
        else {
            Issue.record("\(file.lastPathComponent) is not a golden replay")
            return nil
        }
        (self.log, self.compact) = (log, compact)
    }
}
