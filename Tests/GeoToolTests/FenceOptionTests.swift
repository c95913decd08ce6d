import BorderGeo
import Foundation
import TestSupport
import Testing

/// What a study and the command line choose about fences, on ground where every length is worked out by hand: metres in a plane at 100 E 42 N, the border due north.
@Suite struct FenceOptionTests {
    private static let plane = TransverseMercator(centralMeridian: Degrees(100), originLatitude: Degrees(42))

    /// `[longitude, latitude]` to 7 decimals, a centimetre at most from the place meant.
    private static func at(_ north: Double, _ east: Double) -> String {
        let p = plane.unproject(PlanarPoint(easting: east, northing: north))
        return "[\(FixedDecimal.string(p.longitude, decimals: 7)),\(FixedDecimal.string(p.latitude, decimals: 7))]"
    }

    private static func line(_ places: [(Double, Double)]) -> String {
        "[" + places.map { at($0.0, $0.1) }.joined(separator: ",") + "]"
    }

    /// A feature of one part or of several; places are (north, east).
    private static func fence(_ id: String, _ properties: String = "", _ parts: [(Double, Double)]...) -> String {
        let coordinates = parts.count == 1 ? line(parts[0]) : "[" + parts.map { line($0) }.joined(separator: ",") + "]"
        return "{\"type\":\"Feature\",\"id\":\"\(id)\",\"properties\":{\"layer\":\"primary\"\(properties)},"
            + "\"geometry\":{\"type\":\"\(parts.count == 1 ? "LineString" : "MultiLineString")\",\"coordinates\":\(coordinates)}}"
    }

    private struct Study {
        var border: [(Double, Double)] = [(0, 0), (4000, 0), (10_000, 0)]
        var fences: [String]
        var posts: [(Double, Double)] = []
        var keys = ""

        /// The only row about the last epoch and all areas.
        func row(_ verb: String, _ options: [String] = []) throws -> JSONValue {
            let result = try json(verb, options)["results"]?.arrayValue
            return try #require(result?.last)
        }

        func json(_ verb: String, _ options: [String] = []) throws -> JSONValue {
            let run = try self.run(verb, options + ["--format", "json"])
            #expect(run.exitCode == 0, "\(run.stderr)")
            return try JSONValue(parsing: [UInt8](run.stdoutData))
        }

