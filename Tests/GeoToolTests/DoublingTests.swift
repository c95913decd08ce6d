import Foundation
import TestSupport
import Testing

/// What users size in thousands takes time that grows with n log n: four times as much of it no more than 2.6 x 2.6 times the processor's time.
///
/// Two doublings at once, since they part a linear loop (4 to 5) from a quadratic one (16) by more than a busy machine can blur. The time is that of the processor, of the
/// tool alone, less what it takes to start; what looks too slow is measured again, and the least counts.
@Suite(.serialized) struct DoublingTests {
    struct Load: CustomTestStringConvertible, Sendable {
        var name: String
        /// The smaller of the two sizes.
        var size: Int
        var arguments: [String]
        /// Files of a size, by name.
        var files: @Sendable (Int) -> [String: String]
        var sized: @Sendable (Int) -> [String] = { _ in [] }
        var testDescription: String { name }
    }

    private static func points(_ count: Int, _ properties: (Int) -> String) -> String {
        let features = (0..<count).map { i in
            "{\"type\":\"Feature\",\"id\":\"f\(i)\",\"properties\":{\(properties(i))},\"geometry\":{\"type\":\"Point\",\"coordinates\":[\(129.7 + Double(i) * 1e-5),42.42]}}"
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
            name: "rows of a text table", size: 1500, arguments: ["border", "posts"], files: { _ in [:] },
            sized: { ["--every", "\(1_188_000 / $0)m"] }),
        Load(
            name: "keys of a YAML file", size: 6000, arguments: ["lint", "study.yaml"],
            files: { n in ["study.yaml": "format: border-study/1\n" + (0..<n).map { "k\($0): 1\n" }.joined()] }),
        Load(
            name: "equal headings of a table", size: 3000, arguments: ["convert", "in.csv", "out.geojson"],
            files: { n in
                [
                    "in.csv": "lon,lat" + String(repeating: ",x", count: n) + "\n129.7,42.4" + String(repeating: ",1", count: n)
                        + "\n"
                ]
            }),
        Load(
            name: "features with a field of their own, to GeoJSON", size: 2000,
            arguments: ["convert", "in.geojson", "out.geojson"],
            files: { n in ["in.geojson": points(n) { "\"k\($0)\":\($0)" }] }),
        Load(
            name: "features with a field of their own, to KML", size: 2000, arguments: ["convert", "in.geojson", "out.kml"],
            files: { n in ["in.geojson": points(n) { "\"k\($0)\":\($0)" }] }),
        Load(
            name: "placemarks with a field of their own", size: 2000, arguments: ["convert", "in.kml", "out.geojson"],
            files: { n in
                let fields = (0..<n).map { "<SimpleField type=\"int\" name=\"k\($0)\"/>" }.joined()
                let marks = (0..<n).map {
                    "<Placemark><ExtendedData><SchemaData schemaUrl=\"#s\"><SimpleData name=\"k\($0)\">1</SimpleData></SchemaData></ExtendedData>"
                        + "<Point><coordinates>129.7,42.4</coordinates></Point></Placemark>"
                }.joined()
                return ["in.kml": "<kml><Document><Schema id=\"s\" name=\"s\">\(fields)</Schema>\(marks)</Document></kml>"]
            }),
        Load(
            name: "unknown fields in lint", size: 1500, arguments: ["lint", "in.geojson"],
            files: { n in ["in.geojson": points(n) { "\"kind\":\"watchtower\",\"k\($0)\":\"x \"" }] }),
        Load(
            name: "facilities on one parallel in lint", size: 2000, arguments: ["lint", "in.geojson"],
            files: { n in ["in.geojson": points(n) { _ in "\"kind\":\"watchtower\"" }] }),
        Load(
            name: "facilities on one spot in lint", size: 1500, arguments: ["lint", "in.geojson"],
            files: { n in
                ["in.geojson": points(n) { "\"kind\":\"watchtower\",\"n\":\($0)" }.replacing(/\[129\.[0-9]+,/) { _ in "[129.7," }]
            }),
        Load(
            name: "words that a study maps", size: 700, arguments: ["density", "study.yaml"],
            files: { n in
                let words = (0..<n).map { "    \"w\($0)\": watchtower\n" }.joined()
                return [
                    "study.yaml": study("facilities: [in.geojson]\nvalues:\n  kind:\n" + words),
                    "in.geojson": points(n) { "\"kind\":\"W\($0)\"" },
                ]
            }),
        Load(
            name: "areas of a study", size: 150, arguments: ["density", "study.yaml"],
            files: { n in
                [
                    "study.yaml": study(areas: n, "facilities: [in.geojson]"),
                    "in.geojson": points(20) { _ in "\"kind\":\"watchtower\"" },
                ]
            }),
        Load(
            name: "observations of a study", size: 1000, arguments: ["coverage", "study.yaml"],
            files: { n in
                let rows = (0..<n).map { "  - {epoch: \"\(1 + $0 % 2)\", from: \(900_000 + $0)m, to: \(900_001 + $0)m}\n" }
                    .joined()
                return [
                    "study.yaml": study("facilities: [in.geojson]\nobservations:\n" + rows),
                    "in.geojson": points(20) { _ in "\"kind\":\"watchtower\"" },
                ]
            }),
        Load(
            name: "published figures", size: 1000, arguments: ["audit", "--claims", "claims.yaml"],
            files: { n in
                let claims = (0..<n).map {
                    "  - {id: c\($0), measurand: count, value: \($0 + 1), significant_figures: 4, numerator: t, area: a\($0)}\n"
                }
                return ["claims.yaml": "format: border-claims/1\nclaims:\n" + claims.joined()]
            }),
        Load(
            name: "segments of a border", size: 1000, arguments: ["border", "info", "--border", "in.geojson"],
            files: { n in
                let parts = (0..<n).map { i in
                    "{\"type\":\"Feature\",\"properties\":{\"segment\":\"s\(i)\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[\(124 + Double(i) * 5 / Double(n)),42],[\(124 + Double(i + 1) * 5 / Double(n)),42]]}}"
                }
                return ["in.geojson": "{\"type\":\"FeatureCollection\",\"features\":[" + parts.joined(separator: ",\n") + "]}"]
            }),
    ]

    @Test(arguments: loads)
    func fourTimesAsMuchTakesNoMoreThanTwoDoublings(load: Load) throws {
        let limit = 2.6 * 2.6
        var (least, small, large) = (Double.infinity, Double.infinity, Double.infinity)
        for _ in 0..<4 {
            least = min(least, try processorTime(load, size: max(2, load.size / 50)))
            small = min(small, try processorTime(load, size: load.size))
            large = min(large, try processorTime(load, size: load.size * 4))
            // Clocks count in hundredths of a second.
            let (own, fourfold) = (max(0.02, small - least), large - least)
            guard fourfold >= limit * own else {
                print("\(load.name): four times as much takes \((fourfold / own * 10).rounded() / 10) times the time")
                return
            }
        }
        Issue.record("\(load.name): \(small) s for \(load.size), \(large) s for four times as many, \(least) s to start")
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
        let (near, far) = (load(0.01), load(0.9))
        var (little, much) = (Double.infinity, Double.infinity)
        for _ in 0..<4 {
            little = min(little, try processorTime(near, size: 6))
            much = min(much, try processorTime(far, size: 6))
            if much < 4 * little + 0.5 { return }
        }
        Issue.record("\(little) s near, \(much) s far")
    }

    /// Seconds of processor that the tool takes on input of a size.
    private func processorTime(_ load: Load, size: Int) throws -> Double {
        let folder = FileManager.default.temporaryDirectory.appending(path: "doubling-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in load.files(size) { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", "\"$@\" >out 2>err; echo $? >code; times", "sh", Tool.path.path] + load.arguments + load.sized(size)
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let code = try String(contentsOf: folder.appending(path: "code"), encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let said = (try? String(contentsOf: folder.appending(path: "err"), encoding: .utf8)) ?? ""
        // 1: something was found. Anything else would not be the loop that is meant.
        #expect(["0", "1"].contains(code), "\(load.name): \(code) \(said.prefix(300))")
        // The second line of `times` is that of children: user and system, as 0m0.120000s.
        let times = text.split(separator: "\n").last.map { $0.split(separator: " ") } ?? []
        return times.reduce(0) { sum, time in
            let parts = time.dropLast().split(separator: "m").compactMap { Double($0) }
            return parts.count == 2 ? sum + parts[0] * 60 + parts[1] : sum
        }
    }
}
