import Sessions
import Wire

extension SessionListing {
    /// As the HTTP API shows it.
    /// - Parameter tabs: how many are here.
    func json(tabs: Int) -> JSON {
        [
            "session": .string(session), "name": .string(name), "title": .string(title),
            "created": .string(Timestamp.text(created)), "touched": .string(Timestamp.text(touched)),
            "turns": JSON(turns), "tabs": JSON(tabs), "open": .bool(isOpen),
        ]
    }
}

extension SessionListing.Cursor {
    /// For the address of the list's next page.
    var text: String { "\(touched)-\(session)" }

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let touched = Int(parts[0]) else { return nil }
        self.init(touched: touched, session: String(parts[1]))
    }
}
