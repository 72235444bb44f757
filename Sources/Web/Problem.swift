import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// An error of the HTTP API (RFC 9457).
struct Problem: Error, HTTPResponseError {
    let status: HTTPResponse.Status
    /// What happened and what to try, for a person.
    let detail: String
    var headers: HTTPFields = [:]

    func response(from request: Request, context: some RequestContext) throws -> Response {
        let body: JSON = [
            "type": "about:blank", "title": .string(status.reasonPhrase), "status": JSON(status.code),
            "detail": .string(detail),
        ]
        var headers = headers
        headers[.contentType] = "application/problem+json"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }

    static func unknownSession(_ id: String) -> Problem {
        Problem(status: .notFound, detail: "there is no session \(id.prefix(64))")
    }
}

extension Response {
    init(_ json: JSON, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}
