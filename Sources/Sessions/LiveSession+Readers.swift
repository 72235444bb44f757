import Logging
import Turns
public import Wire

/// Somebody who reads the session.
struct Reader {
    let subscriber: any Subscriber
    /// Nil for a reader that is no tab.
    let tab: String?
    /// False while it is still being sent what the log has.
    var isLive = false
}

/// The session has been retired; ask the directory again.
public struct SessionRetired: Error {}

/// Joining, leaving, catching up.
extension LiveSession {
    /// A tab's connection. The welcome and everything after the hello's position follow through the subscriber.
    /// - Returns: the tab's id; nil when the session has as many tabs as it may have, and the subscriber was told so.
    public func join(_ hello: Hello, _ subscriber: any Subscriber) throws(SessionRetired) -> String? {
        guard !isRetired else { throw SessionRetired() }
        let tab = Identity.tab(key: hello.tabKey ?? Identity.random())
        for (key, reader) in readers where reader.tab == tab {
            reader.subscriber.close(.replaced)
            readers[key] = nil
        }
        guard readers.values.count(where: { $0.tab != nil }) < Limits.tabsPerSession else {
            subscriber.close(.tooManyTabs)
            return nil
        }
        let start = start(after: hello.after)
        subscriber.send(
            .welcome(
                Welcome(
                    session: id, tab: tab, position: Position(epoch: epoch, seq: committed),
                    mode: start == nil ? .reset : .tail, ping: settings.ping, model: settings.model.name,
                    isRehearsal: settings.model.isRehearsal)))
        add(Reader(subscriber: subscriber, tab: tab), after: start ?? 0)
        perform(
            machine.tabJoined(tab, name: hello.tabName, visible: hello.visible, run: hello.run, at: Alarm.now))
        return tab
    }

    /// A reader that is no tab: it only gets events.
    public func read(after seq: Int, _ subscriber: any Subscriber) throws(SessionRetired) {
        guard !isRetired else { throw SessionRetired() }
        add(Reader(subscriber: subscriber, tab: nil), after: min(max(seq, 0), committed))
    }

    public func leave(_ subscriber: any Subscriber) async {
        guard let reader = readers.removeValue(forKey: ObjectIdentifier(subscriber)) else { return }
        if let tab = reader.tab { perform(machine.tabLeft(tab, at: Alarm.now)) }
        await retireWhenIdle()
    }

    /// Where a tail starts; nil when everything must be sent (OPN6).
    private func start(after position: Position?) -> Int? {
        guard let position, position.epoch == epoch, position.seq <= committed else { return nil }
        return position.seq
    }

    private func add(_ reader: Reader, after seq: Int) {
        readers[ObjectIdentifier(reader.subscriber)] = reader
        let subscriber = reader.subscriber
        if seq == committed {
            readers[ObjectIdentifier(subscriber)]?.isLive = true
        } else {
            Task { await catchUp(subscriber, after: seq) }
        }
    }

    /// Sends what the log has, a page at a time and no faster than it is read, until there is nothing more: then the
    /// reader is live. Between the last look at `committed` and that there is no suspension, so there is no gap.
    private func catchUp(_ subscriber: any Subscriber, after seq: Int) async {
        var sent = seq
        while sent < committed, readers[ObjectIdentifier(subscriber)] != nil {
            do {
                let page = try await settings.log.events(of: id, after: sent, atMost: Limits.replayPageBytes)
                // What is beyond is in the log, and on its way to the live readers.
                let events = page.prefix { $0.seq <= committed }
                guard let last = events.last?.seq else { throw LogError("events after \(sent) are missing") }
                subscriber.deliver(EventBatch(Array(events), framing: settings.framing))
                sent = last
            } catch {
                settings.logger.error("replay ends: \(error)", metadata: ["session": .string(id)])
                subscriber.close(.logUnavailable)
                return
            }
            await subscriber.drained()
        }
        readers[ObjectIdentifier(subscriber)]?.isLive = true
    }

    func showPresence() {
        let presence = ServerMessage.presence(machine.presence)
        for reader in readers.values where reader.tab != nil { reader.subscriber.send(presence) }
    }

    /// The connection of a tab, if it is here.
    func subscriber(of tab: String) -> (any Subscriber)? {
        readers.values.first { $0.tab == tab }?.subscriber
    }
}
