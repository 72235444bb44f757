/// A POST to a model server.
struct TransferRequest: Sendable {
    var url: String
    /// Names and values, of which one may be a key. A value must not hold a line end.
    var headers: [(name: String, value: Secret)]
    var body: [UInt8]
    /// How long name resolution, TCP and TLS may take together.
    var connectTimeout: Duration
    var route: Route
    /// A file (PEM) with the certificates of the authorities to trust; nil for the system's.
    var authorities: String?

    enum Route: Sendable, Hashable {
        /// To this machine's own address, where a proxy has no business.
        case direct
        /// Through the proxy that the environment names, if it does.
        case environment
        case proxy(Secret)
    }
}

/// The head of a response.
struct TransferHead: Sendable, Equatable {
    var status: Int
    /// Names in lower case.
    var headers: [(name: String, value: String)]

    func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }

    static func == (left: TransferHead, right: TransferHead) -> Bool {
        left.status == right.status && left.headers.elementsEqual(right.headers, by: ==)
    }
}
