import Foundation
import LanguageModels
import Logging
import ServiceLifecycle
import Turns
import Wire

/// Runs scripts/local-model as a child of this process, and runs it again when it ends. The child fetches the model, the first
/// time, and says where it serves it.
actor LocalServer: Service {
    private enum State {
        case starting
        case ready(ProviderModel<ChatCompletionsAPI>)
        /// It is not there, in words for a person.
        case gone(String)
    }

    private let program: String
    private let size: String
    private let transfers: CurlTransfers
    private let logger: Logger
    private var state = State.starting
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var waiters = 0

    /// - Parameters:
    ///   - program: the path of scripts/local-model.
    ///   - size: which model it serves.
    init(program: String, size: String, transfers: CurlTransfers, logger: Logger) {
        self.program = program
        self.size = size
        self.transfers = transfers
        self.logger = logger
    }

    /// The model, when it is there.
    func model() async throws(AnswerFailure) -> ProviderModel<ChatCompletionsAPI> {
        while true {
            switch state {
            case .ready(let model): return model
            case .gone(let why): throw AnswerFailure(.unreachable, why)
            case .starting:
                if Task.isCancelled { throw AnswerFailure(.cancelled, "The answer was stopped.") }
                await change()
            }
        }
    }

    func run() async throws {
        while !Task.isShuttingDownGracefully {
            let child = LocalChild()
            do {
                try child.start(program, [size])
            } catch {
                return await stayGone("The local model cannot be started: \(program): \(error.localizedDescription)")
            }
            let status = await withGracefulShutdownHandler {
                for await line in child.lines { heard(line) }
                return await child.status()
            } onGracefulShutdown: {
                child.stop()
            }
            guard !Task.isShuttingDownGracefully else { return }
            guard case .ready = state else {
                return await stayGone(
                    "The local model ended with \(status) before it was loaded. What \(program) printed says why.")
            }
            logger.error("the local model ended with \(status); it is started again")
            become(.starting)
        }
    }

    /// A line of the child's: where the model is.
    private func heard(_ line: String) {
        guard let match = line.wholeMatch(of: /Serving (\S+) at (http:\/\/127\.0\.0\.1:\d+)/),
            var configuration = try? ModelConfiguration(url: "\(match.2)/v1", model: String(match.1), key: nil)
        else { return }
        // Reading a long conversation takes a processor minutes.
        configuration.idleTimeout = .seconds(600)
        become(.ready(ProviderModel(configuration, transfers: transfers, logger: logger)))
        logger.notice("the local model is ready")
    }

    /// The other services go on: whoever asks is told.
    private func stayGone(_ why: String) async {
        logger.error("\(why)")
        become(.gone(why))
        try? await gracefulShutdown()
    }

    private func become(_ next: State) {
        state = next
        for waiter in waiting.values { waiter.resume() }
        waiting = [:]
    }

    /// Until the state changes, or the caller is cancelled.
    private func change() async {
        waiters += 1
        let number = waiters
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiting[number] = $0 }
        } onCancel: {
            Task { await release(number) }
        }
    }

    private func release(_ number: Int) { waiting.removeValue(forKey: number)?.resume() }
}

/// The model of a `LocalServer`: asked while that starts, it answers when it is there.
struct LocalModel: LanguageModel {
    let name: String
    let isRehearsal = false
    let server: LocalServer

    nonisolated(nonsending) func answer(
        _ request: ModelRequest, receive: nonisolated(nonsending) (AnswerDelta) async -> Void
    ) async throws(AnswerFailure) -> AnswerEnd {
        try await server.model().answer(request, receive: receive)
    }
}
