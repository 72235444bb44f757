import Foundation
import FuzzTargets
import Testing

@Suite("What the fuzzers' corpus holds is harmless")
struct CorpusTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

    private static func files(_ folder: String) -> [URL] {
        let folder = root.appending(path: folder)
        return (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }

    private static func corpus(of target: FuzzTarget) -> [URL] {
        let fixtures: [FuzzTarget: String] = [.streams: "Tests/Fixtures/models", .code: "Tests/Fixtures/answers"]
        return files("Fuzzers/Corpus/\(target.rawValue)") + (fixtures[target].map(files) ?? [])
    }

    @Test("every file keeps its target's properties", arguments: FuzzTarget.allCases)
    func replay(_ target: FuzzTarget) async throws {
        let files = Self.corpus(of: target)
        #expect(files.count >= 10, "the seeds of \(target)")
        for file in files {
            let bytes = try Array(Data(contentsOf: file))
            do {
                switch target.check {
                case .pure(let check): try check(bytes)
                case .live(let check): try await check(bytes)
                }
            } catch {
                Issue.record("\(file.lastPathComponent): \(error)")
            }
        }
    }
}
