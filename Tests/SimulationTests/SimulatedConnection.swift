import TestSupport
import Wire

/// A TCP connection with a WebSocket on it: two directions, each in order, each of which may die unnoticed.
final class SimulatedConnection {
    enum Direction { case up, down }

    let number: Int
    /// The tab, and its socket.
    let tab: Int
    let socket: Int
    /// The server's process that accepted it.
    let life: Int
    private let world: Simulation
    /// Frames that are sent from now on get lost.
    var loses: Set<Direction> = []
    /// Nothing sent before arrives either.
    private(set) var isCut = false
    /// Whether each end thinks that it is open.
    private(set) var isOpenAtTab = true
    private(set) var isOpenAtServer = true
    /// When the last of each direction arrives.
    private var arrival: [Direction: Int] = [:]
    /// Frames that the tab does not read for now.
    private var stalled: [String]?
    private var stalledBytes = 0
    var heardAt: Int
    /// The position that the hello named, and what the server has sent since.
    var position: Int?
    var sentUpTo = 0

    init(_ number: Int, tab: Int, socket: Int, life: Int, world: Simulation) {
        self.number = number
        self.tab = tab
        self.socket = socket
        self.life = life
        self.world = world
        heardAt = world.now
    }

    /// The end of what the direction carries, after what was sent before.
    private func carry(_ direction: Direction, _ arrive: @escaping () throws -> Void) {
        guard !loses.contains(direction) else { return }
        let latency = world.latency() + (world.tabs[tab]?.slowness ?? 0)
        let time = max(arrival[direction, default: 0], world.now + latency)
        arrival[direction] = time
        world.agenda.at(time) { [self] in if !isCut { try arrive() } }
    }

    // MARK: Frames

    func welcomed(_ welcome: Welcome) {
        sentUpTo = welcome.mode == .tail ? position ?? 0 : welcome.first - 1
    }

    func sendUp(_ text: String) {
        guard isOpenAtTab else { return }
        carry(.up) { [self] in
            guard isOpenAtServer else { return }
            heardAt = world.now
            world.trace("connection \(number) up \(text)")
            try world.server.received(text, from: self)
        }
    }

    func sendDown(_ text: String) {
        guard isOpenAtServer else { return }
        if stalled != nil {
            stalled?.append(text)
            stalledBytes += text.utf8.count
            if stalledBytes > Simulation.outboxBytes { closeFromServer(.slowReader) }
            return
        }
        carry(.down) { [self] in
            guard isOpenAtTab else { return }
            world.trace("tab \(tab) connection \(number) down \(text)")
            try world.tabs[tab]?.perform("frame", [.init(socket), .string(text)])
        }
    }

    /// The tab stops reading, and later goes on.
    func stall(_ isStalled: Bool) {
        if isStalled {
            stalled = stalled ?? []
        } else {
            let waiting = stalled ?? []
            stalled = nil
            stalledBytes = 0
            for text in waiting { sendDown(text) }
        }
    }

    // MARK: Its end

    func closeFromServer(_ code: CloseCode) {
        guard isOpenAtServer else { return }
        world.tally.closes[code, default: 0] += 1
        if stalled == nil {
            carry(.down) { [self] in try endAtTab(code: Int(code.rawValue), code.reason) }
        } else {
            loses.insert(.down)
            world.agenda.after(5_000) { [self] in try endAtTab(code: 1006, "") }
        }
        endAtServer(forGood: false)
    }

    /// The page closed its socket, or is gone.
    func closeFromTab(forGood: Bool) {
        guard isOpenAtTab else { return }
        isOpenAtTab = false
        carry(.up) { [self] in endAtServer(forGood: forGood) }
    }

    /// The connection breaks; each end may hear of it, at a time of its own, or not at all.
    func cut(noticedAtTab: Int?, noticedAtServer: Int?) {
        isCut = true
        if let noticedAtTab { world.agenda.after(noticedAtTab) { [self] in try endAtTab(code: 1006, "") } }
        if let noticedAtServer { world.agenda.after(noticedAtServer) { [self] in endAtServer(forGood: false) } }
    }

    func endAtTab(code: Int, _ reason: String) throws {
        guard isOpenAtTab else { return }
        isOpenAtTab = false
        world.trace("tab \(tab) connection \(number) closed \(code)")
        try world.tabs[tab]?.perform("closed", [.init(socket), .init(code), .string(reason)])
    }

    func endAtServer(forGood: Bool) {
        guard isOpenAtServer else { return }
        isOpenAtServer = false
        world.server.left(self, forGood: forGood)
    }
}
