// swift-tools-version: 6.2
import PackageDescription

// A package of somebody else: it depends on one target of BorderGeo, and so builds neither SQLite nor YAML.
let package = Package(
    name: "locate-point",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "BorderGeo", path: "../..")],
    targets: [
        .executableTarget(
            name: "locate-point", dependencies: [.product(name: "LinearReferencing", package: "BorderGeo")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
