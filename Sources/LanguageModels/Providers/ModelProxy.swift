/// A proxy between here and a model. Its address may hold a name and a password, and is never shown.
public struct ModelProxy: Sendable {
    let address: Secret

    /// - Parameter url: of one of the schemes that libcurl knows (CURLOPT_PROXY(3)): `http://proxy.example.org:3128`.
    public init(_ url: String) throws(InvalidModelConfiguration) {
        let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
        guard let parts = URLParts(url), schemes.contains(parts.scheme) else {
            throw InvalidModelConfiguration(
                setting: .proxy, fault: "is not a proxy's address: write one such as http://proxy.example.org:3128.")
        }
        address = Secret(url)
    }
}
