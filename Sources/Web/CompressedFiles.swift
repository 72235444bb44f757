import HTTPTypes
import Hummingbird

/// Sends files that are there in a compressed form (gzip, RFC 1952) in that form.
///
/// A browser on the server's own machine gets them as they are: there, inflating takes longer than copying.
struct CompressedFiles: RouterMiddleware {
    static let suffix = ".gz"

    enum Forms {
        /// `PATH.gz` beside `PATH` in their folder.
        case beside(Set<String>)
        /// Path → what is sent.
        case held([String: ByteBuffer])

        func contains(_ path: String) -> Bool {
            switch self {
            case .beside(let paths): paths.contains(path)
            case .held(let files): files[path] != nil
            }
        }
    }

    /// The addresses' prefix.
    let base: String
    /// Of the paths below it.
    let forms: Forms

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let name = String(path.dropFirst(base.count))
        guard path.hasPrefix(base), forms.contains(name) else { return try await next(request, context) }
        let isWanted =
            request.headers[.range] == nil && Self.accepts(request.headers[.acceptEncoding])
            && !Self.isHere(request.head.authority)
        var response: Response
        if isWanted, case .held(let files) = forms, let file = files[name] {
            response = Response(status: .ok, body: .init(byteBuffer: file))
        } else {
            response = try await next(isWanted ? Self.twin(of: request) : request, context)
        }
        if isWanted, response.status == .ok {
            response.headers[.contentEncoding] = "gzip"
            response.headers[.contentType] = Self.type(of: path)
        }
        response.headers[.vary] = "Accept-Encoding"
        return response
    }

    /// Whether gzip is among the codings that a client takes (RFC 9110, section 12.5.3).
    static func accepts(_ header: String?) -> Bool {
        (header ?? "").lowercased().split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " } }
            return parts.first == "gzip" && !parts.dropFirst().contains { $0.wholeMatch(of: /q=0(\.0{0,3})?/) != nil }
        }
    }

    /// Whether a Host names the machine that its sender is on.
    static func isHere(_ host: String?) -> Bool {
        ["localhost", "127.0.0.1", "::1"].contains(Authority(host ?? "")?.name)
    }

    private static func twin(of request: Request) -> Request {
        var head = request.head
        head.path = request.uri.path + suffix
        return Request(head: head, body: request.body)
    }

    private static func type(of path: String) -> String? {
        path.split(separator: ".").last.flatMap { MediaType.getMediaType(forExtension: String($0)) }?.description
    }
}
