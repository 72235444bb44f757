public import Wire

/// Tabs come and go, and one of them has the run.
extension TurnMachine {
    /// A tab connected. `run` is the run that it is still executing (OPN4).
    public mutating func tabJoined(
        _ id: String, name: String, visible: Bool, role: Role = .owner, run: RunKey?, at now: Moment
    ) -> Step {
        let stillRuns = role == .owner && run != nil && run == currentRun(of: id) && run != givenUp
        tabs[id] = Tab(
            id: id, name: name, visible: visible, sandbox: stillRuns ? .busy : .booting, role: role,
            joined: nextJoin())
        var step = Step()
        step.effects.append(.showPresence)
        if currentRun(of: id) != nil {
            if stillRuns {
                holder = .running(until: nil)
                unattended = nil
                armRunDeadline(for: nil, at: now)
            } else {
                loseRun()
            }
        }
        assign(at: now, in: &step)
        return step
    }

    /// A tab's connection is over.
    /// - Parameter forGood: its page is gone, and with it what it was running.
    public mutating func tabLeft(_ id: String, forGood: Bool = false, at now: Moment) -> Step {
        var step = Step()
        guard tabs.removeValue(forKey: id) != nil else { return step }
        step.effects.append(.showPresence)
        if currentRun(of: id) != nil, forGood {
            loseRun()
        } else if currentRun(of: id) != nil, holder != .nobody {
            holder = .away(until: now + policy.leaseGrace)
            runDeadline = nil
        }
        assign(at: now, in: &step)
        return step
    }

    public mutating func tabChanged(_ id: String, sandbox: SandboxState, visible: Bool?, at now: Moment) -> Step {
        var step = Step()
        guard var tab = tabs[id] else { return step }
        tab.sandbox = sandbox
        tab.visible = visible ?? tab.visible
        if tab.presence != tabs[id]?.presence { step.effects.append(.showPresence) }
        tabs[id] = tab
        if sandbox == .broken, let run = currentRun(of: id) { giveUp(run) }
        assign(at: now, in: &step)
        step.reply = .ok()
        return step
    }

    /// Whatever a tab says, it is not silent (RUN9).
    public mutating func spoke(_ id: String) { tabs[id]?.isSilent = false }

    /// A ping. `run` is the run that it says it is executing; a tab that names it has to go on naming it (RUN8).
    public mutating func heard(from id: String, run: RunKey?, at now: Moment) -> Step {
        spoke(id)
        var step = Step()
        if let run, holder != .nobody, run == currentRun(of: id) {
            holder = .running(until: now + policy.silence)
            unattended = nil
        } else {
            // Whoever spoke may be just the one that is waited for.
            assign(at: now, in: &step)
        }
        return step
    }

    /// The tab that has the run says nothing of it: the next ready one may have it.
    mutating func overdue() {
        if case .away = holder {
            holder = .overdue(away: true)
        } else {
            holder = .overdue(away: false)
            if let tab = state.turn?.attempt?.run?.tab { tabs[tab]?.isSilent = true }
        }
    }

    /// The run in flight, when that tab is the one it is leased to.
    func currentRun(of tab: String) -> RunKey? {
        guard let turn = state.turn, let attempt = turn.attempt, !attempt.hasEnded, let run = attempt.run,
            run.tab == tab
        else { return nil }
        return RunKey(turn: turn.number, attempt: attempt.number, lease: run.lease)
    }

    /// The tab that has the run will not end it; its clocks stop with it.
    mutating func loseRun() {
        holder = .nobody
        runDeadline = nil
    }

    /// The same, by the tab's own word: it is not believed when it names the run again.
    mutating func giveUp(_ run: RunKey) {
        givenUp = run
        loseRun()
    }

    /// Leases the attempt's code to the most suitable tab, when nobody has it (RUN5, RUN6).
    mutating func assign(at now: Moment, in step: inout Step) {
        guard let turn = state.turn, let attempt = turn.attempt, attempt.code != nil, !attempt.hasEnded else { return }
        // A tab that was leased the run and keeps silent is not asked again.
        let silent: String? = if case .overdue = holder { attempt.run?.tab } else { nil }
        let candidates = tabs.values.filter { $0.id != silent }
        guard holder.isFree, let tab = candidates.mostSuitable(askedBy: turn.by) else {
            unattended = holder.isUnattended ? unattended ?? now + policy.unattended : nil
            return
        }
        let lease = (attempt.run?.lease ?? 0) + 1
        guard lease <= policy.leases else {
            stop(.unattended, "\(policy.leases) tabs in a row lost the run", in: &step)
            return
        }
        let key = RunKey(turn: turn.number, attempt: attempt.number, lease: lease)
        var limits = policy.run
        limits.plain = policy.repair.isPlain
        emit(.runLeased(key, tab: tab.id, limits: limits), in: &step)
        holder = .starting(until: now + policy.firstProgress)
        unattended = nil
        outputBytes = 0
        armRunDeadline(for: nil, at: now)
    }

    /// The server's own end of a run: past both clocks as long as the tab says nothing, then past the phase's own.
    mutating func armRunDeadline(for phase: RunProgress.Phase?, at now: Moment) {
        guard runDeadline?.phase != phase || phase == nil else { return }
        let clocks =
            switch phase {
            case nil: policy.run.packagesMs + policy.run.execMs
            case .packages: policy.run.packagesMs
            case .running: policy.run.execMs
            }
        runDeadline = (now + clocks + policy.clockGrace, phase)
    }
}
