// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [.swiftLanguageMode(.v6)]
let library: Target.Dependency = .product(name: "BorderGeo", package: "BorderGeo")

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "BorderGeo", path: "../")],
    targets: [
        .target(name: "Synthetic", dependencies: [library], swiftSettings: house),
        .executableTarget(name: "locate-bench", dependencies: ["Synthetic", library], swiftSettings: house),
        .executableTarget(name: "pipeline-bench", dependencies: [library], swiftSettings: house),
        .executableTarget(name: "bench-data", dependencies: ["Synthetic", library], swiftSettings: house),
    ]
)