        func run(_ verb: String, _ options: [String]) throws -> Tool.Run {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            func write(_ name: String, _ text: String) throws {
                try text.write(toFile: scratch.path(name), atomically: true, encoding: .utf8)
            }
            try write("border.geojson", "{\"type\":\"LineString\",\"coordinates\":\(line(border))}")
            try write("fences.geojson", fences.joined(separator: "\n"))
            try write(
                "posts.geojson",
                posts.map {
                    "{\"type\":\"Feature\",\"properties\":{\"kind\":\"guard_post\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":\(at($0.0, $0.1))}}"
                }.joined(separator: "\n"))
            try write(
                "study.yaml",
                """
                format: border-study/1
                id: t
                border: border.geojson
                inward: right
                epochs:
                  - {id: "2019", date: 2019-03-31}
                  - {id: "2023", date: 2023-03-31}
                baseline: "2019"
                comparison: "2023"
                fences: [fences.geojson]
                \(posts.isEmpty ? "" : "facilities: [posts.geojson]")
                \(keys)
                """)
            return try Tool.run([verb, scratch.path("study.yaml")] + options)
        }
    }

    private func expect(_ row: JSONValue, _ key: String, _ value: Double, _ tolerance: Double = 0.05, _ why: String = "") {
        let found = row[key]?.doubleValue
        #expect(abs((found ?? .nan) - value) < tolerance, "\(key) is \(found ?? .nan), \(value) expected. \(why)")
    }

    // MARK: --max-angle

    /// 2,000 m along, 400 m straight inland, 1,000 m along, 400 m by 400 m back at 45 degrees: 45 degrees of steepness are asked about beside it, not at it.
    static let angles: [(option: String?, line: Double, steep: Double)] = [
        (nil, 3400 + 400 * 2.0.squareRoot(), 400), ("90", 3400 + 400 * 2.0.squareRoot(), 0),
        ("60", 3000 + 400 * 2.0.squareRoot(), 400), ("46", 3000 + 400 * 2.0.squareRoot(), 400),
        ("44", 3000, 400 + 400 * 2.0.squareRoot()), ("30.5", 3000, 400 + 400 * 2.0.squareRoot()),
    ]

    @Test(arguments: angles) func steepMetresAreLeftOutOnRequest(row: (option: String?, line: Double, steep: Double)) throws {
        let study = Study(fences: [Self.fence("f", "", [(1000, 60), (3000, 60), (3000, 460), (4000, 460), (4400, 60)])])
        let options = row.option.map { ["--max-angle", $0] } ?? []
        let coverage = try study.row("coverage", options)
        let layer = try #require(coverage["layers"]?.arrayValue?.first)
        expect(layer, "fence_line_m", row.line)
        expect(coverage, "steep_m", row.steep)
        // Steep or not, the border is fenced.
        expect(coverage, "fenced_m", 3400)
        let change = try study.row("change", options)["fence_line_m"]
        for key in ["baseline", "comparison", "unchanged"] { expect(try #require(change), key, row.line) }
        // The output says what was left out.
        let parameters = try study.json("coverage", options)["parameters"]
        #expect(parameters?["max_angle_deg"]?.doubleValue == row.option.flatMap(Double.init))
        for (verb, format) in [("coverage", "text"), ("coverage", "md"), ("change", "text"), ("report", "md")] {
            let text = try study.run(verb, options + ["--format", format]).stdout.split(whereSeparator: \.isWhitespace)
            let note = row.option.map { "Steep: at more than \($0) degrees with the border, left out of fence line on request." }
            let found = text.joined(separator: " ")
            #expect(found.contains("left out of fence line on request") == (note != nil), "\(verb) \(format): \(found)")
            if let note { #expect(found.contains(note), "\(verb) \(format): \(found)") }
        }
    }

    @Test(arguments: ["0", "90.1", "-5", "steep"]) func anAngleThatIsNoneIsRefused(option: String) throws {
        #expect(try Tool.run(["coverage", "hoeryong", "--max-angle=\(option)"]).exitCode == 64)
    }

    // MARK: --min-gap

    /// A gap of 8 m between two records in line, one of 9 m in one record, one of 7 m between records whose ends lie 300 m apart, one of 12 m, and one of 6 m to the end of the border.
    static let joints = [
        fence("a", "", [(0, 60), (2000, 60)]), fence("b", "", [(2008, 60), (3000, 60)], [(3009, 60), (4000, 60)]),
        fence("c", "", [(4007, 360), (6000, 360)]), fence("d", "", [(6012, 360), (9994, 360)]),
    ]

    @Test(
        arguments: [
            ("", [], 0, 0.0), ("", ["--min-gap", "10m"], 2, 17), ("min_gap: 10m", [], 2, 17),
            ("min_gap: 10m", ["--min-gap", "0m"], 0, 0),
            ("min_gap: 1m", ["--min-gap", "8.5m"], 1, 8), ("", ["--min-gap", "20m"], 3, 29), ("", ["--min-gap", "1km"], 4, 36),
        ] as [(String, [String], Int, Double)])
    func shortGapsAreJoinedAtJoints(keys: String, options: [String], count: Int, metres: Double) throws {
        let study = Study(fences: Self.joints, keys: keys)
        let coverage = try study.row("coverage", options)
        #expect(coverage["joined_gaps"] == .integer(count))
        expect(coverage, "joined_m", metres)
        // 8 + 9 + 7 + 12 + 6 m are bare.
        expect(coverage, "fenced_m", 10_000 - 42 + metres)
        #expect(coverage["gaps"]?.arrayValue?.count == 5 - count)
        let bare = coverage["gaps"]?.arrayValue?.reduce(0) { $0 + ($1["length_m"]?.doubleValue ?? .nan) } ?? .nan
        #expect(abs(bare - (42 - metres)) < 0.1)
        let text = try study.run("coverage", options).stdout
        #expect(text.contains("Joined: gaps up to") == (metres > 0), "\(text)")
        let layers = coverage["multiplicity"]?.arrayValue?.reduce(0) { $0 + ($1["border_m"]?.doubleValue ?? .nan) } ?? .nan
        #expect(abs(layers + (coverage["joined_m"]?.doubleValue ?? .nan) - 10_000) < 0.05, "the border adds up with the joints")
    }

    @Test func aNegativeGapIsRefused() throws {
        #expect(try Tool.run(["coverage", "hoeryong", "--min-gap=-1m"]).exitCode == 64)
    }

    // MARK: keys of the study

    /// A line drawn again 20 m farther off.
    @Test(arguments: [("", true), ("match_distance: 30m", true), ("match_distance: 21m", true), ("match_distance: 19m", false)])
    func matchDistanceIsTheGateOfLinesWithoutSigma(keys: String, isOneLine: Bool) throws {
        let study = Study(
            fences: [
                Self.fence("before", ",\"valid_to\":\"2021-01-01\"", [(1000, 60), (3000, 60)]),
                Self.fence("after", ",\"valid_from\":\"2021-01-01\"", [(1000, 80), (3000, 80)]),
            ], keys: keys)
        let ledger = try #require(try study.row("change")["fence_line_m"])
        expect(ledger, "unchanged", isOneLine ? 2000 : 0)
        expect(ledger, "new", isOneLine ? 0 : 2000)
        expect(ledger, "removed", isOneLine ? 0 : 2000)
        #expect(
            try study.json("change")["parameters"]?["match_distance_m"]?.doubleValue
                == (keys.contains("21") ? 21 : isOneLine ? 30 : 19))
    }

    /// A meander of 6,200 m with a mouth 200 m wide, passed 20 m before it: 102 m from the capes where the foot leaps, so the loop is 60.8 offsets long.
    @Test(arguments: [
        ("", false), ("bridge_ratio: 4", false), ("bridge_ratio: 60", false), ("bridge_ratio: 61.5", true),
        ("bridge_ratio: 0", false),
    ])
    func bridgeRatioSaysUpToWhichLengthALoopIsAWiggle(keys: String, isWiggle: Bool) throws {
        let study = Study(
            border: [(0, 0), (0, 1000), (3000, 1000), (3000, 1200), (0, 1200), (0, 2200)],
            fences: [Self.fence("f", "", [(-20, 0), (-20, 2200)])], keys: keys)
        let coverage = try study.row("coverage")
        expect(coverage, "fenced_m", 8200, 0.1)
        expect(coverage, "direct_m", isWiggle ? 8200 : 2000, 0.1)
        expect(coverage, "bridged_m", isWiggle ? 0 : 6200, 0.1)
        expect(try study.row("coverage", ["--no-bridged"]), "fenced_m", isWiggle ? 8200 : 2000, 0.1)
    }

    /// Posts 100 m and 400 m from a fence.
    @Test(arguments: [("", 2), ("near_fence: 300m", 1), ("near_fence: 99m", 0), ("near_fence: 401m", 2)])
    func nearFenceSaysHowFarAPostMayStandFromItsFence(keys: String, near: Int) throws {
        let study = Study(
            fences: [Self.fence("f", ",\"valid_from\":\"2021-01-01\"", [(1000, 60), (3000, 60)])],
            posts: [(1500, 160), (2000, 460), (2500, 2000)], keys: keys)
        let rates = try study.row("density")["rates"]?.arrayValue ?? []
        #expect(rates.map { $0["count_near_fence"] ?? .null } == [.null, .null, .integer(near), .integer(near)])
        #expect(try study.row("change")["facilities"]?.arrayValue?.last?["new_near_fence"] == .integer(0), "no post is new")
    }

    /// Three posts at a new fence of 2 km on a border of 10 km.
    @Test(arguments: [
        ("", "3.33 km of observed border"), ("headline_basis: border_observed", "3.33 km of observed border"),
        ("headline_basis: fence_line_new_or_upgraded", "667 m of new or upgraded fence line"),
        ("headline_basis: fence_line", "667 m of fence line"), ("headline_basis: border_fenced", "667 m of fenced border"),
    ])
    func headlineBasisNamesTheLengthThatLeads(keys: String, words: String) throws {
        let study = Study(
            fences: [Self.fence("f", ",\"valid_from\":\"2021-01-01\"", [(1000, 60), (3000, 60)])],
            posts: [(1500, 160), (2000, 160), (2500, 160)], keys: keys)
        let text = try study.run("report", []).stdout.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("3 facilities in 2023: one every \(words)"), "\(text)")
    }
}
