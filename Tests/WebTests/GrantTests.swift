import Sessions
import Testing
import Wire

@testable import Web

@Suite("ACC6: what a grant allows")
struct GrantTests {
    /// May see s1, act in s1, delete s1; see s2; create; operate.
    @Test(
        "the whole table",
        arguments: [
            (.operator, [true, true, true, true, true, true]),
            (.bearer(.of(sessions: .all)), [true, true, true, true, true, false]),
            (.bearer(.of(sessions: .these(["s1"]))), [true, true, true, false, false, false]),
            (.bearer(.of(sessions: .these(["s2"]))), [false, false, false, true, false, false]),
            (.bearer(.of(sessions: .these(["s1", "s2"]))), [true, true, true, true, false, false]),
            (.bearer(.of(sessions: .all, role: .viewer)), [true, false, false, true, false, false]),
            (.bearer(.of(sessions: .these(["s1"]), role: .viewer)), [true, false, false, false, false, false]),
        ] as [(Grant, [Bool])])
    func table(grant: Grant, expected: [Bool]) {
        let may = [
            grant.maySee("s1"), grant.mayAct(in: "s1"), grant.mayDelete("s1"), grant.maySee("s2"), grant.mayCreate,
            grant.mayOperate,
        ]
        #expect(may == expected)
    }

    @Test("\"*\" is not a session's name, and no part of an id is enough")
    func names() {
        let grant = Grant.bearer(.of(sessions: .these(["*", "abc"])))
        #expect(!grant.maySee("s1") && !grant.mayCreate)
        #expect(!grant.maySee("ab") && !grant.maySee("abcd") && !grant.maySee("ABC") && !grant.maySee(""))
    }

    @Test("what a list is made of")
    func listed() {
        #expect(Grant.operator.listed == nil && Grant.bearer(.of(sessions: .all)).listed == nil)
        #expect(Grant.bearer(.of(sessions: .these(["a", "b"]))).listed == ["a", "b"])
    }

    @Test("ACC7: who joins a session")
    func visitors() {
        #expect(Grant.operator.visitor == Visitor())
        #expect(Grant.bearer(.of("bob", role: .viewer)).visitor == Visitor(subject: "bob", role: .viewer))
    }
}
