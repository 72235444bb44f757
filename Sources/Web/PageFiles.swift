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

    /// - Throws: when a file cannot be read.
    init(folder: String) throws {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
        let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        var files: [String: Data] = [:]
        for case let url as URL in found ?? .init()
        where try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
            files[String(url.resolvingSymlinksInPath().path.dropFirst(root.path.count + 1))] = try Data(contentsOf: url)
        }
        let paths = files.keys.sorted()
        var hash = SHA256()
        for path in paths {
            hash.update(data: Data("\(path) \(files[path]?.count ?? 0)\n".utf8))
            hash.update(data: files[path] ?? Data())
        }
        base = "/app/" + hash.finalize().prefix(8).hex + "/"
        func text(_ path: String) -> String { String(decoding: files[path] ?? Data(), as: UTF8.self) }
        modules = Self.imports(from: "page/main.js", text: text)
        sandboxSources = .object(
            paths.filter { $0.hasPrefix("sandbox/") && !$0.hasSuffix(".html") }
                .map { .init(key: String($0.dropFirst("sandbox/".count)), value: .string(text($0))) })
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
