import Testing
import Wire

@Suite("Golden frames: the server reads and writes what the page reads and writes")
struct GoldenFrameTests {
    @Test("there are frames of every kind of event, every command and every answer")
    func complete() {
        let server = GoldenFrame.from(.server).map(\.frame)
        let client = GoldenFrame.from(.client).map(\.frame)
        #expect(Set(server.compactMap { $0["kind"]?.string }) == Set(Samples.events.map(\.body.kind)))
        #expect(
            Set(server.compactMap { $0["type"]?.string }) == [
                "event", "events", "welcome", "reply", "presence", "session", "pong",
            ])
        let types = [
            "hello", "prompt", "cancel", "rerun", "sandbox", "progress", "output", "blocked", "outcome", "ping",
        ]
        #expect(Set(client.compactMap { $0["type"]?.string }) == Set(types))
        #expect(
            Set(server.compactMap { $0["error"]?["code"]?.string }) == Set(Reply.Code.allCases.map(\.rawValue)))
    }

    @Test(
        "EVT1: an event is the same after reading and writing, field by field",
        arguments: GoldenFrame.from(.server).filter { $0.frame["type"] == "event" })
    func events(golden: GoldenFrame) throws {
        let event = try Event(golden.frame)
        #expect(event.json == golden.frame)
        #expect(event.json.text == golden.frame.text)
    }

    @Test("CMD1: a command is the same after reading and writing", arguments: GoldenFrame.from(.client))
    func commands(golden: GoldenFrame) throws {
        let message = try ClientMessage(golden.frame)
        var frame = golden.frame
        switch frame["type"]?.string {
        // What a sandbox tells of itself is for people; the server keeps only the state.
        case "sandbox":
            for detail in ["phase", "done", "total", "reason", "pyodide", "python", "packages"] {
                frame = frame.with(detail, nil)
            }
        // Timings that were not measured are zero.
        case "outcome" where frame["timings"] == nil:
            frame = frame.with("timings", ["packagesMs": 0, "execMs": 0, "serializeMs": 0])
        default: break
        }
        #expect(message.json.text == frame.text)
    }

    @Test(
        "OPN5, CMD1, EVT4: what the server says besides events is what the page expects",
        arguments: GoldenFrame.from(.server).filter { $0.frame["type"] != "event" && $0.frame["type"] != "events" })
    func serverMessages(golden: GoldenFrame) throws {
        let message = try #require(ServerMessage(golden.frame))
        #expect(message.json.text == golden.frame.text)
    }
}

extension ServerMessage {
    /// The message that a golden frame shows.
    fileprivate init?(_ frame: JSON) {
        switch frame["type"]?.string {
        case "pong": self = .pong
        case "presence": self = .presence((frame["tabs"]?.array ?? []).compactMap(TabPresence.init))
        case "session": self = .session(name: frame["name"]?.string ?? "")
        case "reply": self = .reply(Reply(re: frame["re"]?.string, Reply.Result(frame)))
        case "welcome":
            guard let mode = frame["mode"]?.string.flatMap(Welcome.Mode.init(rawValue:)) else { return nil }
            let position = Position(epoch: frame["epoch"]?.string ?? "", seq: frame["seq"]?.integer ?? -1)
            self = .welcome(
                Welcome(
                    session: frame["session"]?.string ?? "", tab: frame["tab"]?.string ?? "", position: position,
                    first: frame["first"]?.integer ?? 0, name: frame["name"]?.string ?? "", mode: mode,
                    ping: frame["ping"]?.integer ?? 0,
                    role: frame["role"]?.string.flatMap(Role.init(rawValue:)) ?? .owner,
                    model: frame["model"]?["name"]?.string ?? "",
                    isRehearsal: frame["model"]?["rehearsal"]?.bool ?? false))
        default: return nil
        }
    }
}

extension TabPresence {
    fileprivate init?(_ json: JSON) {
        guard let sandbox = json["sandbox"]?.string.flatMap(SandboxState.init(rawValue:)) else { return nil }
        self.init(
            tab: json["tab"]?.string ?? "", name: json["name"]?.string ?? "", visible: json["visible"]?.bool ?? false,
            sandbox: sandbox, role: json["role"]?.string.flatMap(Role.init(rawValue:)) ?? .owner)
    }
}

extension Reply.Result {
    fileprivate init(_ frame: JSON) {
        if let code = frame["error"]?["code"]?.string.flatMap(Reply.Code.init(rawValue:)) {
            self = .refused(code, frame["error"]?["message"]?.string ?? "")
        } else {
            self = .ok(turn: frame["ok"]?["turn"]?.integer, attempt: frame["ok"]?["attempt"]?.integer)
        }
    }
}
