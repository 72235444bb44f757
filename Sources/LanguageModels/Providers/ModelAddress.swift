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
        guard let handle = curl_url() else { preconditionFailure("no memory for libcurl") }
        defer { curl_url_cleanup(handle) }
        func part(_ part: CURLUPart) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
        guard curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME), scheme == "http" || scheme == "https", let host = part(CURLUPART_HOST)
        else {
            throw InvalidModelConfiguration(
                description: "SANDGLASS_MODEL_URL is not an address: write one such as http://127.0.0.1:8081/v1.")
        }
        guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil else {
            throw InvalidModelConfiguration(
                description:
                    "SANDGLASS_MODEL_URL must not hold a name or a password: put the key into SANDGLASS_MODEL_KEY.")
        }
        self.scheme = scheme
        self.host = host
        port = part(CURLUPART_PORT)
        let path = part(CURLUPART_PATH) ?? ""
        self.path = String(path[..<(path.lastIndex { $0 != "/" }.map(path.index(after:)) ?? path.startIndex)])
        query = part(CURLUPART_QUERY)
    }

    /// Host and port, for a person.
    var place: String { host + (port.map { ":\($0)" } ?? "") }

    /// This machine's own address.
    var isLoopback: Bool {
        host == "localhost" || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// The address of an endpoint; what of it the base holds already is not repeated.
    /// - Parameter endpoint: its path's parts: `["v1", "messages"]`.
    func url(of endpoint: [String]) -> String {
        let known = (1...endpoint.count).last { path.hasSuffix("/" + endpoint.prefix($0).joined(separator: "/")) } ?? 0
        let rest = endpoint.dropFirst(known).map { "/" + $0 }.joined()
        return "\(scheme)://\(place)\(path)\(rest)\(query.map { "?\($0)" } ?? "")"
    }
}
