import CCurl
import Glibc

/// All connections to model servers, moved by one thread of their own, so that nothing here ever blocks a task.
///
/// HTTP/2 where a server offers it over TLS, otherwise HTTP/1.1. Either way an answer has a connection to itself, so that a
/// paused one holds back nobody else. To give one up is to close its connection, or its HTTP/2 stream. Connections are kept
/// and used again. The thread ends when this does.
public final class CurlTransfers: Sendable {
    private let inbox = TransferInbox()

    public init() {
        Self.global
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, runCurlLoop, Unmanaged.passRetained(inbox).toOpaque())
        precondition(code == 0, "no thread can be started for the model connections")
        pthread_detach(thread)
    }

    deinit {
        inbox.post(.stop)
    }

    func start(_ request: TransferRequest) -> Transfer {
        let transfer = Transfer(request, inbox: inbox)
        inbox.post(.start(transfer))
        return transfer
    }

    /// libcurl wants to be told once, before anything else.
    private static let global: Void = { _ = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()
}

/// The thread, which owns the loop and everything of libcurl.
private func runCurlLoop(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    // A write to a closed TLS connection must not end the process.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    CurlLoop(inbox: Unmanaged<TransferInbox>.fromOpaque(context).takeRetainedValue()).run()
    return nil
}
