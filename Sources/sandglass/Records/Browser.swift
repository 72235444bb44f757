import ArgumentParser
import Foundation
import Wire

/// A browser without a window, whose page runs what models write.
struct Browser {
    private static let known = [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
    ]
    /// Of what it said before it ended.
    private static let lastLines = 10
    private let program: String
    private let options: [String]

    /// - Parameter command: a Chromium and options of its own; nil for the first that is installed.
    init(_ command: String?) throws {
        let words = (command ?? "").split(separator: " ").map(String.init)
        guard let program = (words.first.map { [$0] } ?? Self.known).lazy.compactMap(Self.found).first else {
            throw ValidationError(
                "\(words.first ?? "a Chromium") is not installed: name one with --browser, with its options where it "
                    + "needs some, such as --browser \"chromium --no-sandbox\" for root")
        }
        self.program = program
        options = Array(words.dropFirst())
    }

    /// Has the page open until the task is cancelled. Its address, which signs in, is in a file: everybody sees a program's
    /// arguments.
    /// - Throws: when the browser ends before, with the last that it said.
    func open(_ address: String) async throws {
        let profile = FileManager.default.temporaryDirectory.appending(path: "sandglass-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: profile) }
        try FileManager.default.createDirectory(
            at: profile, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let door = profile.appending(path: "open.html")
        try Data("<!doctype html><script>location.replace(\(JSON.string(address).text))</script>".utf8).write(to: door)
        let complaints = profile.appending(path: "complaints")
        try Data().write(to: complaints)
        let child = LocalChild()
        let own = [
            "--headless", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--remote-debugging-port=0", "--user-data-dir=\(profile.path)",
        ]
        try child.start(
            program, own + options + [door.absoluteString], complaints: FileHandle(forWritingTo: complaints))
        let status = await withTaskCancellationHandler {
            for await _ in child.lines {}
            return await child.status()
        } onCancel: {
            child.stop()
        }
        guard !Task.isCancelled else { return }
        let said = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
        let last = said.split(separator: "\n").suffix(Self.lastLines).joined(separator: "\n")
        throw ValidationError("\(program) ended with \(status); its last words:\n\(last)")
    }

    private static func found(_ name: String) -> String? {
        if name.contains("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
