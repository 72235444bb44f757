import Composing
import Turns
import Wire

/// All prepared answers, and which of them a request gets.
enum Repertoire {
    static let answers: [PreparedAnswer] = [
        .rainfallBars, .trendScatter, .rangeSlider, .weekHeatmap, .terrainSurface, .budgetSunburst, .heightsHistogram,
        .shareCandlesticks, .matplotlibDecay, .salesTable, .weatherSubplots, .epidemicFrames, .diceStatistics,
        .forgottenName, .inventedProperty, .wrongColumn, .fractionalCount, .endlessLoop, .studyReport,
    ]

    /// How alike two prompts must be, 0…1, for the answer of one to be given to the other.
    private static let likeness = 0.6

    /// Markdown.
    static func answer(to request: ModelRequest) -> String {
        let request = request.inText
        guard let last = request.messages.last else { return unknown("") }
        guard let error = ReportedError(in: last) else { return first(last.text) }
        let earlier = request.messages.dropLast()
        let asked = earlier.lastIndex { $0.role == .user && ReportedError(in: $0) == nil }
        // What was said before the prompt belongs to other turns.
        let given = earlier[(asked ?? earlier.startIndex)...].filter { $0.role == .assistant }.map(\.text)
        return repair(of: asked.map { earlier[$0].text } ?? "", error, given: given)
    }

    private static func first(_ prompt: String) -> String {
        let (answer, likeness) = closest(to: prompt)
        if likeness == 1 { return answer.text }
        if likeness < Self.likeness { return unknown(prompt) }
        return """
            This is a rehearsal without a model. Your prompt is close to one that has a prepared answer, \
            “\(answer.prompt)”, so here is that one.

            \(answer.text)
            """
    }

    private static func repair(of prompt: String, _ error: ReportedError, given: [String]) -> String {
        let given = given.map(code)
        let message = error.message.split(separator: "\n").first.map { ": \($0.prefix(200))" } ?? ""
        let admission = """
            The code stopped with \(error.name)\(message). This is a rehearsal without a model, and nothing is \
            prepared for that error.
            """
        // Once the plain figure failed too, more code would only go round in circles.
        if given.contains(code(of: plainFigure)) {
            return admission + " The plainer figure did not work either, so I stop here. " + RehearsalModel.howToAttach
        }
        let (answer, likeness) = closest(to: prompt)
        if likeness >= Self.likeness, let repair = answer.repairs.first(where: { $0.mends(error) }),
            !given.contains(code(of: repair.text))
        {
            return repair.text
        }
        return admission + " Here is a plainer figure instead, which is not what was asked for.\n\n" + plainFigure
    }

    /// Of an earlier answer perhaps only the code is sent back.
    private static func code(of answer: String) -> Extraction {
        var extractor = CodeExtractor()
        extractor.feed(answer)
        return extractor.finish(.stop)
    }

    private static func unknown(_ prompt: String) -> String {
        let (answer, likeness) = closest(to: prompt)
        let nearest = likeness > 0 ? "The closest to yours is “\(answer.prompt)”. " : ""
        let prompts = answers.map { "- \($0.prompt)" }.joined(separator: "\n")
        return """
            This is a rehearsal: there is no model here, only prepared answers, and none for this prompt. \(nearest)\
            These prompts have one:

            \(prompts)

            \(RehearsalModel.howToAttach)
            """
    }

    /// The prepared answer whose prompt shares the most words, and how alike the two are: 1 for the same words in the
    /// same order, whatever the case, the spacing and the punctuation.
    private static func closest(to prompt: String) -> (PreparedAnswer, likeness: Double) {
        let words = words(of: prompt)
        let ranked = answers.map { answer -> (PreparedAnswer, likeness: Double) in
            let known = self.words(of: answer.prompt)
            if known == words { return (answer, 1) }
            let (left, right) = (Set(words).subtracting(common), Set(known).subtracting(common))
            let union = left.union(right).count
            return (answer, union == 0 ? 0 : 0.99 * Double(left.intersection(right).count) / Double(union))
        }
        return ranked.reduce(ranked[0]) { $1.likeness > $0.likeness ? $1 : $0 }
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Words that say nothing about what is to be drawn.
    private static let common: Set<String> = [
        "a", "an", "and", "as", "by", "for", "from", "in", "it", "me", "of", "on", "please", "the", "to", "with",
        "draw", "make", "plot", "show", "create", "chart", "graph", "figure",
    ]

    private static let plainFigure = """
        ```python
        import plotly.graph_objects as go

        fig = go.Figure(go.Scatter(x=[0, 1, 2, 3, 4], y=[0, 1, 4, 9, 16], mode="lines+markers"))
        fig.update_layout(title="A plain figure: the first squares")
        fig
        ```
        """
}
