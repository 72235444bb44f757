/// A session as a list shows it (SES1).
public struct SessionListing: Sendable, Hashable {
    public var session: String
    /// What a person called it, or empty.
    public var name: String
    /// The start of its first prompt, or empty.
    public var title: String
    /// Milliseconds since 1970.
    public var created: Int
    public var touched: Int
    public var turns: Int
    /// Whether a turn is in flight.
    public var isOpen: Bool

    public init(
        session: String, name: String, title: String, created: Int, touched: Int, turns: Int, isOpen: Bool
    ) {
        self.session = session
        self.name = name
        self.title = title
        self.created = created
        self.touched = touched
        self.turns = turns
        self.isOpen = isOpen
    }

    /// Whether a list shows it: it was asked something or has a name.
    var isListed: Bool { turns > 0 || !name.isEmpty }

    /// A place in the list, which stays one when sessions before it are used again. Later places are smaller.
    public struct Cursor: Sendable, Hashable, Comparable {
        public var touched: Int
        public var session: String

        public init(touched: Int, session: String) {
            self.touched = touched
            self.session = session
        }

        public static func < (one: Cursor, other: Cursor) -> Bool {
            (one.touched, one.session) < (other.touched, other.session)
        }
    }

    public var cursor: Cursor { Cursor(touched: touched, session: session) }
}
