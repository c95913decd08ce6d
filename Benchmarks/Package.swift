// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "BorderGeo", path: "../")],
    targets: [
        .executableTarget(
            name: "locate-bench", dependencies: [.product(name: "BorderGeo", package: "BorderGeo")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
