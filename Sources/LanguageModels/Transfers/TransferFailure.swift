/// Why a transfer brought no whole response.
enum TransferFailure: Error, Sendable, Equatable {
    /// No connection was made. The text is libcurl's reason.
    case unreachable(String)
    /// None within the time for it.
    case connectTimeout
    /// The connection broke: before the first byte of the response, or in the middle of it.
    case broken(String)
    /// Not HTTP.
    case malformed(String)
    /// A head or a body past its bound.
    case tooLarge(bytes: Int)
    /// Nothing useful came for as long as the caller wanted to wait.
    case idle
    case cancelled
}

/// How a transfer ended.
enum TransferEnd: Sendable, Equatable {
    case whole
    case failed(TransferFailure)
}
