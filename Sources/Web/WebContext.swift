import Hummingbird
import NIOCore

/// What a request carries through the routes.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The peer's IP address, without its port.
    let address: String

    init(source: Source) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
