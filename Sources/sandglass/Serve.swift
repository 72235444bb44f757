import ArgumentParser
import Foundation
import NIOCore
import Turns

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the page.",
        discussion: """
            Every option can also be given as an environment variable (SANDGLASS_HOST, SANDGLASS_PORT, …); an option on \
            the command line wins. Without SANDGLASS_MODEL_API the rehearsal answers: prepared answers, no model, no key.

            SANDGLASS_MODEL_API      rehearsal, local, openai-chat, openai-responses, anthropic, ollama or gemini
            SANDGLASS_MODEL_URL      such as http://127.0.0.1:8081/v1
            SANDGLASS_MODEL          the model's name; of the local one 0.5b or 1.5b (1.5b)
            SANDGLASS_MODEL_KEY      its key, or SANDGLASS_MODEL_KEY_FILE
            SANDGLASS_MODEL_TOOLS    true: the program is handed in by a call of run_python, and not in the text (false)
            SANDGLASS_MODEL_IDLE_SECONDS  seconds without a token after which the model is given up (60)
            SANDGLASS_MODEL_RETRIES  how often a model that failed is asked again, 0 to 5 (2)
            SANDGLASS_MODEL_PROXY    a proxy on the way to models, such as http://proxy.example.org:3128
            SANDGLASS_MODEL_CA_FILE  a PEM file of the authorities that vouch for the models' servers
            SANDGLASS_FALLBACK_1_API a model to ask when the one before fails, with …_1_URL, …_1_MODEL, …_1_KEY; up to 4
            SANDGLASS_TOKEN          what signs in; made and kept under --data when absent
            SANDGLASS_ORIGINS        further origins that may open sockets, separated by commas
            SANDGLASS_HOSTS          names of a reverse proxy by which the server is reached, separated by commas
            SANDGLASS_EMBEDDERS      origins of the same site that may hold the page in a frame, separated by commas
            SANDGLASS_JWT_SECRET     signs short-lived tokens (HS256, at least 32 bytes), or SANDGLASS_JWT_SECRET_FILE
            SANDGLASS_JWT_KEY_FILE   or the public key (PEM) of who signs them: ES256, EdDSA or RS256
            SANDGLASS_COMPRESSION    on or off: whether sockets may compress, permessage-deflate (on)
            SANDGLASS_REQUESTS_PER_SECOND  requests of one address, sustained (100)
            SANDGLASS_SESSIONS_PER_MINUTE  new sessions of one address (8)
            SANDGLASS_PROMPTS_PER_MINUTE   prompts of one subject of signed tokens (60)
            SANDGLASS_MAX_ATTEMPTS   attempts of a turn (4)
            SANDGLASS_REPAIR         guided, anew, traceback or again: how failures are answered (guided, local anew)
            SANDGLASS_CUT_SHORT      true: an answer is not read on once its program cannot be Python any more (false)
            SANDGLASS_SESSION_TOKENS tokens that the answers of a session may use (no bound)
            SANDGLASS_EXEC_SECONDS   seconds that one run may execute (30)
            SANDGLASS_MEMORY_MB      megabytes (2^20 bytes) of an interpreter's memory in the browser (1024)
            SANDGLASS_REHEARSAL_MS   milliseconds between the pieces of a rehearsed answer (40)
            SANDGLASS_RETAIN_DAYS    drop turns that ended longer ago, and sessions unused for so long (keep all)
            SANDGLASS_RETAIN_EVENTS  most events of a session; its oldest turns are dropped (keep all)
            SANDGLASS_RETAIN_MB      most megabytes (2^20 bytes) of a session, likewise (keep all)
            SANDGLASS_LOG_LEVEL      trace, debug, info, notice, warning, error or critical (info)
            """)

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let settings = try ServeSettings(options: options)
        let server = try Server(settings)
        try await server.run { [model = server.model] address in
            print("Sandglass answers with \(model.name).")
            print("Open \(settings.address(at: address?.port))")
            Self.flush()
        }
    }

    /// The address is waited for by whoever started the server, also through a pipe.
    private static func flush() { fflush(nil) }
}
