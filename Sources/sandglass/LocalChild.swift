import Foundation
import NIOConcurrencyHelpers

/// A child process that ends when its standard input does, by which it notices the end of this one, too.
final class LocalChild: Sendable {
    /// What it prints, line by line, until it closes its output.
    let lines: AsyncStream<String>
    private let said: AsyncStream<String>.Continuation
    private let ended: AsyncStream<Int32>
    private let end: AsyncStream<Int32>.Continuation
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
        try process.run()
        self.process.withLockedValue { $0 = process }
        Thread.detachNewThread { [self] in read() }
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

    /// Hands over what it prints, until it closes its output. This takes a thread: of a pipe that closes, what Foundation has to
    /// tell without one is now and then never told.
    private func read() {
        var rest = Data()
        while let data = try? output.fileHandleForReading.read(upToCount: 4_096), !data.isEmpty {
            rest += data
            let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for line in lines.dropLast() { said.yield(String(decoding: line, as: UTF8.self)) }
            rest = lines.last.map { Data($0) } ?? Data()
        }
        said.finish()
    }
}
