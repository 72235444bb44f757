import Foundation
import NIOSSL

/// A certificate with its chain and its key, in PEM.
public struct TLSFiles: Sendable {
    public var certificate: String
    public var key: String

    /// - Parameters: paths of the two files.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// - Throws: `InvalidSetting` when a file cannot be read, is not what it should be, or the two do not fit.
    func configuration() throws(InvalidSetting) -> TLSConfiguration {
        let chain: [NIOSSLCertificateSource]
        do { chain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) } } catch {
            throw InvalidSetting("--tls-cert \(certificate): it cannot be read, or holds no certificate in PEM")
        }
        guard !chain.isEmpty else {
            throw InvalidSetting("--tls-cert \(certificate): it holds no certificate in PEM")
        }
        let privateKey: NIOSSLPrivateKey
        do { privateKey = try NIOSSLPrivateKey(file: key, format: .pem) } catch {
            throw InvalidSetting("--tls-key \(key): it cannot be read, or holds no private key in PEM")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do { _ = try NIOSSLContext(configuration: configuration) } catch {
            throw InvalidSetting("--tls-key \(key): it is not the key of --tls-cert \(certificate)")
        }
        return configuration
    }
}
