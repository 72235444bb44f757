import Wire

/// A frame's text as JSON, as a client's message, and as an event: what is read, written and read again is the same, and
/// what is not read is refused in few words.
enum WireProperties {
    /// Bytes of a refusal's words: what they quote is bounded by `Limits.nameBytes`.
    static let refusalBytes = 1_024

    static func check(_ bytes: [UInt8]) throws(Broken) {
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
            try require((0...bytes.count).contains(error.offset), "an error at \(error.offset) of \(bytes.count)")
            return
        }
        try require(read(json.bytes)?.bytes == json.bytes, "\(json.text) is not read as it was written")
        try message(json)
        try event(json)
    }

    private static func read(_ bytes: [UInt8]) -> JSON? { try? JSON(parsing: bytes) }

    private static func message(_ json: JSON) throws(Broken) {
        let message: ClientMessage
        do throws(ClientMessageError) { message = try ClientMessage(json) } catch {
            let words = error.error.description
            try require(words.utf8.count <= refusalBytes, "a refusal of \(words.utf8.count) bytes")
            let length = error.id?.unicodeScalars.count
            try require(length.map(Limits.commandIDLength.contains) ?? true, "an id of \(length ?? 0) characters")
            return
        }
        let written = message.json.bytes
        let again = read(written).flatMap { try? ClientMessage($0) }
        try require(again == message && again?.json.bytes == written, "\(message) became \(again as Any)")
    }

    private static func event(_ json: JSON) throws(Broken) {
        let event: Event
        do throws(WireError) { event = try Event(json) } catch {
            let words = error.description
            return try require(words.utf8.count <= refusalBytes, "a refusal of \(words.utf8.count) bytes")
        }
        let written = event.json.bytes
        let again = read(written).flatMap { try? Event($0) }
        try require(again == event && again?.json.bytes == written, "\(event) became \(again as Any)")
    }
}
