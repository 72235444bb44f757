import CCurl

/// One transfer as libcurl sees it. Lives on the loop's thread.
final class CurlHandle {
    let easy: UnsafeMutableRawPointer
    let transfer: Transfer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var headers: [(name: String, value: String)] = []
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// Nil where the address or a header cannot be set.
    init?(_ transfer: Transfer) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        self.transfer = transfer
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        guard setUp(transfer.request) else { return nil }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// The handle that was made for this easy handle, and is still in the loop's keeping.
    static func of(_ easy: UnsafeMutableRawPointer) -> CurlHandle {
        var context: UnsafeMutableRawPointer?
        ccurl_easy_get_pointer(easy, CURLINFO_PRIVATE, &context)
        guard let context else { preconditionFailure("a transfer without a handle") }
        return Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
    }

    private func setUp(_ request: TransferRequest) -> Bool {
        // No "Expect": a model server is not asked first whether it wants the question.
        for line in request.headers.map({ "\($0.name): \($0.value.value)" }) + ["Expect:"] {
            guard let list = curl_slist_append(headerList, line) else { return false }
            headerList = list
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        let body = request.body.withUnsafeBytes { ccurl_easy_set_body(easy, $0.baseAddress, curl_off_t($0.count)) }
        let strings = [
            ccurl_easy_set_string(easy, CURLOPT_URL, request.url),
            ccurl_easy_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            set(request.route),
            request.authorities.map { ccurl_easy_set_string(easy, CURLOPT_CAINFO, $0) } ?? CURLE_OK,
        ]
        let milliseconds = Int((request.connectTimeout / .milliseconds(1)).rounded(.up))
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_POST, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 1),
            (CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS), (CURLOPT_CONNECTTIMEOUT_MS, milliseconds),
            // What a proxy says of its tunnel is no part of the response.
            (CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            // Giving up on a name must not wait for the system's resolver, which would hold up every other transfer.
            (CURLOPT_QUICK_EXIT, 1),
            (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_TCP_KEEPALIVE, 1), (CURLOPT_TCP_KEEPIDLE, 30), (CURLOPT_TCP_KEEPINTVL, 15),
        ]
        let others = [
            body,
            ccurl_easy_set_list(easy, CURLOPT_HTTPHEADER, headerList),
            ccurl_easy_set_pointer(easy, CURLOPT_PRIVATE, context),
            ccurl_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText),
            ccurl_easy_set_writer(easy, curlBodyReceived, context),
            ccurl_easy_set_header_reader(easy, curlHeaderReceived, context),
        ]
        return (strings + others + numbers.map { ccurl_easy_set_long(easy, $0.0, $0.1) }).allSatisfy { $0 == CURLE_OK }
    }

    private func set(_ route: TransferRequest.Route) -> CURLcode {
        switch route {
        case .direct: ccurl_easy_set_string(easy, CURLOPT_PROXY, "")
        case .environment: CURLE_OK
        case .proxy(let address): ccurl_easy_set_string(easy, CURLOPT_PROXY, address.value)
        }
    }

    func resume() {
        curl_easy_pause(easy, CURLPAUSE_CONT)
    }

    /// False ends the transfer: the head is too large.
    func receive(headerLine line: String) -> Bool {
        guard transfer.admits(headBytes: line.utf8.count) else { return false }
        let text = line.drop(while: \.isWhitespace)
        if text.isEmpty {
            var status = 0
            ccurl_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
            // An interim response (1xx) is followed by another head.
            if status >= 200 { transfer.receive(head: TransferHead(status: status, headers: headers)) }
            headers = []
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[colon...].dropFirst().drop(while: \.isWhitespace)
            let end = value.lastIndex { !$0.isWhitespace }.map(value.index(after:)) ?? value.startIndex
            headers.append((text[..<colon].lowercased(), String(value[..<end])))
        }
        return true
    }

    /// What libcurl's result means.
    func end(_ code: CURLcode) -> TransferEnd {
        let reported = String(cString: errorText)
        let reason = reported.isEmpty ? String(cString: curl_easy_strerror(code)) : reported
        switch code {
        case CURLE_OK: return .whole
        case CURLE_OPERATION_TIMEDOUT: return .failed(.connectTimeout)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR,
            CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_URL_MALFORMAT:
            return .failed(.unreachable(reason))
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
            return .failed(.malformed(reason))
        default: return .failed(.broken(reason))
        }
    }
}
