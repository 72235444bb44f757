import Testing
import Wire

@Suite("OPN5, CMD1: what the server says besides events")
struct ServerMessageTests {
    @Test("the table of error codes: which of them are temporary")
    func temporary() {
        let temporary = Reply.Code.allCases.filter(\.isTemporary)
        #expect(temporary == [.busy, .flooding, .unavailable])
        #expect(Reply.Code.allCases.count == 11)
    }

    @Test("every refusal of the codec has a code that a reply can carry")
    func codes() {
        for code in [WireError.Code.badMessage, .unknownType, .tooLarge] {
            #expect(Reply.Code(rawValue: code.rawValue) != nil)
        }
    }

    @Test("a reply to a command without an id says null")
    func noID() {
        let reply = ServerMessage.reply(Reply(re: nil, .refused(.badMessage, "no id")))
        #expect(reply.json["re"] == .null)
        #expect(reply.json["error"] == ["code": "bad_message", "message": "no id", "temporary": false])
    }

    @Test("OPN5: the welcome names the bounds that concern a client, with their values")
    func limits() {
        let welcome = Welcome(
            session: "s", tab: "t", position: Position(epoch: "e", seq: 3), mode: .tail, ping: 5, model: "m",
            isRehearsal: false)
        let limits: JSON = [
            "frameBytes": 1_048_576, "resultBytes": 16_777_216, "promptBytes": 32_768, "codeBytes": 262_144,
            "outputBytes": 8_388_608, "runOutputBytes": 33_554_432, "streamBytes": 1_048_576, "outputs": 1_000,
            "depth": 64, "commandsPerSecond": 20,
        ]
        #expect(ServerMessage.welcome(welcome).json["limits"] == limits)
    }
}
