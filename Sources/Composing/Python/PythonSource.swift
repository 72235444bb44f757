/// A text seen as Python, without a Python at hand.
///
/// `isProgram` is a shape, not a compilation. It accepts a text when
/// - every bracket and every string is closed, and no character is without a meaning (`PythonScanner`);
/// - lines are indented behind a colon that opens a block and nowhere else, and go back to a level that was there;
/// - no two values stand side by side, no operator lacks one of its sides, no statement begins or ends with a word that
///   cannot (`PythonStatement`): nearly every sentence of prose has two names in a row;
/// - at least one statement does something: an import, an assignment, a call, a block. A lone `Hello` is a valid
///   program for Python, and not for us.
///
/// So it takes some programs that Python refuses (`else` without `if`, `return` outside of a function) and refuses none
/// that Python takes, except those of bare values: `problem` is one for Python, too. Whatever it takes wrongly fails in
/// Python, with an error to repair.
public struct PythonSource {
    let text: String
    private let lines: [PythonScanner.Line]
    private let isWhole: Bool
    /// What of it no Python can read.
    private let unreadable: PythonProblem?
    /// That is only because the text ends where it does.
    private let isCutOff: Bool

    public init(_ text: String) {
        self.text = text
        let scanner = PythonScanner(text)
        lines = scanner.lines
        isWhole = scanner.isWhole
        unreadable = scanner.problem
        isCutOff = scanner.isProblemOfEnd
    }

    /// Why Python refuses it; nil where that cannot be said without a Python.
    public var problem: PythonProblem? { isWhole ? Self.problem(in: lines) : unreadable }

    /// Why Python will refuse whatever begins with these whole lines; nil where that cannot be said.
    public var lastingProblem: PythonProblem? {
        guard isWhole || isCutOff else { return unreadable }
        return Self.problem(in: lines.filter(\.isComplete), goesOn: true)
    }

    var isProgram: Bool {
        isWhole && problem == nil
            && lines.contains { PythonStatement.statements(of: $0.tokens).contains(where: \.acts) }
    }

    private static func problem(in lines: [PythonScanner.Line], goesOn: Bool = false) -> PythonProblem? {
        var levels = [0]
        var opensBlock = false
        for line in lines {
            func refused(_ kind: PythonProblem.Kind, _ message: String) -> PythonProblem {
                PythonProblem(kind: kind, line: line.number, message: message)
            }
            let level = levels[levels.count - 1]
            if opensBlock {
                guard line.indentation > level else { return refused(.indentation, "expected an indented block") }
                levels.append(line.indentation)
            } else if line.indentation > level {
                return refused(.indentation, "unexpected indent")
            } else {
                while let level = levels.last, level > line.indentation { levels.removeLast() }
                guard levels.last == line.indentation else {
                    return refused(.indentation, "unindent does not match any outer indentation level")
                }
            }
            let statements = PythonStatement.statements(of: line.tokens)
            guard statements.allSatisfy(\.isPlausible) else { return refused(.syntax, "invalid syntax") }
            opensBlock = statements.last?.opensBlock == true
        }
        guard opensBlock, !goesOn, let last = lines.last else { return nil }
        return PythonProblem(kind: .indentation, line: last.number, message: "expected an indented block")
    }

    /// Something in it draws: plotly's `px.…(…)`, `go.…(…)`, `ff.…(…)`, `make_subplots(…)`; matplotlib's drawing calls
    /// on `plt`; seaborn's `sns.…(…)`; pandas' `.plot`, `.hist(…)`, `.boxplot(…)`; an assignment to a name that begins
    /// with `fig`. Showing, saving or restyling a figure that another block made does not count.
    var makesFigure: Bool {
        lines.contains { line in
            PythonStatement.statements(of: line.tokens).contains { Self.assignsFigure($0.tokens) }
                || line.tokens.indices.contains { Self.draws(line.tokens[$0...]) }
        }
    }

    private static func assignsFigure(_ tokens: ArraySlice<PythonToken>) -> Bool {
        guard let first = tokens.first, first.kind == .name, first.text.hasPrefix("fig") else { return false }
        let next = tokens.dropFirst().first
        return next?.isMark("=", ",") == true && tokens.contains { $0.isMark("=") }
    }

    private static func draws(_ tokens: ArraySlice<PythonToken>) -> Bool {
        guard let first = tokens.first else { return false }
        let rest = tokens.dropFirst().prefix(3).map(\.text)
        if first.isMark(".") {
            return rest.starts(with: ["plot", "("]) || rest.starts(with: ["plot", "."])
                || rest.starts(with: ["hist", "("]) || rest.starts(with: ["boxplot", "("])
        }
        guard first.kind == .name else { return false }
        if ["make_subplots", "Figure"].contains(first.text) { return rest.first == "(" }
        guard rest.count == 3, rest[0] == ".", rest[2] == "(" else { return false }
        switch first.text {
        case "px", "go", "ff": return true
        case "sns": return !rest[1].hasPrefix("set") && !rest[1].hasSuffix("palette") && rest[1] != "load_dataset"
        case "plt": return !showing.contains(rest[1])
        default: return false
        }
    }

    /// What matplotlib's `plt` does to a figure that is there.
    private static let showing: Set<String> = [
        "show", "savefig", "close", "clf", "cla", "title", "suptitle", "xlabel", "ylabel", "xlim", "ylim", "xticks",
        "yticks", "legend", "grid", "tight_layout", "subplots_adjust", "colorbar", "pause", "ion", "ioff", "draw",
        "rc", "rcdefaults", "switch_backend",
    ]
}
