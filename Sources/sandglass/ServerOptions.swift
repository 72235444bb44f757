import ArgumentParser

/// What is asked of a server on the command line.
struct ServerOptions: ParsableArguments {
    @Option(help: "The address to listen at (127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen at; 0 lets the system choose (8080).")
    var port: Int?

    @Option(help: "The folder for sessions (data).", completion: .directory)
    var data: String?

    @Option(help: "An unpacked official Pyodide release to use in place of the fetched one.", completion: .directory)
    var pyodide: String?

    @Option(name: .customLong("public"), help: "The folder of the page's files (Public).", completion: .directory)
    var publicFolder: String?

    @Option(help: "The folder that scripts/fetch-runtime made (.runtime).", completion: .directory)
    var runtime: String?

    @Option(help: "A certificate with its chain, in PEM: the server speaks TLS.", completion: .file())
    var tlsCert: String?

    @Option(help: "The certificate's private key, in PEM.", completion: .file())
    var tlsKey: String?
}
