import Composing
import Turns
public import Wire

/// What tabs and API callers ask for.
extension LiveSession {
    /// Does a tab's command; the reply goes to the tab when its events are in the log (CMD3).
    /// - Parameter bytes: the size of the command's frame.
    public func perform(_ command: Command, from tab: String, bytes: Int) {
        guard !isRetired else { return }
        let key = ReplyMemory.Key(tab: tab, command: command.id)
        switch replies.begin(key) {
        case .pending: return
        case .answered(let result): subscriber(of: tab)?.send(.reply(Reply(re: command.id, result)))
        case nil:
            let step = step(for: command, from: tab, bytes: bytes)
            perform(step) { session, result in
                session.replies.answer(key, result)
                session.subscriber(of: tab)?.send(.reply(Reply(re: command.id, result)))
            }
        }
    }

    /// A prompt from the HTTP API: returns once it is in the log.
    public func prompt(_ text: String, id: String) async throws(SessionRetired) -> Reply.Result {
        guard !isRetired else { throw SessionRetired() }
        let key = ReplyMemory.Key(tab: Self.apiCaller, command: id)
        switch replies.begin(key) {
        case .answered(let result):
            await retireWhenIdle()
            return result
        case .pending: return .refused(.busy, "the prompt \(id) is being taken")
        case nil:
            let step = machine.prompt(text, by: Self.apiCaller, command: id, at: Alarm.now)
            return await withCheckedContinuation { done in
                perform(step) { session, result in
                    session.replies.answer(key, result)
                    done.resume(returning: result)
                }
            }
        }
    }

    /// Who asked, when it was not a tab.
    static let apiCaller = "api"

    private func step(for command: Command, from tab: String, bytes: Int) -> Step {
        let now = Alarm.now
        switch command.body {
        case .prompt(let text): return machine.prompt(text, by: tab, command: command.id, at: now)
        case .cancel(let turn):
            flushAnswer()
            return machine.cancel(turn: turn)
        case .rerun(let turn, let code):
            return machine.rerun(
                turn: turn, code: code, sha256: Identity.sha256(code), by: tab, command: command.id, at: now)
        case .sandbox(let state, let visible):
            return machine.tabChanged(tab, sandbox: state, visible: visible, at: now)
        case .progress(let run, let progress): return machine.progress(progress, of: run, from: tab, at: now)
        case .output(let run, let number, let output):
            // Written again to be measured only where the frame leaves it open.
            let size = bytes > Limits.outputBytes ? output.bytes.count : max(0, bytes - Limits.envelopeBytes)
            return machine.output(validate(output), bytes: size, number: number, of: run, from: tab)
        case .outcome(let run, let outcome, let error, let timings):
            return machine.outcome(outcome, error: error, timings: timings, of: run, from: tab, at: now)
        }
    }

    private func validate(_ output: JSON) -> Result<JSON, RunError> {
        do throws(InvalidOutput) { return .success(try OutputValidation.validated(output)) } catch {
            return .failure(RunError(ename: error.ename, evalue: error.evalue))
        }
    }
}
