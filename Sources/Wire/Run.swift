/// One execution of an attempt's code: which turn and attempt, and under which lease.
public struct RunKey: Sendable, Hashable {
    public var turn: Int
    public var attempt: Int
    public var lease: Int

    public init(turn: Int, attempt: Int, lease: Int) {
        self.turn = turn
        self.attempt = attempt
        self.lease = lease
    }

    init(_ fields: Fields) throws(WireError) {
        turn = try fields.integer("turn", in: 1...Int(Int32.max))
        attempt = try fields.integer("attempt", in: 1...Int(Int32.max))
        lease = try fields.integer("lease", in: 1...Int(Int32.max))
    }
}

/// What a leased tab is bound to.
public struct RunLimits: Sendable, Hashable {
    /// Milliseconds for loading packages.
    public var packagesMs: Int
    /// Milliseconds for executing the code.
    public var execMs: Int
    /// Bytes of all outputs.
    public var outputBytes: Int
    /// Whether the sandbox mends nothing that the code got nearly right (RUN11).
    public var plain: Bool

    public init(
        packagesMs: Int = 120_000, execMs: Int = 30_000, outputBytes: Int = Limits.runOutputBytes, plain: Bool = false
    ) {
        self.packagesMs = packagesMs
        self.execMs = execMs
        self.outputBytes = outputBytes
        self.plain = plain
    }

    init(_ fields: Fields) throws(WireError) {
        packagesMs = try fields.integer("packagesMs")
        execMs = try fields.integer("execMs")
        outputBytes = try fields.integer("outputBytes")
        plain = try fields.bool("plain") ?? false
    }

    var json: JSON {
        .fields(
            ("packagesMs", JSON(packagesMs)), ("execMs", JSON(execMs)), ("outputBytes", JSON(outputBytes)),
            ("plain", plain ? true : nil))
    }
}

/// How far a run is.
public struct RunProgress: Sendable, Hashable {
    public enum Phase: String, Sendable, CaseIterable { case packages, running }
    public var phase: Phase
    public var done: Int?
    public var total: Int?
    public var name: String?

    public init(phase: Phase, done: Int? = nil, total: Int? = nil, name: String? = nil) {
        self.phase = phase
        self.done = done
        self.total = total
        self.name = name
    }

    init(_ fields: Fields) throws(WireError) {
        phase = try fields.choice("phase", Phase.self)
        done = try fields.optionalInteger("done")
        total = try fields.optionalInteger("total")
        name = try fields.optionalString("name", atMost: Limits.nameBytes)
    }
}

public enum RunOutcome: String, Sendable, CaseIterable {
    case ok, error, timeout, interrupted, crashed, refused
}

/// Milliseconds of the run's clocks.
public struct RunTimings: Sendable, Hashable {
    public var packagesMs: Int
    public var execMs: Int
    public var serializeMs: Int

    public init(packagesMs: Int = 0, execMs: Int = 0, serializeMs: Int = 0) {
        self.packagesMs = packagesMs
        self.execMs = execMs
        self.serializeMs = serializeMs
    }

    init(_ fields: Fields) throws(WireError) {
        packagesMs = try fields.optionalInteger("packagesMs") ?? 0
        execMs = try fields.optionalInteger("execMs") ?? 0
        serializeMs = try fields.optionalInteger("serializeMs") ?? 0
    }

    var json: JSON {
        ["packagesMs": JSON(packagesMs), "execMs": JSON(execMs), "serializeMs": JSON(serializeMs)]
    }
}

/// An error in Jupyter's terms, with the line of the user's code.
public struct RunError: Error, Sendable, Hashable {
    public var ename: String
    public var evalue: String
    public var traceback: [String]
    /// From 1, in the attempt's code.
    public var line: Int?

    public init(ename: String, evalue: String, traceback: [String] = [], line: Int? = nil) {
        self.ename = ename
        self.evalue = evalue
        self.traceback = traceback
        self.line = line
    }

    init(_ fields: Fields) throws(WireError) {
        ename = try fields.string("ename", atMost: Limits.enameBytes)
        evalue = try fields.string("evalue", atMost: Limits.evalueBytes)
        traceback = try fields.strings("traceback", atMost: Limits.tracebackBytes)
        line = try fields.optionalInteger("line")
    }

    var json: JSON {
        [
            "ename": .string(ename), "evalue": .string(evalue),
            "traceback": .array(traceback.map(JSON.string)), "line": line.map { JSON($0) } ?? .null,
        ]
    }
}
