// swift-tools-version: 6.2
import PackageDescription

// CI sets BORDERGEO_STRICT=1: every warning is an error there, while a user's newer compiler may warn.
let strict = Context.environment["BORDERGEO_STRICT"] == "1"
let house: [SwiftSetting] = [.swiftLanguageMode(.v6)] + (strict ? [.treatAllWarnings(as: .error)] : [])

let collections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

extension Target {
    /// A step of the library's data flow: it sees what is named here and what that sees in turn.
    static func step(_ name: String, _ dependencies: [Target.Dependency] = [], folder: String? = nil) -> Target {
        .target(name: name, dependencies: dependencies, path: "Sources/BorderGeo/\(folder ?? name)", swiftSettings: house)
    }
}

let package = Package(
    name: "BorderGeo",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "BorderGeo", targets: ["BorderGeo"]),
        .library(name: "LinearReferencing", targets: ["LinearReferencing"]),
        .executable(name: "geo-tool", targets: ["geo-tool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.7.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
    ],
    targets: [
        .systemLibrary(name: "CProj", pkgConfig: "proj", providers: [.apt(["libproj-dev"]), .brew(["proj"])]),
        .systemLibrary(name: "CGeos", pkgConfig: "geos", providers: [.apt(["libgeos-dev"]), .brew(["geos"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
        .target(name: "CBorderData"),
        .target(name: "CKernels"),
        // Two targets of one folder, so that who only needs places on a line links no SQLite.
        .target(
            name: "GeoHandles", dependencies: ["CProj", "CGeos", "CZlib", "CBorderData", "CKernels"], exclude: ["Database"],
            swiftSettings: house),
        .target(
            name: "DatabaseHandles", dependencies: ["CSQLite", "GeoHandles"], path: "Sources/GeoHandles/Database",
            swiftSettings: house),
        .step("BorderBase"),
        .step("LineStatistics", ["BorderBase"]),
        .step("LinearReferencing", ["BorderBase", "GeoHandles", collections]),
        .step("GeoFormats", ["LinearReferencing", "GeoHandles", "DatabaseHandles", collections, system]),
        .step("BorderModel", ["LinearReferencing", "LineStatistics", collections]),
        .step("BorderStudy", ["BorderModel", "GeoFormats", "GeoHandles", collections, .product(name: "Yams", package: "Yams")]),
        .step("BorderAnalysis", ["BorderStudy", "GeoHandles", collections]),
        .step(
            "BorderReport", ["BorderAnalysis", "GeoHandles", collections, .product(name: "Mustache", package: "swift-mustache")]),
        // The umbrella: `import BorderGeo` brings every step.
        .step("BorderGeo", ["BorderReport"], folder: "Umbrella"),
        .executableTarget(
            name: "geo-tool",
            dependencies: [
                "BorderGeo", "GeoHandles", system,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
        .executableTarget(name: "handle-soak", dependencies: ["GeoHandles", system], swiftSettings: house),
        .target(name: "TestSupport", dependencies: ["BorderGeo"], swiftSettings: house),
        // What a fuzzer tries, and the tests replay: bytes in, a complaint out.
        .target(name: "FuzzTargets", dependencies: ["BorderReport", "DatabaseHandles"], path: "Fuzzing/Sources/FuzzTargets", swiftSettings: house),
        .testTarget(name: "GeoHandlesTests", dependencies: ["GeoHandles", "TestSupport"], swiftSettings: house),
        .testTarget(name: "BorderGeoTests", dependencies: ["BorderGeo", "FuzzTargets", "TestSupport"], swiftSettings: house),
        .testTarget(name: "GeoToolTests", dependencies: ["BorderGeo", "TestSupport", "geo-tool"], swiftSettings: house),
    ],
    cxxLanguageStandard: .cxx17
)

// Steps of the library that are no API of it are measured as well, so the benchmarks belong to its package. Only who builds them needs what they depend on
// (the Makefile sets the variable).
if Context.environment["BORDERGEO_BENCHMARKS"] == "1" {
    // Without the libraries it preloads: what is counted is counted by CAllocationCount.
    package.dependencies.append(.package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
    func sources(_ name: String) -> String { "Benchmarks/Sources/\(name)" }
    package.targets += [
        .target(name: "Synthetic", dependencies: ["BorderGeo"], path: sources("Synthetic"), swiftSettings: house),
        .target(name: "CAllocationCount", path: sources("CAllocationCount")),
        .executableTarget(
            name: "locate-bench", dependencies: ["Synthetic", "BorderGeo"], path: sources("locate-bench"), swiftSettings: house),
        .executableTarget(
            name: "pipeline-bench", dependencies: ["BorderGeo"], path: sources("pipeline-bench"), swiftSettings: house),
        .executableTarget(
            name: "bench-data", dependencies: ["Synthetic", "BorderGeo"], path: sources("bench-data"), swiftSettings: house),
        // The plugin finds benchmarks by their folder's name.
        .executableTarget(
            name: "BorderGeoBenchmarks",
            dependencies: ["Synthetic", "CAllocationCount", "BorderGeo", .product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/BorderGeoBenchmarks",
            swiftSettings: house,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ]
}

// Links with -sanitize=fuzzer alone (scripts/fuzz sets the variable).
if Context.environment["BORDERGEO_FUZZING"] == "1" {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzzing/Sources/CLibFuzzer"),
        .executableTarget(
            name: "geo-fuzz", dependencies: ["FuzzTargets", "CLibFuzzer"], path: "Fuzzing/Sources/geo-fuzz", swiftSettings: house),
    ]
}

// Pages of the library are made by a plugin that users of the library do not need (`make docs` sets the variable).
if Context.environment["BORDERGEO_DOCS"] == "1" {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
    // Pages link to those of direct dependencies alone.
    package.targets.first { $0.name == "BorderGeo" }?.dependencies += [
        "BorderBase", "LineStatistics", "LinearReferencing", "GeoFormats", "BorderModel", "BorderStudy", "BorderAnalysis",
    ]
}
