/// What a peer's inflater has as its history, as far as this side knows.
package struct PeerHistory: Sendable {
    package let agreement: DeflateAgreement
    /// nil when it is no broadcast's.
    private var position: UInt64?

    package init(_ agreement: DeflateAgreement) { self.agreement = agreement }

    /// Whether the peer can read the broadcast's bytes; it then has their history.
    mutating func follow(_ broadcast: Frames.Broadcast) -> Bool {
        guard agreement.sharesHistory, broadcast.follows == nil || broadcast.follows == position else { return false }
        position = broadcast.position
        return true
    }

    /// The peer is sent compressed messages that are in no broadcast.
    mutating func interrupt() { position = nil }
}
