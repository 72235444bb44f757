import ArgumentParser
import Foundation
import Sessions
import Wire

/// A session's record in a file.
struct RecordFile {
    private static let pieceBytes = 1 << 16
    private let path: String

    /// Reads the whole of it once: what follows may rely on it.
    init(_ path: String) async throws {
        self.path = path
        try await read { _, _ in }
    }

    /// - Parameter take: is given each event, with the file's header.
    func read(_ take: (RecordHeader, Event) async throws -> Void) async throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw ValidationError("\(path) cannot be read: a file that `sandglass export` wrote is wanted")
        }
        var reader = RecordReader()
        do {
            while let piece = try file.read(upToCount: Self.pieceBytes), !piece.isEmpty {
                for event in try reader.feed(piece) {
                    if let header = reader.header { try await take(header, event) }
                }
            }
            try reader.finish()
        } catch let fault as InvalidRecord {
            throw ValidationError("\(path), \(fault)")
        }
    }
}
