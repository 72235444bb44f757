import Wire

/// What a provider says went wrong, out of the shapes that providers give it.
struct ProviderMessage: Sendable, Equatable {
    var text: String
    /// Its error's types and codes, lower-case: `rate_limit_error`, `insufficient_quota`.
    var codes: [String] = []
    /// A status inside the body, as OpenRouter and LiteLLM send it.
    var status: Int?

    init(text: String) {
        self.text = text
    }

    init(_ json: JSON) {
        // Google wraps its error in a list.
        let json = json.array?.first ?? json
        let error = json["error"].flatMap { $0 == .null ? nil : $0 } ?? json
        let detail = error["detail"] ?? json["detail"]
        text =
            error.string ?? error["message"]?.string ?? detail?.string ?? detail?.array?.first?["msg"]?.string
            ?? detail?["message"]?.string ?? json["message"]?.string ?? error["title"]?.string ?? ""
        codes = ["type", "code", "status"].compactMap { error[$0]?.string?.lowercased() }
        status = error["code"]?.integer ?? error["code"]?.string.flatMap { Int($0) } ?? error["status"]?.integer
    }

    /// - Parameter body: its head: JSON, an event stream that holds JSON, or text.
    static func read(_ body: [UInt8]) -> ProviderMessage {
        if let json = try? JSON(parsing: body) { return ProviderMessage(json) }
        var events = ServerSentEvents()
        // The head of a body may end before the blank line that completes its event.
        let parsed = (try? events.feed(body + Array("\n\n".utf8))) ?? []
        let json = parsed.lazy.compactMap { try? JSON(parsing: $0.data) }.first
        return json.map(ProviderMessage.init) ?? ProviderMessage(text: String(decoding: body, as: UTF8.self))
    }

    /// It is about money, and not about how fast: trying again does not help.
    var isAboutCredit: Bool {
        let known = [
            "insufficient_quota", "billing_hard_limit_reached", "billing_error", "billing_not_active",
            "budget_exceeded",
            "payment_required", "insufficient_balance", "insufficient_credits",
        ]
        if codes.contains(where: known.contains) { return true }
        let phrases = [
            "credit balance", "insufficient credit", "insufficient balance", "insufficient quota", "out of credit",
            "not enough credit", "more credits", "exceeded your current quota", "spend limit", "spending limit",
            "spending cap", "budget has been exceeded", "exceeded budget", "hard limit", "api usage limits",
        ]
        let text = text.lowercased()
        return phrases.contains { text.contains($0) }
    }
}
