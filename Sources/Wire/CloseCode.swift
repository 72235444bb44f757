/// Why a connection was closed. 4000–4499: come back with your position; 4500–4999: stop (CLS1).
public enum CloseCode: UInt16, Sendable, CaseIterable {
    /// The server is shutting down; it, or another, will be there in a moment.
    case goingAway = 4000
    /// The outbox is full: the reader is too slow. It gets a coalesced replay when it comes back.
    case slowReader = 4001
    /// What a replay was reading was dropped from the log (RET1); everything is sent anew.
    case epochChanged = 4002
    /// No frame for three times the ping interval.
    case silent = 4003
    /// The log cannot be written.
    case logUnavailable = 4004

    case badHello = 4500
    case unsupportedVersion = 4501
    case notSignedIn = 4502
    case sessionUnknown = 4503
    /// Not JSON, binary, not UTF-8, too deep.
    case protocolViolation = 4504
    case flooding = 4505
    case frameTooLarge = 4506
    case tooManyTabs = 4507
    case noHello = 4509
    /// A newer connection has the same tab key.
    case replaced = 4510
    case sessionDeleted = 4511
    /// Signed in, but not for this (ACC6).
    case forbidden = 4512

    /// The default reason: at most 123 bytes (RFC 6455, section 5.5).
    public var reason: String {
        switch self {
        case .goingAway: "the server is going away; come back with your position"
        case .slowReader: "slow reader: the outbox is full; come back with your position"
        case .epochChanged: "the log's history changed; come back with your position"
        case .silent: "no sign of life; come back with your position"
        case .logUnavailable: "the log cannot be written; come back with your position"
        case .badHello: "the first message must be a hello"
        case .unsupportedVersion: "this server speaks version 1"
        case .notSignedIn: "not signed in: open the address with its token, or send Authorization: Bearer"
        case .sessionUnknown: "there is no such session"
        case .protocolViolation: "not a message of this protocol"
        case .flooding: "too many commands"
        case .frameTooLarge: "the frame is too large"
        case .tooManyTabs: "the session has as many tabs as it may have"
        case .noHello: "no hello came in time"
        case .replaced: "this tab has a newer connection"
        case .sessionDeleted: "the session was deleted"
        case .forbidden: "this sign-in does not allow it"
        }
    }
}
