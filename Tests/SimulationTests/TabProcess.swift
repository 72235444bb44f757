import Foundation
import Wire

/// A node process that holds the simulated tabs: the page's own link, runner and fold. One line in, one line out.
final class TabProcess {
    private let process = Process()
    private let input: FileHandle
    private let output: FileHandle
    private var unread: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    struct Gone: Error {}

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let (toTabs, fromTabs) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["node", root.appendingPathComponent("Simulation/main.js").path]
        process.standardInput = toTabs
        process.standardOutput = fromTabs
        try process.run()
        input = toTabs.fileHandleForWriting
        output = fromTabs.fileHandleForReading
    }

    /// Does something to a tab and returns what the tab did, in order.
    func perform(_ tab: Int, at now: Int, _ operation: String, _ arguments: [JSON] = []) throws -> [JSON] {
        let call = JSON.array([JSON(tab), JSON(now), .string(operation)] + arguments)
        try write(call.bytes + [UInt8(ascii: "\n")])
        return try JSON(parsing: try line()).array ?? []
    }

    func end() {
        try? input.close()
        process.waitUntilExit()
    }

    private func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.write(input.fileDescriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw Gone() }
            sent += count
        }
    }

    private func line() throws -> [UInt8] {
        var seen = 0
        while true {
            if let end = unread[seen...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeFirst(end + 1) }
                return Array(unread[..<end])
            }
            seen = unread.count
            let count = chunk.withUnsafeMutableBytes {
                Foundation.read(output.fileDescriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw Gone() }
            unread += chunk[..<count]
        }
    }
}
