/// A date of HTTP in the form that is sent today, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
struct HTTPDate: Sendable, Equatable {
    /// Since 1970, without leap seconds.
    let seconds: Int

    /// Nil for anything else. The day's name is not compared with the date.
    init?(_ text: some StringProtocol) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT",
            let day = Self.number(words[1], 1...31), let month = months.firstIndex(of: String(words[2])),
            let year = Self.number(words[3], 1_970...9_999)
        else { return nil }
        let time = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 3, let hour = Self.number(time[0], 0...23), let minute = Self.number(time[1], 0...59),
            let second = Self.number(time[2], 0...60)
        else { return nil }
        // A year that begins in March has its leap day at the end.
        let (march, marchYear) = ((month + 10) % 12, month < 2 ? year - 1 : year)
        let leaps = marchYear / 4 - marchYear / 100 + marchYear / 400
        let days = marchYear * 365 + leaps + (153 * march + 2) / 5 + day - 1 - 719_468
        seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
    }

    private static func number(_ text: some StringProtocol, _ range: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else { return nil }
        return range.contains(number) ? number : nil
    }
}
