import Foundation
import Testing

@testable import Composing

@Suite("What Python will refuse")
struct PythonProblemTests {
    @Test(
        "is named as Python names it, with its line",
        arguments: [
            ("import math\nprint(1\n", 2, "SyntaxError: '(' was never closed"),
            ("x = [\n  (1, 2],\n]", 2, "SyntaxError: closing parenthesis ']' does not match opening parenthesis '('"),
            ("x = 1\n\ny = 2)", 3, "SyntaxError: unmatched ')'"),
            ("# one\nx = 'half\ny = 1", 2, "SyntaxError: unterminated string literal"),
            ("x = \"\"\"half\n\n", 1, "SyntaxError: unterminated triple-quoted string literal"),
            ("x = f'{a", 1, "SyntaxError: f-string: expecting '}'"),
            ("x = “1”", 1, "SyntaxError: invalid character '“'"),
            ("x = 1 \\ y", 1, "SyntaxError: unexpected character after line continuation character"),
            ("x = 1\nprint 'x'", 2, "SyntaxError: invalid syntax"),
            ("for x in y:\nprint(x)", 2, "IndentationError: expected an indented block"),
            ("x = 1\n  y = 2", 2, "IndentationError: unexpected indent"),
            (
                "if x:\n        y()\n    z()", 3,
                "IndentationError: unindent does not match any outer indentation level"
            ),
            ("x = 1\ndef f():\n    # nothing\n", 2, "IndentationError: expected an indented block"),
        ])
    func named(_ text: String, line: Int, words: String) throws {
        let problem = try #require(PythonSource(text).problem)
        #expect(problem.line == line)
        #expect("\(problem.kind.rawValue): \(problem.message)" == words)
    }

    @Test("is not what this scanner alone does not follow")
    func unsure() {
        let nested = "x = " + String(repeating: "f'{", count: 40) + "1" + String(repeating: "}'", count: 40)
        for text in [nested, "x = 1if y else 2", "", "42", "Hello"] { #expect(PythonSource(text).problem == nil) }
    }

    @Test("is nothing in Python's own library")
    func library() throws {
        let found = try Python.library(bytes: 400_000).filter { PythonSource($0).problem != nil }
        #expect(found.map { $0.prefix(200) } == [])
    }

    @Test(
        "lasts when no line that follows can mend it",
        arguments: [
            ("x = 1 +\n", 1), ("x = [1, 2)\n", 1), ("x = 'half\n", 1), ("x = 1\n  y = 2\n", 2), ("y = 2)\n", 1),
            ("if x:\ny()\n", 2), ("print 'x'\n", 1),
        ])
    func lasting(_ text: String, line: Int) { #expect(PythonSource(text).lastingProblem?.line == line) }

    @Test(
        "does not last when a line that follows may",
        arguments: [
            "x = [1,\n", "x = [1,\n  2\n", "x = 1 + \\\n", "x = \"\"\"half\n", "x = f\"\"\"{a\n", "if x:\n", "def f(\n",
            "for x in y:\n    # later\n", "@wraps\n", "try:\n    x()\n", "x = [\n  'a', # (\n",
        ])
    func passing(_ text: String) { #expect(PythonSource(text).lastingProblem == nil) }

    @Test("does not last in any beginning of Python's own library")
    func beginnings() throws {
        var random = RandomTexts(seed: 7)
        for text in try Python.library(bytes: 200_000) {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for _ in 0..<20 {
                let beginning = lines.prefix(random.next(below: lines.count)).map { "\($0)\n" }.joined()
                #expect(PythonSource(beginning).lastingProblem == nil, "\(beginning.suffix(300))")
            }
        }
    }

    @Test("is refused by Python, whatever was done to programs")
    func mutants() throws {
        let fixtures = Fixtures("answers")
        let names = try FileManager.default.contentsOfDirectory(atPath: fixtures.folder.path).sorted()
        var random = RandomTexts(seed: 5)
        var refused: [String] = []
        for name in names where name.hasSuffix(".py") {
            let program = try fixtures.text(name)
            for _ in 0..<40 {
                let mutant = random.mutant(of: program)
                if PythonSource(mutant).problem != nil { refused.append(mutant) }
            }
        }
        #expect(refused.count > 200)
        #expect(try Python.accepted(of: refused) == [])
        // What lasts in a beginning is a problem of the whole.
        for mutant in refused {
            let lines = mutant.split(separator: "\n", omittingEmptySubsequences: false)
            let beginning = lines.prefix(random.next(below: lines.count + 1)).map { "\($0)\n" }.joined()
            let problem = PythonSource(beginning).lastingProblem
            #expect(problem == nil || PythonSource(mutant + "\n").problem != nil)
        }
    }
}

extension RandomTexts {
    /// The text with a few of its characters gone, doubled, or in the place of others.
    fileprivate mutating func mutant(of text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...next(below: 2) where !scalars.isEmpty {
            let at = next(below: scalars.count)
            switch next(below: 3) {
            case 0: scalars.remove(at: at)
            case 1: scalars.insert(scalars[at], at: at)
            default: scalars.swapAt(at, next(below: scalars.count))
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

/// The system's own.
private enum Python {
    /// The texts of its library's modules, up to so many bytes.
    static func library(bytes: Int) throws -> [String] {
        let folder = try run("import os; print(os.path.dirname(os.__file__), end='')", input: Data())
        let path = String(decoding: folder, as: UTF8.self)
        var left = bytes
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter { $0.hasSuffix(".py") }
            .map { try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8) }
            .prefix { text in
                left -= text.utf8.count
                return left > 0
            }
    }

    /// Those that it compiles.
    static func accepted(of programs: [String]) throws -> [String] {
        let script = """
            import ast, json, sys, warnings
            warnings.simplefilter("ignore")
            def accepted(program):
                try:
                    compile(program, "main.py", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
                    return True
                except (SyntaxError, ValueError):
                    return False
            json.dump([one for one in json.load(sys.stdin) if accepted(one)], sys.stdout)
            """
        return try JSONDecoder().decode([String].self, from: run(script, input: JSONEncoder().encode(programs)))
    }

    private static func run(_ script: String, input: Data) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try input.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }
}
