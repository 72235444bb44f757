/// What a stranger's bytes reach first, and what must hold of it whatever they are. `scripts/fuzz` makes the bytes;
/// `FuzzTests` takes those that were worth keeping (`Fuzzers/Corpus`).
public enum FuzzTarget: String, Sendable, CaseIterable {
    case frames, socket, deflate, wire, streams, code, outputs

    public enum Check: Sendable {
        case pure(@Sendable ([UInt8]) throws(Broken) -> Void)
        /// It needs a channel and its event loop.
        case live(@Sendable ([UInt8]) async throws(Broken) -> Void)
    }

    public var check: Check {
        switch self {
        case .frames: .pure(FrameProperties.check)
        case .socket: .live(SocketProperties.check)
        case .deflate: .pure(DeflateProperties.check)
        case .wire: .pure(WireProperties.check)
        case .streams: .pure(StreamProperties.check)
        case .code: .pure(CodeProperties.check)
        case .outputs: .pure(OutputProperties.check)
        }
    }
}

/// A property that an input breaks.
public struct Broken: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws the sentence that does not hold.
func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(Broken) {
    if !holds { throw Broken(what()) }
}
