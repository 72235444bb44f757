import Foundation
import Wire

/// Files of `Tests/Fixtures`.
struct Fixtures {
    let folder: URL

    init(_ name: String) {
        folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures").appending(path: name)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name)))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try bytes(name), as: UTF8.self)
    }

    func json(_ name: String) throws -> JSON {
        try JSON(parsing: bytes(name))
    }
}

/// Ways to cut a text or a body into pieces: at every place once, everywhere at once, and at random places.
enum Cuts {
    static func all(_ count: Int, seeds: Range<UInt64> = 1..<9) -> [[Range<Int>]] {
        let whole = [[0..<count]]
        let twice = (0...count).map { [0..<$0, $0..<count] }
        let single = [(0..<count).map { $0..<($0 + 1) }]
        return whole + twice + single + seeds.map { random(count, seed: $0) }
    }

    private static func random(_ count: Int, seed: UInt64) -> [Range<Int>] {
        var state = seed
        var pieces: [Range<Int>] = []
        var at = 0
        while at < count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let next = min(count, at + Int(state >> 33) % 9)
            pieces.append(at..<next)
            at = next
        }
        return pieces
    }
}
