// swift-tools-version: 6.2
import PackageDescription

// CI sets BORDERGEO_STRICT=1: every warning is an error there, while a user's newer compiler may warn.
let strict = Context.environment["BORDERGEO_STRICT"] == "1"
let house: [SwiftSetting] = [.swiftLanguageMode(.v6)] + (strict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "BorderGeo",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "BorderGeo", targets: ["BorderGeo"]),
        .executable(name: "geo-tool", targets: ["geo-tool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
    ],
    targets: [
        .systemLibrary(name: "CProj", pkgConfig: "proj", providers: [.apt(["libproj-dev"]), .brew(["proj"])]),
        .systemLibrary(name: "CGeos", pkgConfig: "geos", providers: [.apt(["libgeos-dev"]), .brew(["geos"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "CBorderData"),
        .target(name: "CKernels"),
        .target(name: "GeoHandles", dependencies: ["CProj", "CGeos", "CZlib", "CBorderData", "CKernels"], swiftSettings: house),
        .target(
            name: "BorderGeo",
            dependencies: [
                "GeoHandles",
                .product(name: "OrderedCollections", package: "swift-collections"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "geo-tool",
            dependencies: [
                "BorderGeo",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
        .executableTarget(name: "handle-soak", dependencies: ["GeoHandles"], swiftSettings: house),
        .target(name: "TestSupport", dependencies: ["BorderGeo"], swiftSettings: house),
        .testTarget(name: "GeoHandlesTests", dependencies: ["GeoHandles", "TestSupport"], swiftSettings: house),
        .testTarget(name: "BorderGeoTests", dependencies: ["BorderGeo", "TestSupport"], swiftSettings: house),
        .testTarget(name: "GeoToolTests", dependencies: ["BorderGeo", "TestSupport", "geo-tool"], swiftSettings: house),
    ],
    cxxLanguageStandard: .cxx17
)
