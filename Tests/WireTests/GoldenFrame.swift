import Foundation
import Testing
import Wire

/// A frame that both ends agree on (`Tests/Fixtures/wire`).
struct GoldenFrame: Sendable, CustomTestStringConvertible {
    enum Direction: String { case server, client }

    let name: String
    let direction: Direction
    let frame: JSON

    var testDescription: String { name }

    static let all: [GoldenFrame] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/wire")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "json" }.compactMap(GoldenFrame.init).sorted { $0.name < $1.name }
    }()

    static func from(_ direction: Direction) -> [GoldenFrame] { all.filter { $0.direction == direction } }

    private init?(_ file: URL) {
        name = file.deletingPathExtension().lastPathComponent
        guard let bytes = try? Data(contentsOf: file), let json = try? JSON(parsing: bytes),
            let direction = json["direction"]?.string.flatMap(Direction.init(rawValue:)), let frame = json["frame"]
        else {
            Issue.record("\(file.lastPathComponent) is not a golden frame")
            return nil
        }
        self.direction = direction
        self.frame = frame
    }
}
