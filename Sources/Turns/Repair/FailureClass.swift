import Wire

/// Why an attempt failed, as far as it decides what helps.
enum FailureClass: String, Sendable, CaseIterable {
    /// The code is no Python.
    case syntax
    /// A name that nothing gives a value.
    case name
    /// A module that the sandbox does not have.
    case package
    /// A property or an argument that plotly does not have, or a value that it does not take.
    case drawing
    /// The program's own data is not as it thinks.
    case data
    /// It ran and showed nothing.
    case nothingShown = "nothing_shown"
    /// It showed a figure without anything in it.
    case emptyFigure = "empty_figure"
    case timeout
    case memory
    /// It wanted something from the network or from a file.
    case elsewhere
    /// It shows more than may be shown.
    case tooLarge = "too_large"
    /// The answer broke off, or had no program.
    case cutOff = "cut_off"
    case crash
    case other

    /// - Parameter isBlocked: whether the sandbox stopped something that the code tried.
    init(_ error: RunError, isBlocked: Bool = false) {
        self = Self.byName[error.ename] ?? (isBlocked ? .elsewhere : Self.byText(error))
    }

    private static let byName: [String: FailureClass] = [
        "SyntaxError": .syntax, "IndentationError": .syntax, "TabError": .syntax,
        "NameError": .name, "UnboundLocalError": .name,
        "ModuleNotFoundError": .package, "ImportError": .package,
        "NothingShown": .nothingShown, "EmptyFigure": .emptyFigure, "InvalidFigure": .drawing,
        "TimeoutError": .timeout, "MemoryError": .memory,
        "FileNotFoundError": .elsewhere, "URLError": .elsewhere, "ConnectionError": .elsewhere,
        "OutputTooLarge": .tooLarge, "OutputTooLargeError": .tooLarge, "CodeTooLarge": .tooLarge,
        "CutOffAnswer": .cutOff, "EmptyAnswer": .cutOff,
        "InterpreterCrash": .crash, "RecursionError": .crash,
    ]

    /// What plotly says of a property, a value or an argument; anything else is about the data.
    private static func byText(_ error: RunError) -> FailureClass {
        let ofDrawing = [
            "Invalid property", "Invalid value", "Invalid element", "plotly", "unexpected keyword argument",
            "'Figure' object", "Bad property path",
        ]
        if ofDrawing.contains(where: error.evalue.contains) { return .drawing }
        let ofData = ["ValueError", "KeyError", "IndexError", "TypeError", "ZeroDivisionError", "AttributeError"]
        return ofData.contains(error.ename) ? .data : .other
    }

    /// Whether the same program fails the same way when it is run once more.
    var comesBack: Bool {
        switch self {
        case .syntax, .name, .package, .drawing, .data, .nothingShown, .emptyFigure, .elsewhere: true
        case .timeout, .memory, .tooLarge, .cutOff, .crash, .other: false
        }
    }

    /// Whether another way to write the program may do without what failed.
    var isOfWriting: Bool {
        switch self {
        case .syntax, .name, .package, .drawing, .data, .nothingShown, .emptyFigure, .other: true
        case .timeout, .memory, .elsewhere, .tooLarge, .cutOff, .crash: false
        }
    }

    /// What helps, in a sentence or two for the model; nil where the error says it.
    var advice: String? {
        switch self {
        case .syntax: "Look at the brackets, quotes and indentation of that line and of those before it."
        case .name: "Give every name a value before it is used, and import every module at the top."
        case .package: "Do without that module: plotly, numpy and pandas are enough."
        case .drawing:
            "Use only properties and arguments that the message names as valid. Leave out what you are not sure of: a "
                + "plain figure is better than none."
        case .data:
            "Look at the data as the code makes it: names of columns, lengths of lists, types. All lists of a trace or a "
                + "data frame have the same length."
        case .emptyFigure: "The figure needs at least one trace whose values are finite numbers or texts."
        case .timeout: "Do less: fewer points, no endless loop, no waiting."
        case .memory, .tooLarge: "Use less: fewer points, no large copies, aggregated data."
        case .elsewhere: "There is no network and there are no files: make the data in the code."
        case .crash: "Write it plainly: no deep recursion, no tricks."
        case .nothingShown, .cutOff, .other: nil
        }
    }
}
