import CCurl
import Glibc

/// libcurl's multi interface over epoll (curl_multi_socket_action(3)). Lives on one thread and nowhere else.
final class CurlLoop {
    private let inbox: TransferInbox
    private let multi: UnsafeMutableRawPointer
    private let epoll: Int32
    private var handles: [ObjectIdentifier: CurlHandle] = [:]
    /// When libcurl wants to be called although nothing happened.
    private var alarm: ContinuousClock.Instant?
    private var isStopped = false

    init(inbox: TransferInbox) {
        self.inbox = inbox
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        precondition(epoll >= 0, "no file descriptor is left for the model connections: raise the limit (ulimit -n)")
        guard let multi = curl_multi_init() else { preconditionFailure("no memory for libcurl") }
        self.multi = multi
    }

    func run() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_multi_set_socket_function(multi, curlSocketChanged, context)
        ccurl_multi_set_timer_function(multi, curlTimerChanged, context)
        ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, CURLPIPE_NOTHING)
        watch(inbox.wakeUp, EPOLLIN.rawValue)
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        while !isStopped {
            let count = epoll_wait(epoll, &events, Int32(events.count), waitMilliseconds)
            for event in events.prefix(Int(max(0, count))) { handle(event) }
            ringAlarm()
            reap()
        }
        for handle in handles.values { remove(handle, .failed(.cancelled)) }
        curl_multi_cleanup(multi)
        close(epoll)
    }

    // MARK: What libcurl asks for

    func setAlarm(milliseconds: Int) {
        alarm = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
    }

    func socketChanged(_ socket: Int32, _ interest: Int32) {
        switch interest {
        case CURL_POLL_IN: watch(socket, EPOLLIN.rawValue)
        case CURL_POLL_OUT: watch(socket, EPOLLOUT.rawValue)
        case CURL_POLL_INOUT: watch(socket, EPOLLIN.rawValue | EPOLLOUT.rawValue)
        default: epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nil)
        }
    }

    private func watch(_ descriptor: Int32, _ interest: UInt32) {
        var event = epoll_event()
        event.events = interest
        event.data.fd = descriptor
        // A socket may have been closed and its number given away without a word.
        if epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) != 0 {
            epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)
        }
    }

    // MARK: What happens

    private var waitMilliseconds: Int32 {
        guard let alarm else { return -1 }
        let wait = alarm - .now
        // Rounded up, so as not to wake up just before.
        return wait <= .zero ? 0 : Int32(clamping: Int64((wait / .milliseconds(1)).rounded(.up)))
    }

    private func handle(_ event: epoll_event) {
        if event.data.fd == inbox.wakeUp { return inbox.take().forEach(obey) }
        var action: Int32 = 0
        if event.events & EPOLLIN.rawValue != 0 { action |= CURL_CSELECT_IN }
        if event.events & EPOLLOUT.rawValue != 0 { action |= CURL_CSELECT_OUT }
        if event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { action |= CURL_CSELECT_ERR }
        var running: Int32 = 0
        curl_multi_socket_action(multi, event.data.fd, action, &running)
    }

    private func ringAlarm() {
        guard let alarm, alarm <= .now else { return }
        self.alarm = nil
        var running: Int32 = 0
        curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
    }

    private func obey(_ command: TransferInbox.Command) {
        switch command {
        case .start(let transfer):
            guard let handle = CurlHandle(transfer) else {
                return transfer.finish(.failed(.unreachable("the address or a header is not valid")))
            }
            handles[ObjectIdentifier(transfer)] = handle
            curl_multi_add_handle(multi, handle.easy)
        case .resume(let transfer): handles[ObjectIdentifier(transfer)]?.resume()
        case .remove(let transfer):
            if let handle = handles[ObjectIdentifier(transfer)] { remove(handle, .failed(.cancelled)) }
        case .stop: isStopped = true
        }
    }

    /// Takes leave of the transfers that have ended.
    private func reap() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            let handle = CurlHandle.of(easy)
            remove(handle, handle.end(ccurl_message_result(message)))
        }
    }

    private func remove(_ handle: CurlHandle, _ end: TransferEnd) {
        handles[ObjectIdentifier(handle.transfer)] = nil
        curl_multi_remove_handle(multi, handle.easy)
        handle.transfer.finish(end)
    }
}
