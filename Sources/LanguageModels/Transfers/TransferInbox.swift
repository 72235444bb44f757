import CCurl
import NIOConcurrencyHelpers

/// What tasks ask of the transfers' thread. Asking wakes it up.
final class TransferInbox: Sendable {
    enum Command: Sendable {
        case start(Transfer)
        case resume(Transfer)
        case remove(Transfer)
        case stop
    }

    /// Readable while there are commands (eventfd(2)).
    let wakeUp: Int32
    private let commands = NIOLockedValueBox<[Command]>([])

    init() {
        wakeUp = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        precondition(wakeUp >= 0, "no file descriptor is left for the model connections: raise the limit (ulimit -n)")
    }

    deinit {
        close(wakeUp)
    }

    func post(_ command: Command) {
        let isFirst = commands.withLockedValue { commands in
            commands.append(command)
            return commands.count == 1
        }
        if isFirst { eventfd_write(wakeUp, 1) }
    }

    func take() -> [Command] {
        var count: eventfd_t = 0
        eventfd_read(wakeUp, &count)
        return commands.withLockedValue { commands in
            defer { commands = [] }
            return commands
        }
    }
}
