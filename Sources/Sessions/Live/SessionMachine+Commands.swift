import Composing
import Turns
import Wire

/// What tabs and API callers ask for.
extension SessionMachine {
    /// Who asked, when it was not a tab.
    static let apiCaller = "api"

    /// Does a tab's command; the reply goes to the tab when its events are in the log (CMD3).
    /// - Parameters:
    ///   - bytes: the size of the command's frame.
    ///   - account: whose budget a prompt counts for.
    mutating func perform(
        _ command: Command, from tab: String, bytes: Int, account: Account? = nil, at now: ClockReading
    ) -> [Action] {
        guard !isRetired else { return [] }
        turns.spoke(tab)
        let key = ReplyMemory.Key(tab: tab, command: command.id)
        switch replies.begin(key) {
        case .pending: break
        case .answered(let result): send(result, to: key)
        case nil:
            let step = step(for: command, from: tab, bytes: bytes, account: account, at: now)
            perform(step, for: .tab(key), at: now)
        }
        return take()
    }

    /// A prompt from the HTTP API, answered with `respond`.
    mutating func prompt(
        _ text: String, id: String, caller: Int, account: Account? = nil, at now: ClockReading
    ) -> [Action] {
        let key = ReplyMemory.Key(tab: Self.apiCaller, command: id)
        switch replies.begin(key) {
        case .answered(let result):
            actions.append(.respond(caller: caller, result))
            retireWhenIdle()
        case .pending:
            actions.append(.respond(caller: caller, .refused(.busy, "the prompt \(id) is being taken")))
        case nil:
            let step = turns.prompt(text, by: Self.apiCaller, command: id, account: account, at: now.moment)
            perform(step, for: .caller(caller, key), at: now)
        }
        return take()
    }

    /// A tab's ping (RUN8).
    mutating func heard(from tab: String, run: RunKey?, at now: ClockReading) -> [Action] {
        guard !isRetired else { return [] }
        perform(turns.heard(from: tab, run: run, at: now.moment), at: now)
        return take()
    }

    mutating func reply(to asker: Asker, _ result: Reply.Result) {
        switch asker {
        case .tab(let key):
            replies.answer(key, result)
            send(result, to: key)
        case .caller(let caller, let key):
            replies.answer(key, result)
            actions.append(.respond(caller: caller, result))
        }
    }

    private mutating func send(_ result: Reply.Result, to key: ReplyMemory.Key) {
        guard let (reader, _) = tabs.first(where: { $0.1 == key.tab }) else { return }
        actions.append(.send(.reply(Reply(re: key.command, result)), to: reader))
    }

    private mutating func step(
        for command: Command, from tab: String, bytes: Int, account: Account?, at now: ClockReading
    ) -> Step {
        let moment = now.moment
        switch command.body {
        case .prompt(let text):
            return turns.prompt(text, by: tab, command: command.id, account: account, at: moment)
        case .cancel(let turn):
            flushAnswer(at: now)
            return turns.cancel(turn: turn)
        case .rerun(let turn, let code):
            return turns.rerun(
                turn: turn, code: code, sha256: Identity.sha256(code), by: tab, command: command.id, at: moment)
        case .sandbox(let state, let visible):
            return turns.tabChanged(tab, sandbox: state, visible: visible, at: moment)
        case .progress(let run, let progress): return turns.progress(progress, of: run, from: tab, at: moment)
        case .output(let run, let number, let output):
            // Written again to be measured only where the frame leaves it open.
            let size = bytes > Limits.outputBytes ? output.bytes.count : max(0, bytes - Limits.envelopeBytes)
            return turns.output(validate(output), bytes: size, number: number, of: run, from: tab, at: moment)
        case .blocked(let run, let blocked): return turns.blocked(blocked, of: run, from: tab, at: moment)
        case .outcome(let run, let outcome, let error, let timings):
            return turns.outcome(outcome, error: error, timings: timings, of: run, from: tab, at: moment)
        }
    }

    private func validate(_ output: JSON) -> Result<JSON, RunError> {
        do throws(InvalidOutput) { return .success(try OutputValidation.validated(output)) } catch {
            return .failure(RunError(ename: error.ename, evalue: error.evalue))
        }
    }
}
