import Testing
import Wire

@Suite("Bounds: as docs/protocol.md lists them")
struct LimitsTests {
    @Test("every bound has its documented value")
    func values() {
        let bounds: [(Int, Int)] = [
            (Limits.frameBytes, 1 << 20), (Limits.resultBytes, 16 << 20), (Limits.promptBytes, 32 << 10),
            (Limits.codeBytes, 256 << 10), (Limits.outputBytes, 8 << 20), (Limits.runOutputBytes, 32 << 20),
            (Limits.outputs, 1_000), (Limits.streamBytes, 1 << 20), (Limits.depth, 64), (Limits.enameBytes, 256),
            (Limits.evalueBytes, 16 << 10), (Limits.tracebackBytes, 64 << 10), (Limits.commandsPerSecond, 20),
            (Limits.commandBurst, 200), (Limits.tabsPerSession, 64), (Limits.newSessionsPerMinute, 8),
            (Limits.outboxBytes, 4 << 20), (Limits.answerBytes, 1 << 20), (Limits.modelLineBytes, 1 << 20),
            (Limits.tokenBytes, 8 << 10), (Limits.cookieTokenBytes, 3_800), (Limits.tokenSessions, 100),
            (Limits.tokenSeconds, 86_400), (Limits.clockSkewSeconds, 60), (Limits.tokenSecretBytes, 32),
            (Limits.revocations, 10_000), (Limits.rememberedRates, 10_000), (Limits.requestsPerSecond, 100),
            (Limits.requestsPerSecond * Limits.requestBurstSeconds, 3_000), (Limits.failedSignInsPerMinute, 30),
            (Limits.promptsPerMinute, 60), (Limits.openingBytes, 64 << 10), (Limits.retryMilliseconds, 500),
            (Limits.retryAfterSeconds, 60), (Limits.fallbackModels, 4),
        ]
        for (bound, documented) in bounds { #expect(bound == documented) }
        #expect(Limits.tokenPrice.upperBound == Cost("1000"))
        #expect(Limits.budgetCost == Cost(millionths: 1)...Cost(millionths: 1_000_000 * 1_000_000))
        #expect(Limits.modelRetries == 0...5)
        #expect(Limits.commandIDLength == 1...64)
        #expect(Limits.tabKeyLength == 16...128)
        #expect(Limits.subjectLength == 1...200)
    }

    @Test("a prompt of 33 KiB is refused with its size and the bound")
    func prompt() {
        #expect {
            try ClientMessage(["type": "prompt", "id": "c", "text": .text(33 << 10)])
        } throws: {
            ($0 as? ClientMessageError)?.error
                == WireError(.tooLarge, "prompt.text: 33792 bytes, at most 32768 are taken")
        }
    }

    @Test("what one command brings fits into its frame, and what a tab may say fits into the log's events")
    func consistent() {
        #expect(Limits.promptBytes < Limits.frameBytes && Limits.codeBytes < Limits.frameBytes)
        #expect(Limits.outputBytes < Limits.resultBytes && Limits.outputBytes < Limits.runOutputBytes)
        #expect(4 * Limits.commandIDLength.upperBound <= Limits.nameBytes)
    }
}
