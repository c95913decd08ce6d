import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite struct PlaceCommandTests {
    private let table = """
        id,measure_m,offset_m,from_m,to_m,note
        point,1000.5,20,,,x
        line,,,1000,5000,y
        beside,,250,1000,9000,z
        far,99999999,0,,,
        none,,,,,n
        half,,,10,,
        words,12km,,,,
        odd,12,many,,,
        """

    @Test func rowsBecomePointsAndLinesAndWhatCannotIsListed() throws {
        let run = try Tool.run(["place", "-", "--format", "ndjson"], stdin: Data(table.utf8))
        #expect(run.exitCode == 0, "\(run.stderr)")
        let features = try GeoJSONReader.read(.bytes([UInt8](run.stdoutData), name: "placed")).features
        #expect(features.map { $0.properties["id"]?.text } == ["point", "line", "beside", "far", "none", "half", "words", "odd"])
        let kinds = features.map { feature in
            switch feature.geometry {
            case .point: "point"
            case .lineString: "line"
            case nil: "none"
            default: "other"
            }
        }
        #expect(kinds == ["point", "line", "line", "none", "none", "none", "point", "none"])
        for words in [
            "id \"far\"", "id \"none\"", "id \"half\"", "id \"odd\"", "4 not placed", "offset_m is \"many\"", "to_m is missing",
        ] {
            #expect(run.stderr.contains(words), "\(words): \(run.stderr)")
        }
        let border = try Border.builtinDCW()
        guard case .point(let position) = features[0].geometry else { return }
        let location = border.route.locate(position)
        #expect(abs(location.measure.metres - 1000.5) < 0.01 && abs(location.offset.metres - 20) < 0.01)
    }

    @Test func locateSendsATableOfMeasuresHere() throws {
        let run = try Tool.run(["locate", "-"], stdin: Data(table.utf8))
        #expect(run.exitCode == 65 && run.stdout.isEmpty)
        #expect(run.stderr.contains("geo-tool place") && run.stderr.contains("measure_m"), "\(run.stderr)")
    }

    @Test func theInwardSideCounts() throws {
        let out = try Tool.run(
            ["place", "-", "--format", "ndjson", "--map", "measure_m=chainage"],
            stdin: Data("chainage,inward_offset_m\n950000,120\n".utf8))
        let left = try Tool.run(["place", "-", "--format", "ndjson"], stdin: Data("measure_m,offset_m\n950000,-120\n".utf8))
        func place(_ run: Tool.Run) -> Substring? {
            run.stdout.firstRange(of: "\"geometry\"").map { run.stdout[$0.lowerBound...] }
        }
        #expect(place(out) != nil && place(out) == place(left), "\(out.stderr)")
    }

    private static let isLong = ProcessInfo.processInfo.environment["BORDERGEO_CALIBRATE"] == "1"

    /// 1 cm through files for points whose foot lies inside an edge; elsewhere the same references again, to 1 cm as well. 7 decimals round a position by up to 7.0 mm, the
    /// three decimals of its reference by 0.7 mm. BORDERGEO_CALIBRATE=1 takes a million points.
    @Test func throughFilesPlacesComeBack() throws {
        let seed: UInt64 = 24
        var random = SeededGenerator(seed: seed)
        var rows = "lon,lat\n"
        let (count, vertices) = (Self.isLong ? 1_000_000 : 3000, try Border.builtinDCW().route.measures.map(\.metres))
        var points: [GeoPosition] = []
        for _ in 0..<count {
            points.append(GeoPosition(longitude: random.uniform(123.9...131.0), latitude: random.uniform(39.7...43.0)))
        }
        for point in points { rows += "\(point.longitude),\(point.latitude)\n" }
        let located = try Tool.run(["locate", "-", "--format", "ndjson", "--quiet"], stdin: Data(rows.utf8))
        let placed = try Tool.run(["place", "-", "--format", "ndjson", "--quiet"], stdin: located.stdoutData)
        let again = try Tool.run(["locate", "-", "--format", "ndjson", "--quiet"], stdin: placed.stdoutData)
        let (a, b, p) = (try features(located), try features(again), try features(placed))
        #expect(a.count == count && b.count == count)
        var (inside, worst) = (0, 0.0)
        for i in 0..<min(a.count, b.count) {
            for field in ["measure_m", "offset_m", "overshoot_m", "lateral_m"] {
                let (one, other) = (a[i].properties[field]?.number ?? 0, b[i].properties[field]?.number ?? 0)
                if abs(one - other) > 0.01 {
                    Issue.record("seed \(seed), point \(i), \(field): \(a[i].properties), then \(other)")
                }
            }
            let measure = a[i].properties["measure_m"]?.number ?? 0
            let next = vertices.partitioningIndex { $0 >= measure - 2e-3 }
            if next == vertices.count || vertices[next] > measure + 2e-3, case .point(let place) = p[i].geometry {
                inside += 1
                worst = max(worst, Geodesic().distance(points[i], place).value)
            }
            #expect(a[i].properties["side"] == b[i].properties["side"], "seed \(seed), \(i): \(a[i].properties)")
            #expect(p[i].geometry != nil)
        }
        #expect(
            inside > count / 20 && worst <= 0.01,
            "seed \(seed): \(inside) inside edges, the farthest \(worst) m from where it was")
    }

    private func features(_ run: Tool.Run) throws -> [Feature] {
        try GeoJSONReader.read(.bytes([UInt8](run.stdoutData), name: "out")).features
    }

    /// Lines cut out at offset 0, against pyproj: edge lengths by Karney's method, ends by its direct problem. PostGIS before 3.4 cuts in degrees only.
    @Test(.needs(.pyproj)) func linesAtNoOffsetAreThoseOfPyproj() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let seed: UInt64 = 41
        var random = SeededGenerator(seed: seed)
        var rows = "from_m,to_m\n"
        for _ in 0..<200 {
            let from = random.uniform(0...1_150_000)
            rows += "\(from),\(from + random.uniform(1...38_000))\n"
        }
        try rows.write(toFile: scratch.path("rows.csv"), atomically: true, encoding: .utf8)
        // The line itself, as the library reads it: its vertices to 7 decimals are another line by millimetres.
        let border = try Border.builtinDCW()
        let vertices = border.route.vertices.map { "[\($0.longitude),\($0.latitude)]" }.joined(separator: ",")
        try "[\(vertices)]".write(toFile: scratch.path("line.json"), atomically: true, encoding: .utf8)
        let placed = try Tool.run([
            "place", scratch.path("rows.csv"), "--format", "ndjson", "-o", scratch.path("placed.geojsonl"),
        ])
        #expect(placed.exitCode == 0, "\(placed.stderr)")
        let script = """
            import csv, json, sys
            from bisect import bisect_left
            from pyproj import Geod
            g = Geod(ellps="WGS84"); line = json.load(open(sys.argv[1])); at = [0.0]
            az = []
            for a, b in zip(line, line[1:]):
                f, _, d = g.inv(*a, *b); az.append(f); at.append(at[-1] + d)
            def place(m):
                i = max(bisect_left(at, m) - 1, 0)
                x, y, _ = g.fwd(*line[i], az[i], m - at[i]); return x, y
            worst = 0
            for row, text in zip(csv.DictReader(open(sys.argv[2])), open(sys.argv[3])):
                f, t = float(row["from_m"]), float(row["to_m"])
                want = [place(f)] + [line[i] for i in range(len(line)) if f < at[i] < t] + [place(t)]
                got = json.loads(text)["geometry"]["coordinates"]
                assert len(want) == len(got), (row, len(want), len(got))
                worst = max([worst] + [g.inv(*a, *b)[2] for a, b in zip(want, got)])
            print(worst)
            """
        let check = try External.run(
            "/usr/bin/python3",
            ["-c", script, scratch.path("line.json"), scratch.path("rows.csv"), scratch.path("placed.geojsonl")])
        #expect(check.exitCode == 0, "seed \(seed): \(check.stderr)")
        // Half a unit of the seventh decimal is 7 mm.
        #expect(
            (Double(check.stdout.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 1) < 0.0075, "seed \(seed): \(check.stdout)")
    }
}
