import HTTPTypes
import Hummingbird

/// How long browsers may keep a response that does not say so itself.
struct CacheHeaders: RouterMiddleware {
    /// The prefixes of addresses whose content never changes.
    let immutable: [String]

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.cacheControl] == nil {
            let isImmutable = response.status == .ok && immutable.contains { request.uri.path.hasPrefix($0) }
            response.headers[.cacheControl] = isImmutable ? "public, max-age=31536000, immutable" : "no-cache"
        }
        return response
    }
}
