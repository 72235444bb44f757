import TestSupport
import Wire

/// A tab's sandbox: it boots, runs what the page hands it for some time, gives signs of life, and at times breaks.
final class SimulatedSandbox {
    private unowned let tab: SimulatedTab
    private unowned let world: Simulation
    /// What is planned for an earlier run or an earlier start is void.
    private var life = 0
    private var key: JSON?
    private var isReady = false
    /// It stopped answering, and nobody noticed.
    private var isDead = false

    init(tab: SimulatedTab, world: Simulation) {
        self.tab = tab
        self.world = world
    }

    func end() { life += 1 }

    func boot() {
        life += 1
        isReady = false
        isDead = false
        after(world.chance.pick([20, 300, 3_000])) { [self] in try becomeReady() }
    }

    private func becomeReady() throws {
        isReady = true
        try say("state", [["state": "ready", "pyodide": "1", "python": "3", "packages": []]])
    }

    private func say(_ operation: String, _ arguments: [JSON]) throws {
        guard !isDead else { return }
        try tab.perform(operation, arguments)
    }

    private func after(_ delay: Int, _ act: @escaping () throws -> Void) {
        let life = life
        world.agenda.after(delay) { [self] in if life == self.life { try act() } }
    }

    // MARK: A run

    func run(_ key: JSON, _ code: String) {
        guard self.key == nil else { return world.object("two runs at once in tab \(tab.number)") }
        self.key = key
        life += 1
        world.tally.runs += 1
        after(0) { [self] in
            try say("state", [["state": "busy"]])
            beat()
        }
        var time = 0
        func next(_ act: @escaping () throws -> Void) {
            time += world.chance.pick([1, 10, 100, 1_500])
            after(time, act)
        }
        if world.chance.once(in: 3) {
            next { [self] in
                let progress: JSON = ["phase": "packages", "done": 0, "total": 1, "name": "numpy"]
                try say("progress", [key, progress])
            }
        }
        next { [self] in try say("progress", [key, ["phase": "running"]]) }
        if world.chance.once(in: 12) { next { [self] in isDead = true } }
        if world.chance.once(in: 12) { next { [self] in try breakDown() } }
        for output in outputs() { next { [self] in try say("output", [key, output]) } }
        if world.chance.once(in: 8) { time += 9_000 }
        let outcome = outcome()
        next { [self] in try finish(outcome) }
    }

    private func beat() {
        guard let key else { return }
        try? say("beat", [key])
        after(1_000) { [self] in beat() }
    }

    private func outputs() -> [JSON] {
        var outputs: [JSON] = []
        for _ in 0..<world.chance.pick([0, 1, 2]) { outputs.append(Outputs.printed("line\n")) }
        if world.chance.once(in: 20) { outputs.append(Outputs.printed(String(repeating: "x", count: 9_000))) }
        if !world.chance.once(in: 4) { outputs.append(Outputs.figure) }
        return outputs
    }

    private func outcome() -> JSON {
        let timings: JSON = ["packagesMs": 0, "execMs": 1, "serializeMs": 0]
        guard world.chance.once(in: 3) else { return ["outcome": "ok", "timings": timings] }
        let outcome = world.chance.pick(["error", "timeout", "crashed"])
        let error: JSON = ["ename": "E", "evalue": "e", "traceback": [], "line": 1]
        return ["outcome": .string(outcome), "error": error, "timings": timings]
    }

    private func finish(_ outcome: JSON) throws {
        guard let key, !isDead else { return }
        self.key = nil
        life += 1
        try say("outcome", [key, outcome])
        if world.chance.once(in: 3) {
            try say("state", [["state": "booting", "phase": "", "done": 0, "total": 0]])
            after(300) { [self] in try becomeReady() }
        } else {
            try becomeReady()
        }
    }

    func stop(_ key: JSON) {
        guard self.key == key else { return }
        life += 1
        let interrupted: JSON = [
            "outcome": "interrupted",
            "error": ["ename": "KeyboardInterrupt", "evalue": "", "traceback": [], "line": .null],
            "timings": ["packagesMs": 0, "execMs": 1, "serializeMs": 0],
        ]
        after(world.chance.pick([1, 250])) { [self] in try finish(interrupted) }
    }

    /// As the page's side of the sandbox does it: the state first, then what becomes of the run.
    private func breakDown() throws {
        guard let key else { return }
        self.key = nil
        isReady = false
        life += 1
        world.tally.add("sandbox broken")
        try say("state", [["state": "broken", "reason": "simulated"]])
        let error: JSON = ["ename": "SandboxCrash", "evalue": "e", "traceback": [], "line": .null]
        try say("outcome", [key, ["outcome": "crashed", "error": error, "timings": [:]]])
    }

    /// A person restarts what is broken or does not answer.
    func mend() throws {
        guard isDead || !isReady && key == nil else { return }
        let lost = isDead ? key : nil
        if isDead { world.tally.add("sandbox dead") }
        key = nil
        boot()
        if let lost {
            let error: JSON = ["ename": "KeyboardInterrupt", "evalue": "", "traceback": [], "line": .null]
            let timings: JSON = ["packagesMs": 0, "execMs": 0, "serializeMs": 0]
            try say("outcome", [lost, ["outcome": "interrupted", "error": error, "timings": timings]])
        }
    }
}
