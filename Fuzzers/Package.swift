// swift-tools-version:6.2
import PackageDescription

// Built by scripts/fuzz, which passes the sanitizers' flags: libFuzzer brings the executable's main.
let package = Package(
    name: "fuzzers",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "sandglass", path: "..")],
    targets: [
        .executableTarget(
            name: "fuzzer", dependencies: [.product(name: "FuzzTargets", package: "sandglass")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
