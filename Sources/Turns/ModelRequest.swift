/// What a model is asked.
public struct ModelRequest: Sendable, Hashable {
    public struct Message: Sendable, Hashable {
        public enum Role: String, Sendable {
            case system, user, assistant
            /// What came of the program of the message before it.
            case result
        }
        public var role: Role
        public var text: String
        /// What the server adds to what a person said.
        public var reminder: String?
        /// The program that an assistant's message hands in beside its text.
        public var program: String?

        public init(role: Role, text: String, reminder: String? = nil, program: String? = nil) {
            self.role = role
            self.text = text
            self.reminder = reminder
            self.program = program
        }

        var utf8Count: Int { text.utf8.count + (program?.utf8.count ?? 0) }
    }

    public var messages: [Message]
    /// Nil leaves it to the provider.
    public var temperature: Double?
    /// The most tokens to answer with.
    public var maxTokens: Int
    /// Who is asked: 0 is the model itself, 1 its first fallback.
    public var rank: Int

    public init(messages: [Message], temperature: Double? = nil, maxTokens: Int = 4_096, rank: Int = 0) {
        self.messages = messages
        self.temperature = temperature
        self.maxTokens = maxTokens
        self.rank = rank
    }

    /// The same with every reminder at the end of its text, and what users say one after the other in one message: many
    /// servers want users and assistants to take turns.
    public var reminded: ModelRequest {
        var request = self
        request.messages = []
        for var message in messages {
            if let reminder = message.reminder { message.text.append(paragraph: reminder) }
            message.reminder = nil
            if message.role == .user, request.messages.last?.role == .user {
                request.messages[request.messages.count - 1].text.append(paragraph: message.text)
            } else {
                request.messages.append(message)
            }
        }
        return request
    }

    /// The same for a model that calls no tool: programs are blocks in the text. The last message's result is the user's to
    /// tell; an earlier one stands below its program.
    public var inText: ModelRequest {
        var request = self
        request.messages = []
        for (index, message) in messages.enumerated() {
            let isLast = index == messages.count - 1
            if message.role == .result, !isLast, let before = request.messages.indices.last {
                request.messages[before].text.append(paragraph: message.text)
            } else {
                var text = message.text
                if let program = message.program { text.append(paragraph: "```python\n\(program)\n```") }
                let role = message.role == .result ? .user : message.role
                request.messages.append(Message(role: role, text: text, reminder: message.reminder))
            }
        }
        return request
    }
}

extension String {
    fileprivate mutating func append(paragraph: String) {
        self += isEmpty || paragraph.isEmpty ? paragraph : "\n\n\(paragraph)"
    }
}
