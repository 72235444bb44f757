import TestSupport
import Testing

@testable import WebSockets

@Suite("RFC 6455, section 8.1: UTF-8 as it arrives")
struct UTF8ValidationTests {
    private func isValid(_ bytes: some Sequence<UInt8>) -> Bool {
        var validation = UTF8Validation()
        return validation.feed(bytes) && validation.isComplete
    }

    @Test("every sequence of one and two bytes is judged as the standard library does")
    func twoBytes() {
        for first in UInt8.min ... .max {
            #expect(isValid([first]) == (String(validating: [first], as: UTF8.self) != nil))
            for second in UInt8.min ... .max where isValid([first, second]) != isText([first, second]) {
                Issue.record("\(first) \(second)")
            }
        }
    }

    private func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    @Test("three and four bytes: every lead with every interesting continuation")
    func longer() {
        let interesting: [UInt8] = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF4, 0xFF]
        for first in UInt8(0xC0)...0xFF {
            for second in interesting {
                for third in interesting {
                    var wrong = isValid([first, second, third]) != isText([first, second, third])
                    for fourth in interesting {
                        let bytes = [first, second, third, fourth]
                        wrong = wrong || isValid(bytes) != isText(bytes)
                    }
                    if wrong { Issue.record("\(first) \(second) \(third)") }
                }
            }
        }
    }

    @Test("every scalar's bytes are valid")
    func scalars() {
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 37) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if !isValid(Array(String(scalar).utf8)) { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test(
        "table 3-7: it fails at the first byte that no valid text can have there",
        arguments: [
            ([0x80], 1), ([0xC0, 0x80], 1), ([0xC1, 0xBF], 1), ([0xC2, 0x41], 2), ([0xE0, 0x9F, 0x80], 2),
            ([0xE0, 0xA0, 0x7F], 3), ([0xED, 0xA0, 0x80], 2), ([0xEF, 0xC0], 2), ([0xF0, 0x8F, 0xBF, 0xBF], 2),
            ([0xF4, 0x90, 0x80, 0x80], 2), ([0xF1, 0x80, 0x80, 0xC0], 4), ([0xF5, 0x80], 1), ([0xFF], 1),
            ([0x41, 0xC3, 0xA9, 0xE2, 0x28], 5),
        ] as [([UInt8], Int)])
    func earliest(bytes: [UInt8], failing: Int) {
        var validation = UTF8Validation()
        for (index, byte) in bytes.enumerated() {
            guard validation.feed([byte]) else {
                #expect(index + 1 == failing)
                return
            }
        }
        Issue.record("never failed")
    }

    @Test("a text may come in any pieces; it is complete only at a scalar's end")
    func pieces() {
        var validation = UTF8Validation()
        for (byte, isComplete) in zip(Array("aé漢🙂".utf8), [1, 0, 1, 0, 0, 1, 0, 0, 0, 1]) {
            let fits = validation.feed([byte])
            #expect(fits)
            #expect(validation.isComplete == (isComplete == 1))
        }
    }
}
