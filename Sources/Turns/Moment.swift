/// A point on the shell's clock, which the machines are told and never read.
public struct Moment: Sendable, Hashable, Comparable {
    /// Since an origin of the shell's choosing.
    public var milliseconds: Int

    public init(milliseconds: Int) { self.milliseconds = milliseconds }

    public static func < (one: Moment, other: Moment) -> Bool { one.milliseconds < other.milliseconds }

    public static func + (moment: Moment, milliseconds: Int) -> Moment {
        Moment(milliseconds: moment.milliseconds + milliseconds)
    }
}
