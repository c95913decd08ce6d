import Foundation
import TestSupport
import Testing

private let isGrowthRequested = ProcessInfo.processInfo.environment["BORDERGEO_GROWTH"] == "1"

/// What users size in thousands takes work that grows with n log n: four times as much of it no more than 2.6 x 2.6 times the instructions.
///
/// Two doublings at once part a linear loop (4 to 5) from a quadratic one (16). Instructions are counted by valgrind, less those that the tool takes to start, so that the
/// answer is the same on every machine, however busy. `make growth` runs these on the release build, which `BORDERGEO_TOOL` names.
@Suite(.enabled(if: isGrowthRequested, "skipped, run by make growth"), .needs(.valgrind)) struct DoublingTests {
    struct Load: CustomTestStringConvertible, Sendable {
        var name: String
        /// The smaller of the two sizes.
        var size: Int
        var arguments: [String]
        /// Files of a size, by name.
        var files: @Sendable (Int) -> [String: String]
        var sized: @Sendable (Int) -> [String] = { _ in [] }
        /// Less than this are the instructions for four times as much.
        var limit = 2.6 * 2.6
        var testDescription: String { name }
    }

    private static func points(_ count: Int, _ properties: (Int) -> String) -> String {
        let features = (0..<count).map { i in
            "{\"type\":\"Feature\",\"id\":\"f\(i)\",\"properties\":{\(properties(i))},\"geometry\":{\"type\":\"Point\",\"coordinates\":[\(129.7 + Double(i) * 1e-5),42.42]}}"
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[" + features.joined(separator: ",\n") + "]}"
    }

    /// Fences that are the same in both epochs: others are compared pair by pair where they lie over one place.
    private static func fences(_ count: Int, _ line: (Int) -> [[Double]]) -> String {
        let features = (0..<count).map { i in
            "{\"type\":\"Feature\",\"id\":\"f\(i)\",\"properties\":{\"layer\":\"primary\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":\(line(i))}}"
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[" + features.joined(separator: ",\n") + "]}"
    }

    private static func study(areas: Int = 1, epochs: Int = 2, _ more: String) -> String {
        let areaLines = (0..<areas).map { "  - {id: a\($0), from: \(900_000 + $0 * 10)m, to: \(900_010 + $0 * 10)m}\n" }.joined()
        return """
            format: border-study/1
            id: s
            title: "s"
            synthetic: true
            border: "builtin:dcw"
            areas:
            \(areaLines)epochs:
              - {id: "1", date: 2019-01-01}
              - {id: "2", date: 2022-01-01}
            baseline: "1"
            comparison: "2"
            \(more)
            """
    }

    static let loads: [Load] = [
        Load(
            name: "rows of a text table", size: 750, arguments: ["border", "posts"], files: { _ in [:] },
            sized: { ["--every", "\(1_188_000 / $0)m"] }),
        Load(
            name: "keys of a YAML file", size: 3000, arguments: ["lint", "study.yaml"],
            files: { n in ["study.yaml": "format: border-study/1\n" + (0..<n).map { "k\($0): 1\n" }.joined()] }),
        Load(
            name: "equal headings of a table", size: 1500, arguments: ["convert", "in.csv", "out.geojson"],
            files: { n in
                [
                    "in.csv": "lon,lat" + String(repeating: ",x", count: n) + "\n129.7,42.4" + String(repeating: ",1", count: n)
                        + "\n"
                ]
            }),
        Load(
            name: "features with a field of their own, to GeoJSON", size: 1000,
            arguments: ["convert", "in.geojson", "out.geojson"],
            files: { n in ["in.geojson": points(n) { "\"k\($0)\":\($0)" }] }),
        Load(
            name: "features with a field of their own, to KML", size: 1000, arguments: ["convert", "in.geojson", "out.kml"],
            files: { n in ["in.geojson": points(n) { "\"k\($0)\":\($0)" }] }),
        Load(
            name: "placemarks with a field of their own", size: 1000, arguments: ["convert", "in.kml", "out.geojson"],
            files: { n in
                let fields = (0..<n).map { "<SimpleField type=\"int\" name=\"k\($0)\"/>" }.joined()
                let marks = (0..<n).map {
                    "<Placemark><ExtendedData><SchemaData schemaUrl=\"#s\"><SimpleData name=\"k\($0)\">1</SimpleData></SchemaData></ExtendedData>"
                        + "<Point><coordinates>129.7,42.4</coordinates></Point></Placemark>"
                }.joined()
                return ["in.kml": "<kml><Document><Schema id=\"s\" name=\"s\">\(fields)</Schema>\(marks)</Document></kml>"]
            }),
        Load(
            name: "unknown fields in lint", size: 750, arguments: ["lint", "in.geojson"],
            files: { n in ["in.geojson": points(n) { "\"kind\":\"watchtower\",\"k\($0)\":\"x \"" }] }),
        Load(
            name: "facilities on one parallel in lint", size: 1000, arguments: ["lint", "in.geojson"],
            files: { n in ["in.geojson": points(n) { _ in "\"kind\":\"watchtower\"" }] }),
        Load(
            name: "facilities on one spot in lint", size: 750, arguments: ["lint", "in.geojson"],
            files: { n in
                ["in.geojson": points(n) { "\"kind\":\"watchtower\",\"n\":\($0)" }.replacing(/\[129\.[0-9]+,/) { _ in "[129.7," }]
            }),
        Load(
            name: "words that a study maps", size: 350, arguments: ["density", "study.yaml"],
            files: { n in
                let words = (0..<n).map { "    \"w\($0)\": watchtower\n" }.joined()
                return [
                    "study.yaml": study("facilities: [in.geojson]\nvalues:\n  kind:\n" + words),
                    "in.geojson": points(n) { "\"kind\":\"W\($0)\"" },
                ]
            }),
        Load(
            name: "areas of a study", size: 75, arguments: ["density", "study.yaml"],
            files: { n in
                [
                    "study.yaml": study(areas: n, "facilities: [in.geojson]"),
                    "in.geojson": points(20) { _ in "\"kind\":\"watchtower\"" },
                ]
            }),
        Load(
            name: "observations of a study", size: 500, arguments: ["coverage", "study.yaml"],
            files: { n in
                let rows = (0..<n).map { "  - {epoch: \"\(1 + $0 % 2)\", from: \(900_000 + $0)m, to: \(900_001 + $0)m}\n" }
                    .joined()
                return [
                    "study.yaml": study("facilities: [in.geojson]\nobservations:\n" + rows),
                    "in.geojson": points(20) { _ in "\"kind\":\"watchtower\"" },
                ]
            }),
        Load(
            name: "published figures", size: 500, arguments: ["audit", "--claims", "claims.yaml"],
            files: { n in
                let claims = (0..<n).map {
                    "  - {id: c\($0), measurand: count, value: \($0 + 1), significant_figures: 4, numerator: t, area: a\($0)}\n"
                }
                return ["claims.yaml": "format: border-claims/1\nclaims:\n" + claims.joined()]
            }),
        Load(
            name: "fences over one place", size: 125, arguments: ["coverage", "study.yaml"],
            files: { n in
                [
                    "study.yaml": study("fences: [in.geojson]"),
                    "in.geojson": fences(n) { [[129.7, 42.42 + Double($0) * 1e-6], [129.72, 42.43 + Double($0) * 1e-6]] },
                ]
            },
            // Between two ends of one there is an end of every other: a square, and no cube.
            limit: 4 * 4),
        Load(
            name: "fences on one parallel", size: 750, arguments: ["coverage", "study.yaml"],
            files: { n in
                [
                    "study.yaml": study("fences: [in.geojson]"),
                    "in.geojson": fences(n) { [[129 + Double($0) * 1e-4, 42.42], [129 + Double($0) * 1e-4 + 5e-5, 42.42]] },
                ]
            }),
        Load(
            name: "ends of fences on one parallel in lint", size: 1000, arguments: ["lint", "in.geojson"],
            files: { n in
                ["in.geojson": fences(n) { [[129 + Double($0) * 1e-4, 42.42], [129 + Double($0) * 1e-4 + 5e-5, 42.42]] }]
            }),
        Load(
            name: "ends of fences in one heap in lint", size: 750, arguments: ["lint", "in.geojson"],
            files: { n in
                [
                    "in.geojson": fences(n) { i in
                        // Where no web map displaces anything: looking for its shift costs what 3,000 places cost, or nothing.
                        let (x, y) = (141 + Double(i * 7919 % n) * 0.0003 / Double(n), 42.42 + Double(i) * 0.0002 / Double(n))
                        return [[x, y], [x - 0.01, y - 0.01]]
                    }
                ]
            }),
        Load(
            name: "segments of a border", size: 500, arguments: ["border", "info", "--border", "in.geojson"],
            files: { n in
                let parts = (0..<n).map { i in
                    "{\"type\":\"Feature\",\"properties\":{\"segment\":\"s\(i)\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[\(124 + Double(i) * 5 / Double(n)),42],[\(124 + Double(i + 1) * 5 / Double(n)),42]]}}"
                }
                return ["in.geojson": "{\"type\":\"FeatureCollection\",\"features\":[" + parts.joined(separator: ",\n") + "]}"]
            }),
    ]

    @Test(arguments: loads)
    func fourTimesAsMuchTakesNoMoreThanTwoDoublings(load: Load) throws {
        let start = try instructions(load, size: max(2, load.size / 50))
        let small = try instructions(load, size: load.size) - start
        let large = try instructions(load, size: load.size * 4) - start
        try #require(small > start / 100, "\(load.name): \(load.size) are too few to count: \(small) on \(start)")
        let growth = Double(large) / Double(small)
        print("\(load.name): four times as much takes \((growth * 10).rounded() / 10) times the instructions")
        #expect(growth < load.limit, "\(load.name): \(small) for \(load.size), \(large) for four times as many")
    }

    /// Marks of two annotators far apart cost what they cost side by side.
    @Test func emptyBorderBetweenMarksCostsNothing() throws {
        func load(_ step: Double) -> Load {
            Load(
                name: "agree", size: 6, arguments: ["agree", "a.csv", "b.csv"],
                files: { n in
                    let rows = (0..<n).map { "p\($0),\(124.3 + Double($0) * step),\(40.0 + Double($0) * step / 2),watchtower\n" }
                        .joined()
                    return ["a.csv": "id,lon,lat,kind\n" + rows, "b.csv": "id,lon,lat,kind\n" + rows]
                })
        }
        let (near, far) = (try instructions(load(0.01), size: 6), try instructions(load(0.9), size: 6))
        #expect(far < 4 * near, "\(near) near, \(far) far")
    }

    /// What the tool executes on input of a size, by valgrind's count.
    private func instructions(_ load: Load, size: Int) throws -> Int {
        let folder = FileManager.default.temporaryDirectory.appending(path: "doubling-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in load.files(size) { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let counting = [
            "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--log-file=count", Tool.path.path,
        ]
        let run = try External.run("valgrind", counting + load.arguments + load.sized(size), directory: folder)
        // 1: something was found. Anything else would not be the loop that is meant.
        #expect([0, 1].contains(run.exitCode), "\(load.name): \(run.exitCode) \(run.stderr.prefix(300))")
        let log = try String(contentsOf: folder.appending(path: "count"), encoding: .utf8)
        let count = try #require(log.firstMatch(of: /I\s+refs:\s+([0-9,]+)/), "\(log)")
        return try #require(Int(count.1.filter { $0 != "," }))
    }
}
