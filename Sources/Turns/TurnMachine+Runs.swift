public import Wire

/// What a leased tab reports of its run. Every report is checked against the current lease (RUN3).
extension TurnMachine {
    public mutating func progress(_ progress: RunProgress, of run: RunKey, from tab: String, at now: Moment) -> Step {
        guard holds(run, tab) else { return stale(run) }
        var step = Step()
        heardOfRun(at: now)
        armRunDeadline(for: progress.phase, at: now)
        emit(.runProgress(run, progress), in: &step)
        step.reply = .ok()
        return step
    }

    /// - Parameters:
    ///   - output: the output as validated, or why it is not one.
    ///   - bytes: the size of its JSON.
    public mutating func output(
        _ output: Result<JSON, RunError>, bytes: Int, number: Int, of run: RunKey, from tab: String, at now: Moment
    ) -> Step {
        guard holds(run, tab), let expected = state.turn?.attempt?.run?.outputs else { return stale(run) }
        var step = Step()
        step.reply = .ok()
        heardOfRun(at: now)
        guard number >= expected else { return step }
        guard number == expected else {
            spoil(run, RunError(ename: "OutputLost", evalue: "An output of the run was lost on its way."), in: &step)
            step.reply = .refused(.badMessage, "output.at: \(number) came, \(expected) is next")
            return step
        }
        if let bound = exceededBound(bytes: bytes, number: number) {
            spoil(run, RunError(ename: "OutputTooLarge", evalue: "The run's output exceeds \(bound)."), in: &step)
            step.reply = .refused(.tooLarge, "output: it exceeds \(bound)")
            return step
        }
        outputBytes += bytes
        switch output {
        case .success(let output): emit(.runOutput(run, at: number, output: output), in: &step)
        case .failure(let error):
            emit(.runOutput(run, at: number, output: .refused(error)), in: &step)
            step.reply = .refused(.invalidOutput, "\(error.ename): \(error.evalue)")
        }
        return step
    }

    /// What the code tried and the sandbox did not let it: each is logged once.
    public mutating func blocked(_ blocked: BlockedAttempt, of run: RunKey, from tab: String, at now: Moment) -> Step {
        guard holds(run, tab), let known = state.turn?.attempt?.run?.blocked else { return stale(run) }
        var step = Step()
        step.reply = .ok()
        heardOfRun(at: now)
        guard !known.contains(blocked) else { return step }
        guard known.count < Limits.blockedAttempts else {
            step.reply = .refused(.tooLarge, "blocked: \(Limits.blockedAttempts) of a run are logged, and no more")
            return step
        }
        emit(.runBlocked(run, blocked), in: &step)
        return step
    }

    /// Whatever the run's outcome will be, it is an error; the log says so in the place of the next output, once.
    private mutating func spoil(_ run: RunKey, _ error: RunError, in step: inout Step) {
        guard let ran = state.turn?.attempt?.run, ran.fault == nil else { return }
        emit(.runOutput(run, at: ran.outputs, output: .refused(error)), in: &step)
    }

    private func exceededBound(bytes: Int, number: Int) -> String? {
        if bytes > Limits.outputBytes { return "\(Limits.outputBytes) bytes for one output" }
        if outputBytes + bytes > policy.run.outputBytes { return "\(policy.run.outputBytes) bytes for a run" }
        if number >= Limits.outputs { return "\(Limits.outputs) outputs of a run" }
        return nil
    }

    public mutating func outcome(
        _ outcome: RunOutcome, error: RunError?, timings: RunTimings, of run: RunKey, from tab: String, at now: Moment
    ) -> Step {
        guard holds(run, tab), let ran = state.turn?.attempt?.run else { return stale(run) }
        var step = Step()
        step.reply = .ok()
        if outcome == .refused {
            // The tab cannot; the run is still to be had.
            tabs[tab]?.sandbox = .busy
            giveUp(run)
            assign(at: now, in: &step)
            return step
        }
        let verdict = judge(outcome, error: error, of: ran)
        emit(.runEnded(run, outcome: verdict.outcome, error: verdict.error, timings: timings), in: &step)
        switch verdict.outcome {
        case .ok where ran.drew: end(.plotted, "", in: &step)
        case .ok: end(.answered, "the code ran and drew nothing", in: &step)
        case .interrupted: end(.cancelled, "stopped in the tab that ran it", in: &step)
        case .error, .timeout, .crashed, .refused: repairOrEnd(in: &step)
        }
        return step
    }

    /// The outcome as the log has it: ok only when something was shown and nothing of it was refused (TRN4), and every
    /// other end but an interrupt with an error for the repair prompt.
    private func judge(
        _ outcome: RunOutcome, error: RunError?, of run: RunState
    ) -> (outcome: RunOutcome, error: RunError?) {
        switch outcome {
        case .ok:
            if let fault = run.fault { return (.error, fault) }
            if run.outputs == 0 { return (.error, .nothingShown) }
            return (.ok, nil)
        case .interrupted: return (.interrupted, error)
        case .error, .timeout, .crashed, .refused: return (outcome, error ?? .unexplained(outcome))
        }
    }

    /// A run that its tab did not end in time.
    mutating func endOverdueRun(phase: RunProgress.Phase?, in step: inout Step) {
        guard let turn = state.turn, let attempt = turn.attempt, let run = attempt.run else { return }
        let key = RunKey(turn: turn.number, attempt: attempt.number, lease: run.lease)
        let limits = policy.run
        let what =
            switch phase {
            case nil: "The tab reported nothing for \((limits.packagesMs + limits.execMs) / 1_000) s."
            case .packages: "Loading packages took longer than \(limits.packagesMs / 1_000) s."
            case .running: "The code ran longer than \(limits.execMs / 1_000) s."
            }
        let error = RunError(ename: "TimeoutError", evalue: what)
        emit(.runEnded(key, outcome: .timeout, error: error, timings: RunTimings()), in: &step)
        repairOrEnd(in: &step)
    }

    /// A sign of life of the tab that has the run; how the next is awaited stays as it was.
    private mutating func heardOfRun(at now: Moment) {
        if case .running(until: _?) = holder {
            holder = .running(until: now + policy.silence)
        } else {
            holder = .running(until: nil)
        }
        unattended = nil
    }

    private func holds(_ run: RunKey, _ tab: String) -> Bool {
        holder != .nobody && currentRun(of: tab) == run
    }

    private func stale(_ run: RunKey) -> Step {
        .refuse(
            .staleLease,
            "turn \(run.turn), attempt \(run.attempt), lease \(run.lease) is not, or no longer, this tab's")
    }
}

extension RunError {
    static let nothingShown = RunError(
        ename: "NothingShown",
        evalue: "The code ran without an error but showed nothing. Leave the figure in a variable named fig.")

    static func unexplained(_ outcome: RunOutcome) -> RunError {
        switch outcome {
        case .timeout: RunError(ename: "TimeoutError", evalue: "The code ran longer than it may.")
        case .crashed:
            RunError(ename: "InterpreterCrash", evalue: "The Python interpreter crashed while it ran the code.")
        default: RunError(ename: "Error", evalue: "The code failed without saying why.")
        }
    }
}
