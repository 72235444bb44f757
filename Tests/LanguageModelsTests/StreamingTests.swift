import LanguageModels
import Synchronization
import Testing
import Turns
import Wire

/// What a good server sends, and a server that is not so good.
struct StreamingTests {
    @Test("deltas arrive one by one, while the stream goes on", arguments: Provider.allCases)
    func streaming(_ provider: Provider) async throws {
        let first = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(provider.delta("Hel"))
            first.waitOnThread()
            connection.sendChunk(provider.delta("lo") + provider.end)
            connection.endChunks()
        }
        let answer = await Answer.of(try provider.model(at: server.url)) { _ in first.fire() }
        #expect(answer.text == "Hello")
        #expect(try answer.result.get() == AnswerEnd(reason: .stop))
    }

    @Test("a body cut into single bytes is the same answer", arguments: Provider.allCases)
    func pieces(_ provider: Provider) async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            for byte in (provider.delta("Größe 🙂") + provider.end).utf8 {
                connection.send(Array("1\r\n".utf8) + [byte, 13, 10])
            }
            connection.endChunks()
        }
        #expect(await Answer.of(try provider.model(at: server.url)).text == "Größe 🙂")
    }

    @Test("thinking comes apart from the answer, and usage with the end")
    func thinking() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(Provider.chat.delta("<think>Hm"))
            connection.sendChunk(Provider.chat.delta("m</think>Yes."))
            connection.sendChunk("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n")
            connection.sendChunk("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n")
            connection.sendChunk("data: [DONE]\n\n")
            connection.endChunks()
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url))
        #expect(answer.thinking == "Hmm")
        #expect(answer.text == "Yes.")
        #expect(try answer.result.get() == AnswerEnd(reason: .length, inputTokens: 7, outputTokens: 3))
    }

    @Test("what comes at once is handed on in one piece for each channel")
    func joined() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            let words = ["<think>H", "m", "</think>", "Yes", "."]
            connection.sendChunk(words.map(Provider.chat.delta).joined() + Provider.chat.end)
            connection.endChunks()
        }
        let deltas = Mutex<[AnswerDelta]>([])
        _ = await Answer.of(try Provider.chat.model(at: server.url)) { delta in deltas.withLock { $0.append(delta) } }
        let expected = [AnswerDelta(channel: .thinking, text: "Hm"), AnswerDelta(channel: .answer, text: "Yes.")]
        #expect(deltas.withLock(\.self) == expected)
    }

    @Test("JSON is understood where a stream was asked for")
    func document() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.respond("200 OK", body: #"{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"#)
        }
        #expect(await Answer.of(try Provider.chat.model(at: server.url)).text == "Hi")
    }

    @Test("bytes that are not UTF-8 become U+FFFD")
    func invalidUTF8() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            let bytes =
                Array("data: {\"choices\":[{\"delta\":{\"content\":\"a".utf8) + [0xFF] + Array("b\"}}]}\n\n".utf8)
            connection.send(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10])
            connection.sendChunk(Provider.chat.end)
            connection.endChunks()
        }
        #expect(await Answer.of(try Provider.chat.model(at: server.url)).text == "a\u{FFFD}b")
    }

    @Test("a connection is used again for the next answer", arguments: Provider.allCases)
    func reuse(_ provider: Provider) async throws {
        let connections = Mutex(0)
        let served = Mutex(0)
        let server = try ScriptedServer { connection in
            connections.withLock { $0 += 1 }
            while connection.request() != nil {
                // All at once: a connection is free again when its end has come.
                served.withLock { $0 += 1 }
                connection.respond("200 OK", type: "text/event-stream", body: provider.delta("Hi") + provider.end)
            }
        }
        let model = try provider.model(at: server.url)
        for _ in 0..<3 { #expect(await Answer.of(model).text == "Hi") }
        #expect(served.withLock { $0 } == 3)
        #expect(connections.withLock { $0 } == 1)
    }

    @Test("a server that keeps the connection open behind its last word holds nobody up, and loses it")
    func lingering() async throws {
        let closed = Signal<Void>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.sendHead()
            connection.sendChunk(Provider.chat.delta("Hi") + Provider.chat.end)
            connection.waitForClose()
            closed.fire()
        }
        let answer = await Answer.of(try Provider.chat.model(at: server.url))
        #expect(answer.text == "Hi")
        await closed.wait()
    }

    @Test("a head that goes before the real one is passed over")
    func interim() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
            connection.sendHead()
            connection.sendChunk(Provider.chat.delta("Hi") + Provider.chat.end)
            connection.endChunks()
        }
        #expect(await Answer.of(try Provider.chat.model(at: server.url)).text == "Hi")
    }

    @Test("many answers stream at once over one set of connections")
    func concurrent() async throws {
        let all = Signal<Void>()
        let waiting = Mutex(0)
        let server = try ScriptedServer { connection in
            guard let request = connection.request() else { return }
            connection.sendHead()
            connection.sendChunk(Provider.chat.delta("Hi "))
            if waiting.withLock({
                $0 += 1
                return $0
            }) == 50 {
                all.fire()
            }
            all.waitOnThread()
            connection.sendChunk(Provider.chat.delta(request.line) + Provider.chat.end)
            connection.endChunks()
        }
        let model = try Provider.chat.model(at: server.url)
        let texts = await withTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { await Answer.of(model).text } }
            return await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(texts == Array(repeating: "Hi POST /v1/chat/completions HTTP/1.1", count: 50))
    }

    @Test("while the reader is busy the server has to wait")
    func backpressure() async throws {
        let stalled = Signal<Int>()
        let server = try ScriptedServer { connection in
            _ = connection.request()
            connection.limitSendBuffer(to: 64 << 10)
            connection.sendHead()
            connection.sendChunk(Provider.chat.delta("Hi"))
            let comment = ": " + String(repeating: "x", count: 16_000) + "\n\n"
            var sent = 0
            while sent < 256 << 20, connection.isWritable(within: 500), connection.sendChunk(comment) {
                sent += comment.utf8.count
            }
            stalled.fire(sent)
            connection.sendChunk(Provider.chat.delta(" there") + Provider.chat.end)
            connection.endChunks()
        }
        let sent = Mutex(0)
        let answer = await Answer.of(try Provider.chat.model(at: server.url)) { delta in
            guard delta.text == "Hi" else { return }
            let count = await stalled.wait()
            sent.withLock { $0 = count }
        }
        // What the kernel keeps, and the transfer's 64 KiB.
        #expect(sent.withLock { $0 } < 32 << 20)
        #expect(answer.text == "Hi there")
    }
}
