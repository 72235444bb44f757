public import Logging
public import Turns

/// What all sessions of a server share.
public struct SessionSettings: Sendable {
    public var log: any SessionLog
    public var model: any LanguageModel
    public var policy: TurnPolicy
    /// Milliseconds between two text events of a stream (EVT3).
    public var textInterval: Int
    /// Seconds (OPN7).
    public var ping: Int
    public var retention: Retention
    /// What today's answers have used, of all sessions.
    let usage = DailyUsage()
    /// Makes the framing of a session.
    public var framing: @Sendable () -> any Framing
    /// Is told what was measured; it may not wait.
    public var observe: @Sendable (Observation) -> Void
    public var logger: Logger

    public init(
        log: any SessionLog, model: any LanguageModel, policy: TurnPolicy = TurnPolicy(), textInterval: Int = 16,
        ping: Int = 5, retention: Retention = Retention(), framing: @escaping @Sendable () -> any Framing,
        observe: @escaping @Sendable (Observation) -> Void = { _ in }, logger: Logger
    ) {
        self.log = log
        self.model = model
        self.policy = policy
        self.textInterval = textInterval
        self.ping = ping
        self.retention = retention
        self.framing = framing
        self.observe = observe
        self.logger = logger
    }

    func account(of subject: String?) -> Account? {
        subject.map { usage.account(of: $0, at: ClockReading.now.unix) }
    }

    /// What a session's machine is told.
    var surroundings: SessionMachine.Surroundings {
        .init(
            policy: policy, textInterval: textInterval, ping: ping, model: model.asked, fallbacks: model.fallbacks,
            isRehearsal: model.isRehearsal)
    }
}
