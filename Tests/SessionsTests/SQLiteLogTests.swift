import Sessions
import Testing

@Suite("The log in SQLite")
struct SQLiteLogTests {
    @Test("a database that cannot be opened is named, with what to try")
    func cannotOpen() {
        #expect {
            try SQLiteLog(path: "/nowhere/at/all/log.sqlite")
        } throws: {
            "\($0)".contains("/nowhere/at/all/log.sqlite") && "\($0)".contains("--data")
        }
    }
}
