import ArgumentParser
import Foundation
import NIOCore

extension Serve {
    /// Errors of the system in words that say what to try.
    static func explaining(_ work: () async throws -> Void) async throws {
        do { try await work() } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ValidationError("the port is in use: another server is there; choose another with --port")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw ValidationError("the port may not be listened at: choose one above 1023 with --port")
        }
    }

    /// The address is waited for by whoever started the server, also through a pipe.
    static func flush() { fflush(nil) }
}
