import Wire

/// Where the server listens, what it serves, and who may enter.
public struct WebSettings: Sendable {
    public var host: String
    /// 0 lets the system choose.
    public var port: Int
    /// The folder of the page's files.
    public var publicFolder: String
    /// The folder that `scripts/fetch-runtime` made.
    public var runtimeFolder: String
    /// An unpacked official Pyodide release that stands in for the runtime folder's own.
    public var pyodideFolder: String?
    public var access: AccessSettings
    /// Whether sockets may agree to permessage-deflate.
    public var compresses: Bool
    /// The ceiling of the memory of a page's interpreter, in bytes.
    public var memoryBytes: Int
    public var about: About

    public init(
        host: String, port: Int, publicFolder: String, runtimeFolder: String, pyodideFolder: String? = nil,
        access: AccessSettings, compresses: Bool, memoryBytes: Int, about: About
    ) {
        self.host = host
        self.port = port
        self.publicFolder = publicFolder
        self.runtimeFolder = runtimeFolder
        self.pyodideFolder = pyodideFolder
        self.access = access
        self.compresses = compresses
        self.memoryBytes = memoryBytes
        self.about = about
    }
}

/// What the page tells a person of the server (`GET /api/about`).
public struct About: Sendable {
    public struct Example: Sendable {
        public var title: String
        public var prompt: String

        public init(title: String, prompt: String) {
            self.title = title
            self.prompt = prompt
        }
    }

    public var version: String
    public var model: String
    public var isRehearsal: Bool
    /// How to attach a real model; nil when one is attached.
    public var attach: String?
    public var examples: [Example]

    public init(version: String, model: String, isRehearsal: Bool, attach: String?, examples: [Example]) {
        self.version = version
        self.model = model
        self.isRehearsal = isRehearsal
        self.attach = attach
        self.examples = examples
    }

    var json: JSON {
        [
            "version": .string(version),
            "model": .fields(
                ("name", .string(model)), ("rehearsal", .bool(isRehearsal)), ("attach", attach.map(JSON.string))),
            "examples": .array(examples.map { ["title": .string($0.title), "prompt": .string($0.prompt)] }),
        ]
    }
}
