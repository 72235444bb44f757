import TestSupport
import Wire

/// What befalls tabs, connections and the server.
extension Simulation {
    func befall() throws {
        guard let tab = someTab() else { return }
        let before = tally.faults
        defer {
            trace("fault \(tally.faults.filter { before[$0.key] != $0.value }.keys.sorted()) of tab \(tab.number)")
        }
        switch Int.random(in: 0..<19, using: &chance) {
        case 0, 1: cut(tab, "cut", atTab: latency(), atServer: latency())
        case 2: cut(tab, "cut unnoticed by the server", atTab: latency(), atServer: nil)
        case 3: cut(tab, "cut unnoticed by the tab", atTab: nil, atServer: latency())
        case 4: halfOpen(tab)
        case 5: stall(tab)
        case 6, 7: try killServer()
        case 8: freeze(tab)
        case 9:
            try reload(tab, orderly: chance.once(in: 2))
            tally.add("reload")
        case 10: try closeTab(tab)
        case 11:
            try openTab()
            tally.add("new tab")
        case 12: try goOffline(tab)
        case 13:
            try tab.perform("look", [.bool(chance.once(in: 2))])
            tally.add("visibility")
        case 14: try cancel(tab)
        case 15, 16: slow(tab)
        case 17: try duplicate(tab)
        default: try rerun(tab)
        }
    }

    private func cut(_ tab: SimulatedTab, _ kind: String, atTab: Int?, atServer: Int?) {
        guard let connection = tab.connection else { return }
        tally.add(kind)
        connection.cut(noticedAtTab: atTab, noticedAtServer: atServer)
    }

    private func halfOpen(_ tab: SimulatedTab) {
        guard let connection = tab.connection else { return }
        tally.add("half-open")
        connection.loses.insert(chance.pick([.up, .down]))
    }

    private func stall(_ tab: SimulatedTab) {
        guard let connection = tab.connection else { return }
        tally.add("stalled reader")
        connection.stall(true)
        agenda.after(chance.pick([200, 3_000, 10_000])) { connection.stall(false) }
    }

    /// What the tab sends comes late: after what it sends on its next connection, perhaps.
    private func slow(_ tab: SimulatedTab) {
        tally.add("slow network")
        tab.slowness = chance.pick([1_000, 4_000, 18_000])
        cut(tab, "cut", atTab: latency(), atServer: latency())
        agenda.after(chance.pick([500, 3_000, 12_000])) { tab.slowness = 0 }
    }

    private func killServer() throws {
        guard server.isUp else { return }
        tally.add("kill")
        server.kill()
        for connection in connections where connection.isOpenAtServer {
            connection.cut(noticedAtTab: chance.pick([0, 5, 100]), noticedAtServer: nil)
        }
        try check()
        agenda.after(chance.pick([1, 50, 1_000, 4_000])) { [self] in if !server.isUp { try server.start() } }
    }

    private func freeze(_ tab: SimulatedTab) {
        tally.add("freeze")
        tab.freeze()
        agenda.after(chance.pick([500, 5_000, 12_000, 30_000])) { try tab.thaw() }
    }

    /// The tab is opened a second time, with a copy of what it keeps.
    private func duplicate(_ tab: SimulatedTab) throws {
        tally.add("duplicate")
        try openTab(key: tab.key, connections: tab.connections)
    }

    private func closeTab(_ tab: SimulatedTab) throws {
        let orderly = chance.once(in: 2)
        tally.add(orderly ? "tab closed" : "tab crashed")
        tab.leave(orderly: orderly)
        // Whoever closes the last tab opens another later.
        if present.isEmpty { agenda.after(chance.pick([10, 3_000])) { [self] in try openTab() } }
        for (id, given) in commands where given.tab == tab.number && given.answer == nil { commands[id] = nil }
    }

    private func goOffline(_ tab: SimulatedTab) throws {
        tally.add("offline")
        tab.isOnline = false
        cut(tab, "cut", atTab: latency(), atServer: nil)
        agenda.after(chance.pick([500, 8_000])) {
            tab.isOnline = true
            try tab.perform("online")
        }
    }

    private func cancel(_ tab: SimulatedTab) throws {
        tally.add("cancel")
        try give("cancel", [1], in: tab)
    }

    private func rerun(_ tab: SimulatedTab) throws {
        tally.add("rerun")
        try give("rerun", [JSON(Int.random(in: 1...2, using: &chance)), "fig = 2"], in: tab)
    }
}
