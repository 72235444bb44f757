import Hummingbird
import NIOCore

/// What a request carries through the routes.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The peer's IP address, without its port.
    let address: String
    /// What the signed-in may; nil on routes that are open.
    var grant: Grant?

    init(source: Source) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// What the signed-in may do with the session that the route names; one that they may not see is as good as none.
    func grant(for session: String) throws(Problem) -> Grant {
        let grant = try signedIn()
        guard grant.maySee(session) else { throw .unknownSession(session) }
        return grant
    }

    func signedIn() throws(Problem) -> Grant {
        guard let grant else { throw Problem(.absent) }
        return grant
    }
}
