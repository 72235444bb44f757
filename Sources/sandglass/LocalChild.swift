import Foundation
import NIOConcurrencyHelpers

/// A child process that ends when its standard input does, by which it notices the end of this one, too.
final class LocalChild: Sendable {
    /// What it prints, line by line, until it closes its output.
    let lines: AsyncStream<String>
    private let said: AsyncStream<String>.Continuation
    private let ended: AsyncStream<Int32>
    private let end: AsyncStream<Int32>.Continuation
    private let rest = NIOLockedValueBox(Data())
    private let input = Pipe()
    private let output = Pipe()
    private let process = NIOLockedValueBox<Process?>(nil)

    init() {
        (lines, said) = AsyncStream.makeStream()
        (ended, end) = AsyncStream.makeStream()
    }

    /// - Parameter complaints: what gets its standard error; nil for this process's own.
    func start(_ program: String, _ arguments: [String], complaints: FileHandle? = nil) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        if let complaints { process.standardError = complaints }
        process.terminationHandler = { [end] in
            end.yield($0.terminationStatus)
            end.finish()
        }
        output.fileHandleForReading.readabilityHandler = { [self] in take($0.availableData) }
        try process.run()
        self.process.withLockedValue { $0 = process }
    }

    /// Ends it. It has nothing to lose, and as this process ignores what asks it to end, so does its child.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.withLockedValue { process in
            if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
    }

    /// How it ended, when it has.
    func status() async -> Int32 {
        for await status in ended { return status }
        return 0
    }

    private func take(_ data: Data) {
        guard !data.isEmpty else {
            output.fileHandleForReading.readabilityHandler = nil
            return said.finish()
        }
        let whole = rest.withLockedValue { rest -> [Data] in
            rest += data
            let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            rest = lines.last.map { Data($0) } ?? Data()
            return lines.dropLast().map { Data($0) }
        }
        for line in whole { said.yield(String(decoding: line, as: UTF8.self)) }
    }
}
