public import Wire

/// How to reach a model.
public struct ModelConfiguration: Sendable {
    /// The model's name, as its server calls it.
    public let model: String
    let address: ModelAddress
    let key: Secret?
    /// Whether the model hands in its program by calling `run_python`, and not in its text.
    public var callsTool = false
    /// What its tokens cost; nil where nobody says.
    public var price: TokenPrice?
    /// How long a connection may take.
    public var connectTimeout: Duration
    /// How long to wait for the first piece of an answer, and from each to the next. Signs of life that bring no text
    /// do not count.
    public var idleTimeout: Duration
    /// Nil for the one that the environment names, if it does. This machine's own addresses are asked without any.
    public var proxy: ModelProxy?
    /// A file (PEM) with the certificates of the authorities that vouch for the server; nil for the system's.
    public var authorities: String?

    /// - Parameters:
    ///   - url: the base of the API, such as `http://127.0.0.1:8081/v1`, with a slash at its end or without.
    ///   - key: nil or empty for a server that wants none.
    public init(
        url: String, model: String, key: Secret? = nil, connectTimeout: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(60)
    ) throws(InvalidModelConfiguration) {
        guard !model.isEmpty, model.allSatisfy({ !$0.isNewline }) else {
            throw InvalidModelConfiguration(setting: .model, fault: "must name the model to ask.")
        }
        // Anything else would end the header that carries it.
        guard key?.value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) != false else {
            throw InvalidModelConfiguration(
                setting: .key, fault: "holds white space or characters that are not ASCII: copy it again.")
        }
        address = try ModelAddress(url)
        self.model = model
        self.key = key?.value.isEmpty == false ? key : nil
        self.connectTimeout = connectTimeout
        self.idleTimeout = idleTimeout
    }

    /// The header that carries the key where it is a bearer token.
    var bearer: [(name: String, value: Secret)] {
        key.map { [(name: "Authorization", value: Secret("Bearer \($0.value)"))] } ?? []
    }

    var route: TransferRequest.Route {
        if address.isLoopback { return .direct }
        return proxy.map { .proxy($0.address) } ?? .environment
    }
}
