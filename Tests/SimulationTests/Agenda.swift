/// The virtual clock: what will happen, in the order of its time, and of its planning where that is the same.
final class Agenda {
    private(set) var now = 0
    private var items: [(at: Int, act: () throws -> Void)] = []

    /// Plans something `delay` milliseconds from now.
    func after(_ delay: Int, _ act: @escaping () throws -> Void) { at(now + delay, act) }

    func at(_ time: Int, _ act: @escaping () throws -> Void) {
        // Later first, so that the next is taken from the end.
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if items[middle].at > time { low = middle + 1 } else { high = middle }
        }
        items.insert((max(time, now), act), at: low)
    }

    /// Lets the next thing happen; false when there is none before `end`.
    func step(until end: Int) throws -> Bool {
        guard let next = items.last, next.at <= end else { return false }
        items.removeLast()
        now = next.at
        try next.act()
        return true
    }
}
