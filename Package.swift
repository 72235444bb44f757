// swift-tools-version:6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A room of the house. What it may import is what it lists, and the build enforces it
/// (`--explicit-target-dependency-import-check error`).
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "sandglass",
    platforms: [.macOS(.v15)],
    targets: [
        // Pure rooms: no I/O, no clocks.
        room("Wire"),
        room("Turns", ["Wire"]),
        room("Composing", ["Wire"]),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Wire", "Turns"], path: "Tests/TestSupport", swiftSettings: settings),
        tests("WireTests", ["Wire", "TestSupport"]),
        tests("TurnsTests", ["Turns", "Wire", "TestSupport"]),
        tests("ComposingTests", ["Composing", "Wire"]),
    ]
)
