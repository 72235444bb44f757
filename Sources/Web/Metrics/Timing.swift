import Sessions

/// What is timed. Histograms are in seconds.
enum Timing: Hashable, Sendable {
    case firstToken
    case model(AnswerFate)
    case run(RunClock)
    case commit
    case fanout

    /// Whose time of a run: its tab's clocks, or the server's from lease to outcome.
    enum RunClock: String, CaseIterable {
        case packages, exec, serialize, whole
    }

    /// The buckets' upper bounds, in seconds: about three a decade over what is to be expected.
    var bounds: [Double] {
        switch self {
        case .commit, .fanout:
            [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
        case .firstToken, .model: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300]
        case .run: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
        }
    }

    static let families: [MetricFamily<Timing>] = [
        .init("sandglass_first_token_seconds", "From asking a model to its first token.", .firstToken),
        .init(
            "sandglass_model_seconds", "From asking a model to the end of its answer.", by: "end", Timing.model),
        .init(
            "sandglass_run_seconds",
            "A run by clock: packages, exec and serialize as its tab says, whole from lease to outcome.", by: "clock",
            Timing.run),
        .init("sandglass_commit_seconds", "From handing events to the log to their being in it.", .commit),
        .init(
            "sandglass_fanout_seconds",
            "From deciding events, their commit included, to their being in the last live reader's outbox.", .fanout),
    ]
}
