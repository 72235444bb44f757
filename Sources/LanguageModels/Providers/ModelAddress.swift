import CCurl

/// Where a model server is: the base of its API, as libcurl itself reads it.
struct ModelAddress: Sendable, Equatable {
    private var scheme: String
    private var host: String
    private var port: String?
    /// Without a slash at its end.
    private var path: String
    private var query: String?

    init(_ url: String) throws(InvalidModelConfiguration) {
        guard let parts = URLParts(url), parts.scheme == "http" || parts.scheme == "https" else {
            throw InvalidModelConfiguration(
                setting: .url, fault: "is not an address: write one such as http://127.0.0.1:8081/v1.")
        }
        guard !parts.hasCredentials else {
            throw InvalidModelConfiguration(
                setting: .url, fault: "must not hold a name or a password: the key has a setting of its own.")
        }
        scheme = parts.scheme
        host = parts.host
        port = parts.port
        let path = parts.path
        self.path = String(path[..<(path.lastIndex { $0 != "/" }.map(path.index(after:)) ?? path.startIndex)])
        query = parts.query
    }

    /// Host and port, for a person.
    var place: String { host + (port.map { ":\($0)" } ?? "") }

    /// This machine's own address.
    var isLoopback: Bool {
        host == "localhost" || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// The address of an endpoint; what of it the base holds already is not repeated.
    /// - Parameter endpoint: its path's parts, escaped where they need it: `["v1", "messages"]`.
    /// - Parameter parameters: what its query holds besides the base's own: `alt=sse`.
    func url(of endpoint: [String], parameters: String? = nil) -> String {
        let known = (1...endpoint.count).last { path.hasSuffix("/" + endpoint.prefix($0).joined(separator: "/")) } ?? 0
        let rest = endpoint.dropFirst(known).map { "/" + $0 }.joined()
        let query = [query, parameters].compactMap(\.self).joined(separator: "&")
        return "\(scheme)://\(place)\(path)\(rest)\(query.isEmpty ? "" : "?\(query)")"
    }
}
