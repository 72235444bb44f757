/// A point on the shell's clock, which the machines are told and never read.
public struct Moment: Sendable, Hashable, Comparable {
    /// Since an origin of the shell's choosing.
    public var milliseconds: Int

    public init(milliseconds: Int) { self.milliseconds = milliseconds }

    public static func < (one: Moment, other: Moment) -> Bool { one.milliseconds < other.milliseconds }

    /// The earlier of two, where there are two; asked for with every token, so no array is made for it.
    package static func earlier(_ one: Moment?, _ other: Moment?) -> Moment? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    public static func + (moment: Moment, milliseconds: Int) -> Moment {
        Moment(milliseconds: moment.milliseconds + milliseconds)
    }
}
