import BorderGeo
import Foundation
import TestSupport
import Testing

/// A border drawn from the other end, with `inward` on the other side, is the same border: measures are mirrored and lengths are equal.
@Suite struct MirroredBorderTests {
    /// Random ground near 100 E 42 N, far from any reference. Vertices of fences keep off exact bisectors of the border by the noise.
    private struct Ground {
        var border: [GeoPosition]
        var fences: [[GeoPosition]]
        var posts: [GeoPosition]
        var length: Double

        /// The border's last edge is cut so that its length is a multiple of 250 m, the raster of change.
        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            let plane = TransverseMercator(centralMeridian: Degrees(100), originLatitude: Degrees(42))
            func place(_ x: Double, _ y: Double) -> GeoPosition {
                let p = plane.unproject(PlanarPoint(easting: x, northing: y))
                return GeoPosition(longitude: p.longitude.rounded(toDecimals: 7), latitude: p.latitude.rounded(toDecimals: 7))
            }
            var bends: [(x: Double, y: Double)] = [(0, 0)]
            for i in 1...10 { bends.append((Double(i) * 700 + random.uniform(-100...100), random.uniform(-250...250))) }
            func bend(_ x: Double) -> Double {
                let i = bends.firstIndex { $0.x > x } ?? bends.count - 1
                let (a, b) = (bends[max(0, i - 1)], bends[max(1, i)])
                return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
            }
            let geodesic = Geodesic()
            border = bends.map { place($0.x, $0.y) }
            let whole = zip(border, border.dropFirst()).reduce(0) { $0 + geodesic.distance($1.0, $1.1).value }
            let wanted = (whole / 250).rounded(.down) * 250
            let before = border[border.count - 2]
            let last = geodesic.inverse(before, border[border.count - 1])
            border[border.count - 1] =
                geodesic.direct(from: before, azimuth: last.azimuth, length: Metres(last.length.value - (whole - wanted)))
                .position
            length = wanted
            // South of the border, the right of a line that runs east.
            fences = (0..<4).map { k in
                let (start, offset) = (random.uniform(200...3500), random.uniform(-150 ... -40) - Double(k) * 120)
                return stride(from: start, to: start + random.uniform(800...2500), by: 173).map { x in
                    place(x + random.uniform(-0.4...0.4), bend(x) + offset + random.uniform(-3...3))
                }
            }
            posts = (0..<25).map { _ in
                let x = random.uniform(100...6500)
                return place(x, bend(x) - random.uniform(30...400))
            }
        }

        func write(to folder: String, fromTheOtherEnd: Bool) throws {
            func text(_ line: [GeoPosition]) -> String {
                "["
                    + line.map {
                        "[\(FixedDecimal.string(shortest: $0.longitude)),\(FixedDecimal.string(shortest: $0.latitude))]"
                    }
                    .joined(separator: ",") + "]"
            }
            func write(_ name: String, _ text: String) throws {
                try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
            }
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try write(
                "border.geojson",
                #"{"type":"LineString","coordinates":\#(text(fromTheOtherEnd ? border.reversed() : border))}"#)
            let dates = [
                #""valid_from":"2015-01-01""#, #""valid_from":"2021-01-01""#, #""valid_to":"2021-01-01""#,
                #""valid_from":"2015-01-01""#,
            ]
            try write(
                "fences.geojson",
                fences.enumerated().map { i, line in
                    #"{"type":"Feature","id":"f\#(i)","properties":{"layer":"\#(i % 2 == 0 ? "primary" : "secondary")",\#(dates[i])},"geometry":{"type":"LineString","coordinates":\#(text(line))}}"#
                }.joined(separator: "\n"))
            try write(
                "posts.geojson",
                posts.enumerated().map { i, p in
                    #"{"type":"Feature","id":"p\#(i)","properties":{"kind":"guard_post"},"geometry":{"type":"Point","coordinates":\#(text([p]).dropFirst().dropLast())}}"#
                }.joined(separator: "\n"))
            try write(
                "study.yaml",
                """
                format: border-study/1
                id: t
                border: border.geojson
                inward: \(fromTheOtherEnd ? "left" : "right")
                epochs:
                  - {id: "2019", date: 2019-03-31}
                  - {id: "2023", date: 2023-03-31}
                baseline: "2019"
                comparison: "2023"
                fences: [fences.geojson]
                facilities: [posts.geojson]
                """)
        }
    }

