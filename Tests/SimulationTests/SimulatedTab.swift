import TestSupport
import Wire

/// A tab of the browser: it passes what happens to the page in its process, and does what the page does.
final class SimulatedTab {
    let number: Int
    private(set) var key: String
    private unowned let world: Simulation
    private var sockets: [Int: SimulatedConnection] = [:]
    private var earlier = 0
    private var alarm = 0
    private(set) var sandbox: SimulatedSandbox!
    /// What happens while the page is frozen waits.
    private var frozen: [() throws -> Void]?
    private(set) var isGone = false
    var isOnline = true
    /// Milliseconds that its network adds to everything.
    var slowness = 0

    init(_ number: Int, key: String, world: Simulation) {
        self.number = number
        self.key = key
        self.world = world
        sandbox = SimulatedSandbox(tab: self, world: world)
    }

    /// - Parameter connections: what the tab opened before its page was loaded again.
    func open(connections: Int) throws {
        earlier = connections
        try perform("create", [.string(key), .string(Simulation.session), JSON(connections)])
        sandbox.boot()
    }

    /// At least as many as the tab has opened.
    var connections: Int { earlier + sockets.count }

    var isFrozen: Bool { frozen != nil }

    /// The connection that the page holds for open.
    var connection: SimulatedConnection? { sockets.values.first { $0.isOpenAtTab } }

    /// Something happens to the page.
    func perform(_ operation: String, _ arguments: [JSON] = []) throws {
        guard !isGone else { return }
        guard frozen == nil else {
            frozen?.append { [self] in try perform(operation, arguments) }
            return
        }
        for action in try world.process.perform(number, at: world.now, operation, arguments) {
            try take(action.array ?? [])
        }
    }

    private func take(_ action: [JSON]) throws {
        let rest = Array(action.dropFirst())
        switch action.first?.string {
        case "alarm": setAlarm(rest[0])
        case "connect": connect(socket: rest[0].integer ?? 0)
        case "send": sockets[rest[0].integer ?? 0]?.sendUp(rest[1].string ?? "")
        case "close": sockets[rest[0].integer ?? 0]?.closeFromTab(forGood: false)
        case "run": sandbox.run(rest[0], rest[1].string ?? "")
        case "stop": sandbox.stop(rest[0])
        case "answer": world.answered(rest[0].string ?? "", nil)
        case "refused": world.answered(rest[0].string ?? "", rest[1].string ?? "")
        case "rekey": key = rest[0].string ?? ""
        case "welcome": break
        default: world.object("tab \(number) did \(action)")
        }
    }

    private func setAlarm(_ milliseconds: JSON) {
        alarm += 1
        let set = alarm
        let delay: Double =
            if case .number(let value) = milliseconds { value } else { Double(milliseconds.integer ?? 0) }
        world.agenda.after(Int(delay.rounded(.up))) { [self] in
            guard set == alarm else { return }
            try perform("alarm", [.number(Double.random(in: 0..<1, using: &world.chance))])
        }
    }

    private func connect(socket: Int) {
        let connection = world.connect(tab: number, socket: socket)
        sockets[socket] = connection
        guard world.server.isUp, isOnline else {
            return connection.cut(noticedAtTab: world.latency(), noticedAtServer: nil)
        }
        world.server.accepted(connection)
        world.agenda.after(world.latency()) { [self] in
            if connection.isOpenAtTab, !connection.isCut { try perform("opened") }
        }
    }

    // MARK: What befalls it

    func freeze() { frozen = frozen ?? [] }

    func thaw() throws {
        guard let waiting = frozen else { return }
        frozen = nil
        for happening in waiting { try happening() }
    }

    /// The page is closed (which the server is told) or its process is gone (which it is not).
    func leave(orderly: Bool) {
        isGone = true
        sandbox.end()
        for connection in sockets.values {
            if orderly {
                connection.closeFromTab(forGood: true)
            } else {
                connection.cut(noticedAtTab: nil, noticedAtServer: world.chance.pick([1, 100, nil]))
            }
        }
    }
}
