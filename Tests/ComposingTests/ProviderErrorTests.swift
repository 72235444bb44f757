import Testing
import Wire

@testable import Composing

struct ProviderErrorTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var status: Int
        var type = "application/json"
        var retryAfter: String?
        var date: String?
        var body: String
        var kind: AnswerFailure.Kind
        /// What the message must hold.
        var says: [String]
        var wait: Int?
    }

    static let cases: [Case] = [
        Case(
            testDescription: "OpenAI, key", status: 401,
            body:
                #"{"error":{"message":"Incorrect API key provided: sk-12345678abcd.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#,
            kind: .unauthorized, says: ["401", "SANDGLASS_MODEL_KEY", "Incorrect API key provided: [redacted]"]),
        Case(
            testDescription: "OpenAI, model", status: 404,
            body:
                #"{"error":{"message":"The model `gpt-x` does not exist","type":"invalid_request_error","code":"model_not_found"}}"#,
            kind: .badRequest, says: ["404", "SANDGLASS_MODEL", "`gpt-x` does not exist"]),
        Case(
            testDescription: "OpenAI, rate", status: 429, retryAfter: "20",
            body:
                #"{"error":{"message":"Rate limit reached for gpt-x on tokens per min (TPM)","type":"tokens","code":"rate_limit_exceeded"}}"#,
            kind: .rateLimited, says: ["429", "Rate limit reached"], wait: 20),
        Case(
            testDescription: "OpenAI, quota", status: 429,
            body:
                #"{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","code":"insufficient_quota"}}"#,
            kind: .quota, says: ["credit or spend limit"]),
        Case(
            testDescription: "Groq, rate, though it speaks of billing", status: 429, retryAfter: "2.5",
            body:
                #"{"error":{"message":"Rate limit reached for model. Need more tokens? Upgrade at https://console.groq.com/settings/billing","type":"tokens","code":"rate_limit_exceeded"}}"#,
            kind: .rateLimited, says: ["429"], wait: 3),
        Case(
            testDescription: "Anthropic, key", status: 401,
            body: #"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#,
            kind: .unauthorized, says: ["invalid x-api-key"]),
        Case(
            testDescription: "Anthropic, credit", status: 400,
            body:
                #"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}"#,
            kind: .quota, says: ["credit balance is too low"]),
        Case(
            testDescription: "Anthropic, overloaded", status: 529,
            body: #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            kind: .server, says: ["529", "Overloaded"]),
        Case(
            testDescription: "Anthropic, too large", status: 413,
            body:
                #"{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}"#,
            kind: .badRequest, says: ["413", "maximum size"]),
        Case(
            testDescription: "Ollama", status: 404, body: #"{"error":"model \"x\" not found, try pulling it first"}"#,
            kind: .badRequest, says: ["try pulling it first"]),
        Case(
            testDescription: "vLLM", status: 400,
            body:
                #"{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","param":null,"code":400}"#,
            kind: .badRequest, says: ["400", "maximum context length"]),
        Case(
            testDescription: "FastAPI", status: 422, body: #"{"detail":[{"loc":["body"],"msg":"field required"}]}"#,
            kind: .badRequest, says: ["422", "field required"]),
        Case(
            testDescription: "FastAPI, address", status: 404, body: #"{"detail":"Not Found"}"#,
            kind: .badRequest, says: ["SANDGLASS_MODEL_URL", "Not Found"]),
        Case(
            testDescription: "LiteLLM, budget", status: 400,
            body:
                #"{"error":{"message":"Budget has been exceeded! Current cost: 1.2","type":"budget_exceeded","param":null,"code":"400"}}"#,
            kind: .quota, says: ["Budget has been exceeded"]),
        Case(
            testDescription: "OpenRouter, credit", status: 402,
            body: #"{"error":{"code":402,"message":"Insufficient credits"}}"#,
            kind: .quota, says: ["402"]),
        Case(
            testDescription: "Google", status: 400,
            body: #"[{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT"}}]"#,
            kind: .badRequest, says: ["API key not valid"]),
        Case(
            testDescription: "NVIDIA", status: 403,
            body: #"{"status":403,"title":"Forbidden","detail":"Authorization failed"}"#,
            kind: .unauthorized, says: ["403", "Authorization failed"]),
        Case(
            testDescription: "llama.cpp, loading", status: 503,
            body: #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
            kind: .server, says: ["503", "Loading model"]),
        Case(
            testDescription: "a 500 that calls itself an event stream", status: 500, type: "text/event-stream",
            body: "data: {\"error\":{\"message\":\"CUDA out of memory\"}}\n\ndata: [DONE]\n\n",
            kind: .server, says: ["500", "CUDA out of memory"]),
        Case(
            testDescription: "the same, cut off behind its line", status: 500, type: "text/event-stream",
            body: "data: {\"error\":\"boom\"}", kind: .server, says: ["boom"]),
        Case(
            testDescription: "a web page", status: 404, type: "text/html; charset=utf-8",
            body: "<html><head><title>404 Not Found</title></head></html>",
            kind: .badRequest, says: ["404", "web page", "SANDGLASS_MODEL_URL"]),
        Case(
            testDescription: "a web page of another type", status: 502, type: "text/plain",
            body: "\n<!DOCTYPE html><html>Bad Gateway</html>", kind: .server, says: ["502", "web page"]),
        Case(
            testDescription: "a web page that wants a sign-in", status: 401, type: "text/html",
            body: "<html>Sign in</html>",
            kind: .unauthorized, says: ["401", "web page"]),
        Case(
            testDescription: "a web page with a wait", status: 429, type: "text/html", retryAfter: "7", body: "<html>",
            kind: .rateLimited, says: ["429"], wait: 7),
        Case(testDescription: "nothing", status: 500, body: "", kind: .server, says: ["500", "no reason"]),
        Case(
            testDescription: "plain text", status: 503, type: "text/plain",
            body: "upstream connect error\r\n  or disconnect",
            kind: .server, says: ["upstream connect error or disconnect"]),
        Case(
            testDescription: "a redirect", status: 301, body: "", kind: .badRequest, says: ["301", "final address"]),
        Case(testDescription: "a timeout", status: 408, body: "", kind: .timeout, says: ["408"]),
        Case(testDescription: "a conflict", status: 409, body: "{}", kind: .server, says: ["409", "no reason"]),
        Case(
            testDescription: "a wait as a date", status: 503, retryAfter: "Fri, 31 Dec 1999 23:59:59 GMT", body: "{}",
            kind: .server, says: ["503"]),
        Case(
            testDescription: "a wait as a date, by the server's clock", status: 503,
            retryAfter: "Fri, 31 Dec 1999 23:59:59 GMT", date: "Fri, 31 Dec 1999 23:59:29 GMT", body: "{}",
            kind: .server, says: ["503", "left alone for 30 s"], wait: 30),
        Case(
            testDescription: "a wait that is over", status: 503, retryAfter: "Fri, 31 Dec 1999 23:59:59 GMT",
            date: "Sat, 01 Jan 2000 00:00:00 GMT", body: "{}", kind: .server, says: ["503"], wait: 0),
        Case(
            testDescription: "a wait of years", status: 503, retryAfter: "Fri, 31 Dec 9999 23:59:59 GMT",
            date: "Sat, 01 Jan 2000 00:00:00 GMT", body: "{}", kind: .server, says: ["86400 s"], wait: 86_400),
        Case(
            testDescription: "a wait without measure", status: 429, retryAfter: "1e300", body: "{}", kind: .rateLimited,
            says: ["429"], wait: 86_400),
        Case(
            testDescription: "a negative wait", status: 429, retryAfter: "-1", body: "{}", kind: .rateLimited, says: []),
        Case(
            testDescription: "bytes that are not UTF-8", status: 500, type: "text/plain", body: "caf\u{FFFD}",
            kind: .server,
            says: ["caf"]),
    ]

    @Test("an error response becomes one clear failure", arguments: cases)
    func failure(_ expected: Case) {
        let failure = ProviderError.failure(
            status: expected.status, contentType: expected.type, retryAfter: expected.retryAfter,
            date: expected.date, body: Array(expected.body.utf8))
        #expect(failure.kind == expected.kind, "\(failure.message)")
        #expect(failure.status == expected.status)
        #expect(failure.retryAfter == expected.wait)
        for text in expected.says { #expect(failure.message.contains(text), "\(failure.message)") }
        #expect(!failure.message.contains("\n"))
    }

    @Test("a message is bounded, however long the body")
    func bounded() {
        let body = #"{"error":"\#(String(repeating: "very ", count: 10_000))"}"#
        let failure = ProviderError.failure(
            status: 500, contentType: nil, retryAfter: nil, body: Array(body.utf8))
        #expect(failure.message.count < 500)
    }
}
