import NIOCore

/// Keeps a page of another name from reaching this server by pointing that name at it (DNS rebinding): only names that
/// are this server's are answered (ACC1).
struct HostCheck: Sendable {
    /// Lower case, without ports.
    let names: Set<String>

    /// - Parameter fields: all values of `Host`.
    /// - Returns: why the request is not answered; nil when it is.
    func refusal(of fields: [String]) -> String? {
        guard let field = fields.first, fields.count == 1 else {
            return "one Host is wanted, and there \(fields.isEmpty ? "is none" : "are \(fields.count)")"
        }
        guard let host = Authority(field) else { return "Host: \(field.prefix(100)) is not a name and a port" }
        guard host.isAddress || host.name == "localhost" || names.contains(host.name) else {
            return "this server is not \(host.name.prefix(100)); if it should be, name that host in SANDGLASS_HOSTS"
        }
        return nil
    }
}

/// A host and perhaps a port, as `Host` has them (RFC 9110, section 7.2).
struct Authority: Sendable, Hashable {
    /// Lower case; an IPv6 address without its brackets.
    let name: String
    let port: Int?
    /// Whether the name is an IP address.
    let isAddress: Bool

    init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        let isBracketed = rest.first == "["
        if isBracketed {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            name = rest[rest.index(after: rest.startIndex)..<end].lowercased()
            rest = rest[rest.index(after: end)...]
        } else {
            let end = rest.firstIndex(of: ":") ?? rest.endIndex
            name = rest[..<end].lowercased()
            rest = rest[end...]
        }
        if rest.isEmpty {
            port = nil
        } else {
            let digits = rest.dropFirst()
            guard rest.first == ":", digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt16(digits)
            else {
                return nil
            }
            port = Int(number)
        }
        let isNumeric = (try? SocketAddress(ipAddress: name, port: 0)) != nil
        isAddress = isNumeric && isBracketed == name.contains(":")
        // A name is letters, digits, dots, hyphens and, in practice, underscores.
        let isName = name.utf8.allSatisfy { $0.isNameByte } && name.utf8.contains { $0 != UInt8(ascii: ".") }
        guard isAddress || (!isBracketed && isName) else { return nil }
    }
}

extension UInt8 {
    fileprivate var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
