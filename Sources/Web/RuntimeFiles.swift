import Crypto
import Foundation
import Wire

/// The browser runtime as it lies on the disk: which files, how large, and a fingerprint that changes with any of them,
/// so that their addresses can be immutable.
struct RuntimeFiles: Sendable {
    let base: String
    private let files: [File]
    /// Those that are there compressed as well.
    let compressed: Set<String>
    /// The indexes among them, path → content: a page needs them before it can ask for anything.
    private let indexes: JSON

    private struct File {
        let path: String
        let bytes: Int
        /// Seconds since 1970.
        let modified: Int
        /// As the manifest that the fetch wrote has it; nil for files it does not know.
        var sha256: String?
    }

    /// - Parameter pyodide: stands in for the folder `pyodide` of the runtime.
    init(runtime: String, pyodide: String?) {
        var files = Self.list(runtime, prefix: "")
        let manifest = FileManager.default.contents(atPath: runtime + "/manifest.json")
            .flatMap { try? JSON(parsing: $0)["files"] }
        for index in files.indices { files[index].sha256 = manifest?[files[index].path]?["sha256"]?.string }
        if let pyodide {
            files.removeAll { $0.path.hasPrefix("pyodide/") }
            files += Self.list(pyodide, prefix: "pyodide/")
        }
        files.sort { $0.path < $1.path }
        let twins = files.filter { $0.path.hasSuffix(CompressedFiles.suffix) }
        compressed = Set(twins.map { String($0.path.dropLast(CompressedFiles.suffix.count)) })
        files.removeAll { $0.path.hasSuffix(CompressedFiles.suffix) }
        let text = files.map { "\($0.path) \($0.bytes) \($0.modified)" }.joined(separator: "\n")
        let digest = SHA256.hash(data: Data(text.utf8)).prefix(8)
        base = "/runtime/" + digest.hex + "/"
        self.files = files
        indexes = .object(
            ["prepared/index.json", "pyodide/pyodide-lock.json", "python/packages.json"].compactMap { path in
                let official = path.hasPrefix("pyodide/") ? pyodide.map { $0 + path.dropFirst("pyodide".count) } : nil
                return FileManager.default.contents(atPath: official ?? "\(runtime)/\(path)")
                    .flatMap { try? JSON(parsing: $0) }.map { .init(key: path, value: $0) }
            })
    }

    /// plotly.js, and the encoding that its script element names. The prepared one is ASCII, so every name of a superset says
    /// the same; Chromium parses scripts of the most common ones as they arrive, for each frame anew, on a thread of its
    /// own, and this one's parse is better taken from the frame before.
    var plotly: (path: String, charset: String) {
        let prepared = "prepared/plotly.min.js"
        return files.contains { $0.path == prepared } ? (prepared, "iso-8859-15") : ("plotly/plotly.min.js", "utf-8")
    }

    /// What is missing for a page that works, in words; nil when nothing is.
    var problem: String? {
        let paths = Set(files.map(\.path))
        let wanted = [
            "pyodide/pyodide.js", "pyodide/pyodide.asm.js", "pyodide/pyodide.asm.wasm", "pyodide/python_stdlib.zip",
            "pyodide/pyodide-lock.json", "python/packages.json", "plotly/plotly.min.js",
        ]
        guard let missing = wanted.first(where: { !paths.contains($0) }) else { return nil }
        return "the browser runtime lacks \(missing): run scripts/fetch-runtime, or check --pyodide"
    }

    /// - Parameter memoryBytes: the ceiling of an interpreter's memory.
    func json(memoryBytes: Int) -> JSON {
        [
            "base": .string(base), "memoryBytes": JSON(memoryBytes), "indexes": indexes,
            "files": .object(
                files.map { file in
                    .init(
                        key: file.path,
                        value: .fields(("bytes", JSON(file.bytes)), ("sha256", file.sha256.map(JSON.string))))
                }),
        ]
    }

    private static func list(_ folder: String, prefix: String) -> [File] {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
        let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey, .contentModificationDateKey]
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: Array(keys))
        return (files?.compactMap { $0 as? URL } ?? []).compactMap { url in
            guard let values = try? url.resourceValues(forKeys: keys), values.isRegularFile == true else { return nil }
            let path = url.resolvingSymlinksInPath().path.dropFirst(root.path.count + 1)
            let modified = Int(values.contentModificationDate?.timeIntervalSince1970 ?? 0)
            return File(path: prefix + path, bytes: values.fileSize ?? 0, modified: modified)
        }
    }
}