    private func json(_ arguments: [String]) throws -> JSONValue {
        let run = try Tool.run(arguments)
        #expect(run.exitCode == 0, "\(run.stderr)")
        return try JSONValue(parsing: [UInt8](run.stdoutData))
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func measuresAreMirroredAndLengthsAreEqual(seed: UInt64) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let ground = Ground(seed: seed)
        let (there, back) = (scratch.path("there"), scratch.path("back"))
        try ground.write(to: there, fromTheOtherEnd: false)
        try ground.write(to: back, fromTheOtherEnd: true)

        func posts(_ folder: String) throws -> [(measure: Double, inward: Double)] {
            let features = try json(["locate", folder + "/posts.geojson", "--study", folder + "/study.yaml"])["features"]?
                .arrayValue
            return (features ?? []).compactMap { feature in
                guard let m = feature["properties"]?["measure_m"]?.doubleValue,
                    let d = feature["properties"]?["inward_offset_m"]?.doubleValue
                else { return nil }
                return (m, d)
            }
        }
        let (ahead, mirrored) = (try posts(there), try posts(back))
        #expect(ahead.count == ground.posts.count && mirrored.count == ground.posts.count, "seed \(seed)")
        for (a, b) in zip(ahead, mirrored) {
            #expect(abs(a.measure + b.measure - ground.length) < 0.01, "seed \(seed)")
            #expect(abs(a.inward - b.inward) < 0.002 && a.inward > 0, "seed \(seed)")
        }

        func row(_ verb: String, _ folder: String, _ matches: (JSONValue) -> Bool) throws -> JSONValue {
            let rows = try json([verb, folder + "/study.yaml", "--format", "json"])["results"]?.arrayValue
            let found = rows?.first(where: matches)
            return try #require(found, "seed \(seed)")
        }
        func isLast(_ row: JSONValue) -> Bool { row["area"]?.stringValue == "all" && row["epoch"]?.stringValue == "2023" }
        let (a, b) = (try row("coverage", there, isLast), try row("coverage", back, isLast))
        for key in ["border_m", "fenced_m", "bridged_m"] {
            let (x, y) = (a[key]?.doubleValue ?? .nan, b[key]?.doubleValue ?? .nan)
            #expect(abs(x - y) < 0.1, "seed \(seed) \(key): \(x) and \(y)")
        }
        #expect((a["fenced_m"]?.doubleValue ?? 0) > 500, "seed \(seed)")
        let (gaps, back2) = (a["gaps"]?.arrayValue ?? [], b["gaps"]?.arrayValue ?? [])
        #expect(gaps.count == back2.count && !gaps.isEmpty, "seed \(seed)")
        for (gap, other) in zip(gaps, back2.reversed()) {
            let (from, to) = (gap["from_m"]?.doubleValue ?? .nan, other["to_m"]?.doubleValue ?? .nan)
            #expect(abs(from + to - ground.length) < 0.1, "seed \(seed): \(from) and \(to)")
        }
        func isAll(_ row: JSONValue) -> Bool { row["area"]?.stringValue == "all" }
        let (change, other) = (try row("change", there, isAll), try row("change", back, isAll))
        guard case .object(let ledger)? = change["fence_line_m"] else {
            Issue.record("no ledger")
            return
        }
        for (key, value) in ledger {
            let (x, y) = (value.doubleValue ?? .nan, other["fence_line_m"]?[key]?.doubleValue ?? .nan)
            #expect(abs(x - y) < 0.1, "seed \(seed) \(key): \(x) and \(y)")
        }
    }
}
