import Foundation
import NIOConcurrencyHelpers
import Wire

/// A child process that ends when its standard input does, by which it notices the end of this one, too.
final class LocalChild: Sendable {
    /// What it prints, line by line, each cut off after `Limits.childLineBytes`, until it closes its output.
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
        Thread.detachNewThread { [self] in listen() }
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

    /// Says what it prints, until it closes its output. This takes a thread: of a pipe that closes, what Foundation has to tell
    /// without one is now and then never told. And it takes read(2): Foundation's own waits until it has all that it may give.
    private func listen() {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        var line: [UInt8] = []
        while true {
            let count = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            for byte in buffer.prefix(count) {
                if byte == UInt8(ascii: "\n") {
                    said.yield(String(decoding: line, as: UTF8.self))
                    line = []
                } else if line.count < Limits.childLineBytes {
                    line.append(byte)
                }
            }
        }
        said.finish()
    }
}
