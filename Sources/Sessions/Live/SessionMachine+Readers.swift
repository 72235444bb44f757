import Turns
import Wire

/// Joining, leaving, catching up.
extension SessionMachine {
    /// A tab's connection: the welcome, and everything after the hello's position.
    /// - Returns: the tab's id; nil when it cannot join, and the reader was told why.
    mutating func join(
        _ hello: Hello, as reader: ReaderID, tab: String, role: Role = .owner, at now: ClockReading
    ) -> (String?, [Action]) {
        for (other, _) in tabs.filter({ $0.1 == tab }) {
            guard readers[other]?.connection ?? 0 <= hello.connection else {
                actions.append(.close(reader, .replaced))
                return (nil, take())
            }
            actions.append(.close(other, .replaced))
            readers[other] = nil
        }
        guard tabs.count < Limits.tabsPerSession else {
            actions.append(.close(reader, .tooManyTabs))
            return (nil, take())
        }
        let start = start(after: hello.after)
        let welcome = Welcome(
            session: id, tab: tab, position: Position(epoch: epoch, seq: committed), first: first, name: name,
            mode: start == nil ? .reset : .tail, ping: surroundings.ping, role: role,
            model: surroundings.model.name, isRehearsal: surroundings.isRehearsal)
        actions.append(.send(.welcome(welcome), to: reader))
        readers[reader] = Reader(tab: tab, connection: hello.connection, isCompact: hello.compact)
        catchUp(reader, from: start ?? first - 1)
        perform(
            turns.tabJoined(
                tab, name: hello.tabName, visible: hello.visible, role: role, run: hello.run, at: now.moment), at: now)
        return (tab, take())
    }

    /// A reader that is no tab: it only gets events.
    mutating func read(after seq: Int, as reader: ReaderID) -> [Action] {
        readers[reader] = Reader(tab: nil, isCompact: false)
        catchUp(reader, from: min(max(seq, first - 1), committed))
        return take()
    }

    /// - Parameter forGood: its page is gone, and with it what it was running.
    mutating func leave(_ reader: ReaderID, forGood: Bool, at now: ClockReading) -> [Action] {
        guard let left = readers.removeValue(forKey: reader) else { return [] }
        if let tab = left.tab { perform(turns.tabLeft(tab, forGood: forGood, at: now.moment), at: now) }
        retireWhenIdle()
        return take()
    }

    /// A reader has been sent the log up to and with that event.
    mutating func replayed(_ reader: ReaderID, upTo seq: Int) -> [Action] {
        guard readers[reader]?.isLive == false else { return [] }
        catchUp(reader, from: seq)
        return take()
    }

    /// What a reader was to be sent is no longer in the log, or cannot be read.
    mutating func replayFailed(_ reader: ReaderID, _ code: CloseCode, at now: ClockReading) -> [Action] {
        guard readers[reader] != nil else { return [] }
        actions.append(.close(reader, code))
        return take() + leave(reader, forGood: false, at: now)
    }

    /// Sends what the log has until there is nothing more: then the reader is live. There is no gap between the last look
    /// at `committed` and that.
    private mutating func catchUp(_ reader: ReaderID, from seq: Int) {
        if seq == committed {
            readers[reader]?.isLive = true
        } else {
            actions.append(.replay(reader, after: seq, isCompact: readers[reader]?.isCompact ?? false))
        }
    }

    /// Where a tail starts; nil when everything must be sent (OPN6).
    private func start(after position: Position?) -> Int? {
        guard let position, position.epoch == epoch, (first - 1...max(committed, first - 1)).contains(position.seq)
        else {
            return nil
        }
        return position.seq
    }
}
