import CCurl

/// An address taken apart by libcurl, which is going to use it.
struct URLParts {
    /// In lower case.
    let scheme: String
    let host: String
    let port: String?
    let path: String
    let query: String?
    let hasCredentials: Bool

    /// Nil for what has no scheme or no host.
    init?(_ url: String) {
        guard let handle = curl_url() else { preconditionFailure("no memory for libcurl") }
        defer { curl_url_cleanup(handle) }
        func part(_ part: CURLUPart) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
        guard curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST)
        else { return nil }
        self.scheme = scheme
        self.host = host
        port = part(CURLUPART_PORT)
        path = part(CURLUPART_PATH) ?? ""
        query = part(CURLUPART_QUERY)
        hasCredentials = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
    }
}
