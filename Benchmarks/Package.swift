// swift-tools-version: 6.2
import PackageDescription

// Steps of the library that are no API of it are measured too: the programs here count as a part of its package, whose name is that of its folder.
let libraryName = Context.packageDirectory.split(separator: "/").dropLast().last.map { $0.lowercased() } ?? "bordergeo"
let house: [SwiftSetting] = [.swiftLanguageMode(.v6), .unsafeFlags(["-package-name", libraryName])]
let library: Target.Dependency = .product(name: "BorderGeo", package: "BorderGeo")

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "BorderGeo", path: "../"),
        // Without the libraries it preloads: what is counted is counted by CAllocationCount.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(name: "Synthetic", dependencies: [library], swiftSettings: house),
        .executableTarget(name: "locate-bench", dependencies: ["Synthetic", library], swiftSettings: house),
        .executableTarget(name: "pipeline-bench", dependencies: [library], swiftSettings: house),
        .executableTarget(name: "bench-data", dependencies: ["Synthetic", library], swiftSettings: house),
        .target(name: "CAllocationCount"),
        // The plugin finds benchmarks by their folder's name.
        .executableTarget(
            name: "BorderGeoBenchmarks",
            dependencies: ["Synthetic", "CAllocationCount", library, .product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/BorderGeoBenchmarks",
            swiftSettings: house,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ]
)
