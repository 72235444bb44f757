public import Wire

/// What an answer offers to run.
public enum Extraction: Sendable, Hashable {
    /// A whole program; its lines end in LF.
    case code(String)
    /// The answer has no code.
    case none
    /// The answer broke off in the middle of its code: a block that is not closed, or an end by length before any was.
    case cutOff
}

/// Finds the program in a streaming answer. The result is the same wherever the stream was cut.
///
/// 1. Fenced blocks are CommonMark's (`FencedBlocks`); nothing is taken out of `<think>…</think>` (`ThinkTags`), or of
///    what stands before a `</think>` that was never opened.
/// 2. A block labelled `python`, `py` or `python3` counts; so does one without a label that looks like a program. One
///    without a label that does not (a sample of output, say) is taken only where there is no other.
/// 3. The last closed block that makes a figure wins (`PythonSource.makesFigure`), otherwise the last closed block.
/// 4. A block that is not closed counts as closed when the model ended by itself and the block looks like a whole
///    program (`PythonSource.isProgram`).
/// 5. Without any block: the last `<code>…</code>` that is a program, one that makes a figure first; then a call of
///    `run_python` that was written as text (`WrittenCalls`); then the whole answer if it is a program. Such a call in a
///    block comes after the programs in blocks.
///
/// The text is kept until the end: the caller bounds it by `Limits.answerBytes`, and the code by `Limits.codeBytes`.
public struct CodeExtractor: Sendable {
    private var thoughts = ThinkTags()
    private var fences = FencedBlocks()
    private var line: [UInt8] = []
    /// A CR ended the last line, so that an LF which follows belongs to it.
    private var endedInCR = false
    private var block: Block?
    private var blocks = CodeBlocks()
    /// The lines outside of blocks, for rule 5.
    private var prose: [UInt8] = []

    private struct Block {
        var language: String
        var lines: [UInt8] = []

        var code: String {
            String(decoding: lines.last == UInt8(ascii: "\n") ? lines.dropLast() : lines[...], as: UTF8.self)
        }
    }

    public init() {}

    public mutating func feed(_ text: String) {
        read(thoughts.feed(text))
    }

    /// The whole lines of a program that is being written, where no other came before it.
    public var unfinishedProgram: String? {
        guard let block, !block.language.isEmpty, CodeBlocks.isPython(block.language), blocks.choice == nil else {
            return nil
        }
        return String(decoding: block.lines, as: UTF8.self)
    }

    /// - Parameter reason: how the model ended.
    public func finish(_ reason: AnswerEnd.Reason) -> Extraction {
        var last = self
        return last.end(reason)
    }

    private mutating func end(_ reason: AnswerEnd.Reason) -> Extraction {
        read(thoughts.finish())
        if !line.isEmpty { endLine() }
        if let block, CodeBlocks.isPython(block.language), !block.code.allSatisfy(\.isWhitespace) {
            let source = PythonSource(block.code)
            if reason == .stop, source.isProgram {
                blocks.add(block.code, language: block.language)
            } else if reason == .length || !block.language.isEmpty {
                return .cutOff
            }
        }
        if let code = blocks.choice { return .code(code) }
        let bare = String(decoding: prose, as: UTF8.self).trimmingBlankLines
        if let code = CodeTags(prose).choice ?? WrittenCalls.choice(in: bare) { return .code(code) }
        if reason == .length { return .cutOff }
        return !blocks.sawAny && block == nil && PythonSource(bare).isProgram ? .code(bare) : .none
    }

    private mutating func read(_ deltas: [AnswerDelta]) {
        for delta in deltas where delta.channel == .answer {
            for byte in delta.text.utf8 {
                if byte == UInt8(ascii: "\n"), endedInCR {
                    endedInCR = false
                    continue
                }
                endedInCR = byte == UInt8(ascii: "\r")
                if byte.isLineEnd { endLine() } else { line.append(byte) }
            }
        }
    }

    private mutating func endLine() {
        defer { line.removeAll(keepingCapacity: true) }
        dropUnopenedThinking()
        switch fences.read(line[...]) {
        case .text:
            prose += line
            prose.append(UInt8(ascii: "\n"))
        case .opens(let language):
            block = Block(language: language)
        case .content(let content):
            block?.lines += content
            block?.lines.append(UInt8(ascii: "\n"))
        case .closes:
            if let block { blocks.add(block.code, language: block.language) }
            block = nil
        }
    }

    /// Some chat templates open the reasoning themselves, and only its end is in the answer.
    private mutating func dropUnopenedThinking() {
        let tag = Array("</think>".utf8)
        let start = line.prefix(while: \.isBlank).count
        let found = fences.isOpen ? (line.dropFirst(start).starts(with: tag) ? start : nil) : line.firstRange(of: tag)
        guard let found, found == 0 || line[found - 1] != UInt8(ascii: "`") else { return }
        fences = FencedBlocks()
        block = nil
        blocks = CodeBlocks()
        prose = []
        line.removeFirst(found + tag.count)
    }
}

extension [UInt8] {
    /// Where `pattern` starts first.
    func firstRange(of pattern: [UInt8]) -> Int? {
        guard let head = pattern.first else { return 0 }
        return indices.first { self[$0] == head && self[$0...].starts(with: pattern) }
    }
}

extension String {
    /// Without the lines at both ends that hold nothing.
    var trimmingBlankLines: String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
        while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
