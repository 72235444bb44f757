import Wire

/// How many elements an SVG document has once each reference stands for what it refers to. A short text can refer to what
/// refers to what refers …, ten times each, and no browser stops drawing it.
struct SVGExpansion {
    typealias Bytes = ArraySlice<UInt8>

    /// The elements inside of each element and those it refers to.
    private var drawn: [[Int]] = []
    private var references: [(from: Int, id: [UInt8])] = []
    /// Of several elements with one id, browsers take the first.
    private var elements: [[UInt8]: Int] = [:]

    /// - Throws: when the text is not well formed, or refers to something in a way that is not looked through.
    init(of text: Bytes) throws(InvalidOutput) {
        var scanner = XMLScanner(text)
        var open: [(element: Int, name: Bytes, style: [UInt8])] = []
        while let token = try scanner.next() {
            switch token {
            case .start(let name, let attributes, let isEmpty):
                guard drawn.isEmpty || !open.isEmpty else { throw .malformedSVG }
                let element = try add(name.localName, attributes, to: open.last?.element)
                if !isEmpty { open.append((element, name, [])) }
                guard open.count <= Limits.svgDepth else {
                    throw .svg("its elements nest deeper than \(Limits.svgDepth) levels")
                }
            case .end(let name):
                guard let last = open.popLast(), last.name.elementsEqual(name) else { throw .malformedSVG }
                if !last.style.isEmpty { try SVGReferences.refuse(in: last.style) }
            case .text(let text, let isLiteral):
                guard let last = open.last, last.name.localName.elementsEqual("style".utf8) else { continue }
                open[open.count - 1].style += isLiteral ? Array(text) : try text.withoutEntities()
            }
        }
        guard open.isEmpty, !drawn.isEmpty else { throw .malformedSVG }
        for (from, id) in references { if let target = elements[id] { drawn[from].append(target) } }
    }

    private mutating func add(
        _ name: Bytes, _ attributes: [(name: Bytes, value: Bytes)], to parent: Int?
    ) throws(InvalidOutput) -> Int {
        let element = drawn.count
        guard element < Limits.svgElements else { throw .tooManySVGElements }
        drawn.append([])
        if let parent { drawn[parent].append(element) }
        if let id = try attributes.first(where: { $0.name.elementsEqual("id".utf8) })?.value.withoutEntities(),
            elements[id] == nil
        {
            elements[id] = element
        }
        for id in try SVGReferences.ids(in: attributes, of: name) { references.append((element, id)) }
        guard references.count <= Limits.svgElements else { throw .tooManySVGElements }
        return element
    }

    /// Counts the elements, each with all that it draws.
    /// - Throws: when they are more than `Limits.svgElements`, or when one draws itself.
    func check() throws(InvalidOutput) {
        enum Count {
            case unknown, begun
            case known(Int)
        }
        var counts = Array(repeating: Count.unknown, count: drawn.count)
        var stack = [(element: 0, next: 0, count: 1)]
        counts[0] = .begun
        while let (element, next, count) = stack.last {
            guard count <= Limits.svgElements else { throw .tooManySVGElements }
            guard next < drawn[element].count else {
                counts[element] = .known(count)
                stack.removeLast()
                if !stack.isEmpty { stack[stack.count - 1].count += count }
                continue
            }
            let inner = drawn[element][next]
            stack[stack.count - 1].next += 1
            switch counts[inner] {
            case .known(let count): stack[stack.count - 1].count += count
            case .begun: throw .svg("an element of it draws itself, by references that lead back to it")
            case .unknown:
                counts[inner] = .begun
                stack.append((inner, 0, 1))
            }
        }
    }
}

extension InvalidOutput {
    /// - Parameter reason: "its elements nest deeper than 256 levels".
    static func svg(_ reason: String) -> InvalidOutput {
        .output("A display's image/svg+xml cannot be shown: \(reason). A PNG always can.")
    }

    static var malformedSVG: InvalidOutput { .svg("it is not well-formed XML") }

    static var tooManySVGElements: InvalidOutput {
        .svg(
            "it has more than \(Limits.svgElements) elements, counting each as often as it is drawn "
                + "(use, pattern, marker, mask); draw fewer")
    }
}
