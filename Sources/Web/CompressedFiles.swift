import HTTPTypes
import Hummingbird

/// Sends the runtime's files as they were compressed when they were fetched (`PATH.gz` beside `PATH`, RFC 1952).
///
/// A browser on the server's own machine gets them as they are: there, inflating takes longer than copying.
struct CompressedFiles: RouterMiddleware {
    static let suffix = ".gz"

    /// The addresses' prefix.
    let base: String
    /// Below it, those that are there compressed.
    let paths: Set<String>

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard path.hasPrefix(base), paths.contains(String(path.dropFirst(base.count))) else {
            return try await next(request, context)
        }
        let isWanted =
            request.headers[.range] == nil && Self.accepts(request.headers[.acceptEncoding])
            && !Self.isHere(request.head.authority)
        var response = try await next(isWanted ? Self.twin(of: request) : request, context)
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
