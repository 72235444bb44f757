import Crypto
import Foundation
import NIOCore
import Wire

/// The folder `Public` as it is when the server starts, at addresses that hold its fingerprint and so never change.
struct PageFiles: Sendable {
    /// Where browsers find the folder.
    let base: String
    /// `main.js` and all that it imports, whose addresses a browser would otherwise learn one import after the other.
    let modules: [String]
    /// The sandbox's own sources, path → text, in one answer.
    let sandboxSources: JSON
    static let sandboxSourcesPath = "sandbox/sources.json"
    /// Path → the file as gzip has it, where that is less.
    let compressed: [String: ByteBuffer]
    private let folder: String
    private let files: [String: Data]

    /// - Throws: when a file cannot be read.
    init(folder: String) throws {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
        let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        var contents: [String: Data] = [:]
        for case let url as URL in found ?? .init()
        where try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
            let path = String(url.resolvingSymlinksInPath().path.dropFirst(root.path.count + 1))
            contents[path] = try Data(contentsOf: url)
        }
        let paths = contents.keys.sorted()
        var hash = SHA256()
        for path in paths {
            hash.update(data: Data("\(path) \(contents[path]?.count ?? 0)\n".utf8))
            hash.update(data: contents[path] ?? Data())
        }
        base = "/app/" + hash.finalize().prefix(8).hex + "/"
        func text(_ path: String) -> String { String(decoding: contents[path] ?? Data(), as: UTF8.self) }
        modules = Self.imports(from: "page/main.js", text: text)
        sandboxSources = .object(
            paths.filter { $0.hasPrefix("sandbox/") && !$0.hasSuffix(".html") }
                .map { .init(key: String($0.dropFirst("sandbox/".count)), value: .string(text($0))) })
        self.folder = folder
        files = contents
        let sent = contents.merging([Self.sandboxSourcesPath: Data(sandboxSources.bytes)]) { file, _ in file }
        compressed = sent.compactMapValues { file in
            let packed = Gzip.compressed(Array(file))
            return packed.count < file.count ? ByteBuffer(bytes: packed) : nil
        }
    }

    /// - Throws: when there is no such file.
    func text(_ path: String) throws -> String {
        guard let file = files[path] else {
            throw InvalidSetting("the page's file \(folder)/\(path) is missing; is --public the folder Public?")
        }
        return String(decoding: file, as: UTF8.self)
    }

    /// A module and all that it imports, each once.
    private static func imports(from first: String, text: (String) -> String) -> [String] {
        var seen = [first]
        var at = 0
        while at < seen.count {
            let folder = URL(fileURLWithPath: "/" + seen[at]).deletingLastPathComponent()
            for match in text(seen[at]).matches(of: /(?m)^import [^;"]*"(\.[^"]+)";$/) {
                let path = String(folder.appendingPathComponent(String(match.1)).standardized.path.dropFirst())
                if !seen.contains(path) { seen.append(path) }
            }
            at += 1
        }
        return seen
    }
}
