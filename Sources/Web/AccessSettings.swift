/// Who may enter, from where, and how much.
public struct AccessSettings: Sendable {
    /// What signs the operator in.
    public var token: String
    /// What checks the tokens that an embedding product signs; nil when it signs none.
    public var tokenKey: TokenKey?
    /// Names by which the server is reached beside its own, lower case: those of a proxy.
    public var hosts: Set<String>
    /// Origins (`https://example.org`) that may open sockets, beside the server's own.
    public var origins: Set<String>
    /// Origins that may hold the page in a frame.
    public var embedders: [String]
    /// The file that keeps revocations; nil keeps them in memory.
    public var revocationsFile: String?
    /// Of one address.
    public var requestsPerSecond: Int
    /// Of one address.
    public var newSessionsPerMinute: Int
    /// Of one subject.
    public var promptsPerMinute: Int
    /// Certificate and key; nil for plain HTTP.
    public var tls: TLSFiles?

    public init(
        token: String, tokenKey: TokenKey? = nil, hosts: Set<String> = [], origins: Set<String> = [],
        embedders: [String] = [], revocationsFile: String? = nil, requestsPerSecond: Int, newSessionsPerMinute: Int,
        promptsPerMinute: Int, tls: TLSFiles? = nil
    ) {
        self.token = token
        self.tokenKey = tokenKey
        self.hosts = hosts
        self.origins = origins
        self.embedders = embedders
        self.revocationsFile = revocationsFile
        self.requestsPerSecond = requestsPerSecond
        self.newSessionsPerMinute = newSessionsPerMinute
        self.promptsPerMinute = promptsPerMinute
        self.tls = tls
    }

    /// Whether it is a name without a port.
    public static func isHostName(_ text: String) -> Bool { Authority(text)?.port == nil && Authority(text) != nil }

    /// Whether it is an origin as browsers write it.
    public static func isOrigin(_ text: String) -> Bool {
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
            let host = text.dropFirst(scheme.count)
            return Authority(host) != nil && host == host.lowercased()
        }
        return false
    }

    /// The names that are answered.
    /// - Parameter host: where the server listens.
    func names(host: String) -> Set<String> {
        let origins = origins.compactMap { $0.split(separator: "/").last.flatMap { Authority($0)?.name } }
        return hosts.union(origins).union([host.lowercased()])
    }
}
