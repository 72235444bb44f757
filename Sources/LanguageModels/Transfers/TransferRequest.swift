/// A POST to a model server.
struct TransferRequest: Sendable {
    var url: String
    /// Names and values, of which one may be a key. A value must not hold a line end.
    var headers: [(name: String, value: Secret)]
    var body: [UInt8]
    /// How long name resolution, TCP and TLS may take together.
    var connectTimeout: Duration
    /// The address is this machine's own, where a proxy has no business.
    var isLoopback: Bool
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
