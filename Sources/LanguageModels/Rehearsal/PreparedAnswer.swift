/// What the rehearsal answers to one prompt, and to the errors that its first answer is known to run into.
struct PreparedAnswer: Sendable {
    /// A second answer, and the error it mends.
    struct Repair: Sendable {
        /// The exception's name, without its module.
        var type: String
        /// What the exception's message must contain; empty for any.
        var message: String = ""
        /// Markdown.
        var text: String

        func mends(_ error: ReportedError) -> Bool {
            error.name == type && (message.isEmpty || error.message.contains(message))
        }
    }

    var title: String
    var prompt: String
    /// Markdown, as a model would write it.
    var text: String
    var repairs: [Repair] = []
}
