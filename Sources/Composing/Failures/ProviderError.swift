public import Wire

/// Turns what a provider answers when it fails into one clear `AnswerFailure`: what happened, and what to try.
public enum ProviderError {
    /// An answer whose status is not 2xx.
    /// - Parameters:
    ///   - contentType: the header's value.
    ///   - retryAfter: the header's value: seconds, or a date (RFC 9110, section 10.2.3).
    ///   - date: the value of the header `Date`. Without it a date to wait for says nothing: the clocks may differ.
    ///   - body: its head, at most `Limits.modelErrorBytes`.
    public static func failure(
        status: Int, contentType: String?, retryAfter: String?, date: String? = nil, body: [UInt8],
        redaction: Redaction = Redaction()
    ) -> AnswerFailure {
        var failure =
            isWebPage(contentType, body)
            ? webPage(status: status) : failure(status: status, ProviderMessage.read(body), redaction)
        failure.retryAfter = retryAfter.flatMap { seconds($0, since: date) }
        if let wait = failure.retryAfter, wait > 0 { failure.message += " It asks to be left alone for \(wait) s." }
        return failure
    }

    /// An error inside a stream or a document that began with 200.
    static func inStream(_ json: JSON, _ redaction: Redaction) -> AnswerFailure {
        let message = ProviderMessage(json)
        // Anthropic and the Responses API name what elsewhere is a status.
        let named: [String: Int] = [
            "authentication_error": 401, "permission_error": 403, "not_found_error": 404, "request_too_large": 413,
            "invalid_request_error": 400, "rate_limit_error": 429, "overloaded_error": 529, "rate_limit_exceeded": 429,
            "invalid_prompt": 400,
        ]
        let said = message.status.flatMap { (400...599).contains($0) ? $0 : nil }
        let status = message.isAboutCredit ? 402 : said ?? message.codes.lazy.compactMap { named[$0] }.first ?? 500
        var failure = failure(status: status, message, redaction)
        failure.status = nil
        return failure
    }

    static func webPage(status: Int) -> AnswerFailure {
        let kind: AnswerFailure.Kind =
            switch status {
            case 200..<300: .malformed
            case 401, 403: .unauthorized
            case 429: .rateLimited
            case 500...: .server
            default: .badRequest
            }
        return AnswerFailure(
            kind,
            "The address answers with a web page (HTTP \(status)), not as a model server: check SANDGLASS_MODEL_URL.",
            status: status)
    }

    private static func failure(
        status: Int, _ message: ProviderMessage, _ redaction: Redaction
    ) -> AnswerFailure {
        let (kind, what) = meaning(of: status, message)
        let said = redaction.applied(to: message.text)
        let quote = said.isEmpty ? " It gave no reason." : " It says: \(said)"
        return AnswerFailure(kind, what + quote, status: status)
    }

    private static func meaning(of status: Int, _ message: ProviderMessage) -> (AnswerFailure.Kind, String) {
        if status == 402 || (status < 500 && message.isAboutCredit) {
            let what = "The credit or spend limit at the model's provider is used up (HTTP \(status))"
            return (.quota, "\(what): top it up or use another SANDGLASS_MODEL_KEY.")
        }
        let (kind, what, remedy): (AnswerFailure.Kind, String, String) =
            switch status {
            case 300..<400: (.badRequest, "redirects elsewhere", ": set SANDGLASS_MODEL_URL to the final address")
            case 401: (.unauthorized, "does not accept the key", ": check SANDGLASS_MODEL_KEY")
            case 403: (.unauthorized, "forbids the request", ": check SANDGLASS_MODEL_KEY and what it may use")
            case 404: (.badRequest, "knows no such model or address", ": check SANDGLASS_MODEL and SANDGLASS_MODEL_URL")
            case 408: (.timeout, "waited too long for the request", "; try again")
            case 413: (.badRequest, "finds the request too large", ": ask for less")
            case 429: (.rateLimited, "is asked too often", "; wait, then try again")
            case 529: (.server, "is overloaded", "; try again later")
            case 409, 500...: (.server, "failed", "; try again")
            default: (.badRequest, "rejects the request", ": check SANDGLASS_MODEL and SANDGLASS_MODEL_API")
            }
        return (kind, "The model server \(what) (HTTP \(status))\(remedy).")
    }

    private static func isWebPage(_ contentType: String?, _ body: [UInt8]) -> Bool {
        let head = String(decoding: body.prefix(512), as: UTF8.self).drop(while: \.isWhitespace).lowercased()
        if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") { return true }
        return contentType?.lowercased().hasPrefix("text/html") == true
    }

    /// Whole seconds, upwards, at most a day.
    private static func seconds(_ value: String, since date: String?) -> Int? {
        if let then = HTTPDate(value) {
            guard let now = date.flatMap({ HTTPDate($0) }) else { return nil }
            return min(max(0, then.seconds - now.seconds), 86_400)
        }
        let text = value.split(separator: " ").joined()
        guard let seconds = Double(text), seconds >= 0, seconds.isFinite else { return nil }
        return Int(min(seconds, 86_400).rounded(.up))
    }
}
