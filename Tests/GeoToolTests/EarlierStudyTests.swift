import BorderGeo
import Foundation
import TestSupport
import Testing

/// A study as version 0.1.0 had it, before `notes`, `headline_basis` and repeated ids: files in that form go on being read.
@Suite struct EarlierStudyTests {
    static let study = """
        # Made by `geo-tool simulate` from the recipe ferry, seed 7. All positions are made up.
        format: border-study/1
        id: ferry
        title: "A ferry crossing, 2019 to 2022"
        synthetic: true
        border: "border.geojson"
        inward: right
        areas:
          - {id: west, name: "West", aliases: ["W"], from: 0km, to: 4km}
          - {id: east, name: "East", from: 4km, to: 9km}
        epochs:
          - {id: "2019", date: 2019-03-31}
          - {id: "2022", date: 2022-04-30}
        baseline: "2019"
        comparison: "2022"
        fences: [fences.geojson]
        facilities: [facilities.geojson]
        observations:
          - {epoch: "2019", from: 0km, to: 9km, image: "sim-2019", date: 2019-03-31, gsd: 0.5m}
          - {epoch: "2022", from: 0km, to: 8km, image: "sim-2022", date: 2022-04-30, gsd: 0.3m}
        corridor: {inward: 3000m, outward: 500m}
        near_fence: 500m
        claims: ["claims.yaml"]

        """

    static let claims = """
        format: border-claims/1
        claims:
          - {id: posts, measurand: count, value: 3, numerator: all, epoch: "2022"}

        """

    /// A border of some ten kilometres due north, a fence along five of them 60 m east of it, six posts.
    static func write(to folder: ScratchFolder) throws {
        func at(_ north: Double, _ east: Double) -> String {
            "[\(129 + east / 82_700), \(42 + north / 111_075)]"
        }
        func collection(_ features: [String]) -> Data {
            Data(("{\"type\":\"FeatureCollection\",\"features\":[\n" + features.joined(separator: ",\n") + "\n]}\n").utf8)
        }
        func feature(_ id: String, _ type: String, _ coordinates: String, _ properties: String = "") -> String {
            "{\"type\":\"Feature\",\"id\":\"\(id)\",\"properties\":{\(properties)},"
                + "\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"
        }
        func post(_ id: String, _ north: Double, _ dates: String = "") -> String {
            feature(id, "Point", at(north, 80), "\"kind\":\"guard_post\",\"synthetic\":true\(dates)")
        }
        let files: [(String, Data)] = [
            ("study.yaml", Data(study.utf8)), ("claims.yaml", Data(claims.utf8)),
            ("border.geojson", collection([feature("b", "LineString", "[\(at(0, 0)),\(at(5000, 0)),\(at(10_000, 0))]")])),
            (
                "fences.geojson",
                collection([
                    feature(
                        "old", "LineString", "[\(at(1000, 60)),\(at(3000, 60))]", "\"layer\":\"primary\",\"material\":\"wire\""),
                    feature(
                        "new", "LineString", "[\(at(3000, 60)),\(at(6000, 60))]",
                        "\"layer\":\"primary\",\"valid_from\":\"2021-04-18\",\"absent_on\":\"2019-03-31\""),
                ])
            ),
            (
                "facilities.geojson",
                collection([
                    post("a", 1500), post("b", 2500, ",\"valid_to\":\"2021-01-01\""),
                    post("c", 3500, ",\"valid_from\":\"2021-01-01\""),
                    post("d", 5500, ",\"valid_from\":\"2021-01-01\""), post("unseen", 8500),
                    post("open", 5000, ",\"valid_from\":\"2023-01-01\",\"absent_on\":\"2020-01-01\""),
                ])
            ),
        ]
        for (name, data) in files { try data.write(to: URL(filePath: folder.path(name))) }
    }

    @Test(arguments: ["report", "coverage", "density", "change", "spacing", "hotspots"]) func itRuns(verb: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.write(to: folder)
        for format in ["text", "json", "csv", "md"] {
            let run = try Tool.run([verb, folder.url.path, "--format", format, "--quiet"])
            #expect(run.exitCode == 0, "\(format): \(run.stderr)")
            if format == "json" { #expect(try JSONValue(parsing: run.stdout)["definitions"] == .integer(2)) }
        }
    }

    @Test func itsFiguresAreThoseWorkedOutByHand() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.write(to: folder)
        let density = try JSONValue(parsing: try Tool.run(["density", folder.url.path, "--format", "json"]).stdout)
        let rows = (density["results"]?.arrayValue ?? []).filter { $0["kind"] == "all" }
        #expect(rows.map { $0["count"] } == [2, 2, 1, 1, 3, 3].map { .integer($0) }, "west, east and all, each in 2019 and 2022")
        #expect(rows.last?["count_max"] == .integer(4))
        // In 2022 the fence runs from 1 to 6 km: all three stand near it; near the new part, from 3 km on, those at 3.5 and 5.5 km.
        let near = rows.last?["rates"]?.arrayValue?.map { $0["count_near_fence"] ?? .null }
        #expect(near == [.null, .null, .integer(3), .integer(2)])
        let change = try JSONValue(parsing: try Tool.run(["change", folder.url.path, "--format", "json"]).stdout)
        let all = try #require(change["results"]?.arrayValue?.last?["facilities"]?.arrayValue?.last)
        for (key, count) in [
            ("baseline", 2), ("comparison", 3), ("persisted", 1), ("new", 2), ("removed", 1), ("entered", 0), ("left", 0),
            ("unknown", 2), ("new_near_fence", 2),
        ] {
            #expect(all[key] == .integer(count), "\(key)")
        }
        let report = try Tool.run(["report", folder.url.path]).stdout
        #expect(report.contains("3 facilities in 2022") || report.contains("3 to 4 facilities in 2022"))
        #expect(report.contains("of observed border"), "border leads where the study names nothing")
        #expect(
            !report.contains("m of new or upgraded fence line.")
                || report.contains("are within 500 m of new or upgraded fence line."))
    }

    @Test(.needs(JSONSchemas.need)) func itsOutputFollowsTheSchemas() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Self.write(to: folder)
        let files = try ["report", "density", "change", "change-position"].map { name in
            let verb = name == "change-position" ? ["change", "--match", "position", "--keep-shift"] : [name]
            let run = try Tool.run([verb[0], folder.url.path, "--format", "json"] + verb.dropFirst())
            #expect(run.exitCode == 0)
            let file = folder.path("\(name).json")
            try run.stdoutData.write(to: URL(filePath: file))
            return file
        }
        #expect(try JSONSchemas.faults(in: files) == "")
    }
}
