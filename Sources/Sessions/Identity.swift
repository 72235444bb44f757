import Crypto
import Wire

/// The ids of sessions, epochs and tabs.
enum Identity {
    /// 128 random bits: an id that cannot be guessed.
    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }.hex
    }

    /// The public id of a tab with that secret key: a tab cannot take another's id without its key (OPN3), and nobody
    /// another subject's with it (ACC7).
    static func tab(key: String, of subject: String? = nil) -> String {
        "t" + sha256(subject.map { sha256($0) + key } ?? key).prefix(12)
    }

    static func sha256(_ text: String) -> String { SHA256.hash(data: Array(text.utf8)).hex }
}
