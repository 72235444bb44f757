public import Wire

/// A tab as the turn sees it.
public struct Tab: Sendable, Hashable {
    public var id: String
    public var name: String
    public var visible: Bool
    public var sandbox: SandboxState
    public var role: Role
    /// It lost a run by its silence and has said nothing since (RUN9).
    var isSilent = false
    /// Counts up with every join, so that the lowest has been here longest.
    var joined: Int

    var presence: TabPresence { TabPresence(tab: id, name: name, visible: visible, sandbox: sandbox, role: role) }
}

extension Sequence<Tab> {
    /// The most suitable tab for a run: ready, then visible, then the one that asked, then the longest here (RUN5); never
    /// a viewer's (ACC6).
    func mostSuitable(askedBy asker: String) -> Tab? {
        lazy.filter { $0.role == .owner && $0.sandbox == .ready && !$0.isSilent }.min { one, other in
            if one.visible != other.visible { return one.visible }
            if (one.id == asker) != (other.id == asker) { return one.id == asker }
            return one.joined < other.joined
        }
    }
}
