import Foundation

/// A TCP server on this machine that does what a test's script says, with each connection on a thread of its own. It
/// listens for as long as the process lives: a test may still wait for a connection's end after its last use of the server.
struct ScriptedServer: Sendable {
    let port: UInt16

    var url: String { "http://127.0.0.1:\(port)/v1" }

    /// - Parameter script: what to do with a connection, which is closed when it returns.
    init(script: @escaping @Sendable (Connection) -> Void) throws {
        let listener = try Self.listener(backlog: 64)
        port = listener.port
        Thread.detachNewThread {
            while case let client = accept(listener.descriptor, nil, nil), client >= 0 {
                Thread.detachNewThread { script(Connection(client)) }
            }
        }
    }

    private init(port: UInt16) {
        self.port = port
    }

    /// A server that accepts nothing, with room for hardly anybody to wait.
    static func deaf() throws -> ScriptedServer {
        ScriptedServer(port: try listener(backlog: 0).port)
    }

    /// A place where nobody listens.
    static func absent() throws -> ScriptedServer {
        let listener = try listener(backlog: 0)
        close(listener.descriptor)
        return ScriptedServer(port: listener.port)
    }

    private static func listener(backlog: Int32) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, backlog) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}

/// One connection of a scripted server. Lives on its thread; closed with its last reference.
final class Connection {
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    struct Request: Sendable {
        var line: String
        /// As they came, names included.
        var headers: [String]
        var body: String
    }

    /// The next request; nil when the client has closed.
    func request() -> Request? {
        var bytes: [UInt8] = []
        while bytes.suffix(4) != [13, 10, 13, 10] {
            guard let byte = read(1).first else { return nil }
            bytes.append(byte)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }?.split(separator: " ").last
        let body = read(length.flatMap { Int($0) } ?? 0)
        return Request(line: lines[0], headers: Array(lines.dropFirst()), body: String(decoding: body, as: UTF8.self))
    }

    private func read(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var part = [UInt8](repeating: 0, count: count - bytes.count)
            let received = recv(descriptor, &part, part.count, 0)
            if received <= 0 { break }
            bytes += part.prefix(received)
        }
        return bytes
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// False: the client has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent <= 0 { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// Whether the client takes more within that time.
    func isWritable(within milliseconds: Int32) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return Glibc.poll(&poll, 1, milliseconds) == 1
    }

    func limitSendBuffer(to bytes: Int32) {
        var bytes = bytes
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Returns when the client has closed.
    func waitForClose() {
        while !read(1).isEmpty {}
    }

    /// A reset instead of an end.
    func abort() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }
}

extension Connection {
    /// The head of a response whose body is sent in chunks.
    func sendHead(_ status: String = "200 OK", type: String = "text/event-stream", _ headers: String...) {
        let lines = ["HTTP/1.1 \(status)", "Content-Type: \(type)", "Transfer-Encoding: chunked"] + headers
        send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    @discardableResult
    func sendChunk(_ text: String) -> Bool {
        send(Array("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8))
    }

    func endChunks() { send("0\r\n\r\n") }

    /// A whole response, after which the connection stays.
    func respond(_ status: String, type: String = "application/json", _ headers: String..., body: String) {
        let lines = ["HTTP/1.1 \(status)", "Content-Type: \(type)", "Content-Length: \(body.utf8.count)"] + headers
        send(lines.map { $0 + "\r\n" }.joined() + "\r\n" + body)
    }
}
