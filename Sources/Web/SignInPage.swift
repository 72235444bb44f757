import HTTPTypes
import Hummingbird
import NIOCore

/// What somebody sees who is not signed in.
enum SignInPage {
    static func response(to refusal: SignIn.Refusal) -> Response {
        let problem = Problem(refusal)
        switch refusal {
        case .absent: return page(problem, "You are not signed in.", how)
        case .wrong(let reason): return page(problem, "This does not sign you in.", "<p>\(escaped(reason)).</p>" + how)
        case .tooMany: return page(problem, "Too many sign-ins failed.", "<p>Wait a moment, then try again.</p>")
        }
    }

    private static let how = """
        <p>Open the address that the server printed when it started: it ends in <code>/?token=…</code>. If you set
        <code>SANDGLASS_TOKEN</code>, that is the token. If another product led you here, go back to it and open the
        session from there.</p>
        """

    /// A browser keeps the cookie back from a visit that another site's link began, and would send it with one of this
    /// page's own.
    static func comesFromElsewhere(_ request: Request) -> Bool {
        request.headers[.fetchSite] == "cross-site" && request.headers[.fetchMode] == "navigate"
            && request.headers[.fetchDest] == "document"
    }

    /// Makes the same visit once more, as this page's own.
    static let again = html(
        .ok, #"<meta http-equiv="refresh" content="0"><title>Sandglass</title><p>One moment.</p>"#)

    private static func page(_ problem: Problem, _ title: String, _ text: String) -> Response {
        html(
            problem.status,
            """
            <title>Sandglass: sign in</title><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><h1>\(title)</h1>\(text)
            """, problem.headers)
    }

    private static func html(
        _ status: HTTPResponse.Status, _ text: String, _ headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.cacheControl] = "no-store"
        let page = #"<!doctype html><html lang="en"><meta charset="utf-8">"# + text + "</html>"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: page)))
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
