import Testing
import Wire

@Suite("CLS1: close codes")
struct CloseCodeTests {
    @Test("the reason fits into a close frame (RFC 6455, section 5.5)", arguments: CloseCode.allCases)
    func reasons(code: CloseCode) {
        #expect(!code.reason.isEmpty)
        #expect(code.reason.utf8.count <= 123)
    }

    @Test("4000 to 4499 ask to come back, 4500 to 4999 to stop")
    func ranges() {
        let comeBack = CloseCode.allCases.filter { (4000...4499).contains($0.rawValue) }
        #expect(comeBack == [.goingAway, .slowReader, .epochChanged, .silent, .logUnavailable])
        #expect(CloseCode.allCases.allSatisfy { (4000...4999).contains($0.rawValue) })
        for code in CloseCode.allCases where code.reason.contains("come back") { #expect(comeBack.contains(code)) }
    }

    @Test(
        "the codes have their documented numbers",
        arguments: [
            (4000, .goingAway), (4001, .slowReader), (4002, .epochChanged), (4003, .silent), (4004, .logUnavailable),
            (4500, .badHello), (4501, .unsupportedVersion), (4502, .notSignedIn), (4503, .sessionUnknown),
            (4504, .protocolViolation), (4505, .flooding), (4506, .frameTooLarge), (4507, .tooManyTabs),
            (4509, .noHello), (4510, .replaced), (4511, .sessionDeleted), (4512, .forbidden),
        ] as [(UInt16, CloseCode)])
    func numbers(number: UInt16, code: CloseCode) {
        #expect(code.rawValue == number)
    }
}
