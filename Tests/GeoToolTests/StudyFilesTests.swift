import BorderGeo
import Foundation
import TestSupport
import Testing

/// Studies as users have them: a border of their own that is looked at too, no list of images, dates by the month, polygons for compounds.
@Suite struct StudyFilesTests {
    /// A line of 33 km in the Alps, far from the built-in border, with a spike; `inward` is on its right.
    private static let border =
        #"{"type":"LineString","coordinates":[[10.0,47.0],[10.1,47.02],[10.15,47.06],[10.15,47.03],[10.15,47.06],[10.2,47.0],[10.3,47.01],[10.4,47.0]]}"#

    private func study(_ folder: ScratchFolder, _ posts: String, keys: String = "", name: String = "posts.csv") throws {
        try folder.write(Self.border, to: "line.geojson")
        try folder.write(posts, to: name)
        try folder.write(
            """
            format: border-study/1
            id: own
            border: line.geojson
            inward: right
            epochs: [{id: "2018", date: 2018-06-30}, {id: "2019", date: 2019-06-30}]
            baseline: "2018"
            comparison: "2019"
            facilities: \(name)
            \(keys)

            """, to: "study.yaml")
    }

    private static let posts = "id,kind,lat,lon\na,guard_post,47.00512,10.05012\nb,guard_post,47.00112,10.35012\n"

    @Test func lintChecksAStudyAgainstItsOwnBorderAndTheBorderToo() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try study(folder, Self.posts)
        let run = try Tool.run(["lint", "study.yaml"], directory: folder.url)
        #expect(!run.stdout.contains("[outside-corridor]") && !run.stdout.contains("[beyond-end]"), "\(run.stdout)")
        #expect(run.stdout.contains("line.geojson\n"), "\(run.stdout)")
        #expect(run.stdout.contains("[border-spike]"), "\(run.stdout)")
        let json = try JSONValue(
            parsing: [UInt8](try Tool.run(["lint", "study.yaml", "--format", "json"], directory: folder.url).stdoutData))
        #expect(json["results"]?.arrayValue?.first?["role"]?.stringValue == "border")
        #expect(json["parameters"]?["border"]?.stringValue == "line.geojson")
        // Another line on request; then the study's own is not looked at.
        let other = try Tool.run(["lint", "study.yaml", "--border", "builtin:dcw"], directory: folder.url)
        #expect(other.stdout.contains("[beyond-end]") || other.stdout.contains("[outside-corridor]"), "\(other.stdout)")
    }

    @Test func aBorderThatCannotBeReadIsOneErrorAndNothingIsCheckedAgainstAnother() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try study(folder, Self.posts)
        try folder.write(#"{"type":"Point","coordinates":[10,47]}"#, to: "line.geojson")
        let run = try Tool.run(["lint", "study.yaml"], directory: folder.url)
        #expect(run.exitCode == 1)
        #expect(run.stdout.contains("line.geojson") && run.stdout.contains("error"), "\(run.stdout)")
        #expect(!run.stdout.contains("[outside-corridor]") && !run.stdout.contains("[beyond-end]"), "\(run.stdout)")
    }

    @Test(arguments: ["coverage", "density", "change", "spacing"], ["text", "md", "csv", "json"])
    func assumedObservationIsStated(verb: String, format: String) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try study(folder, Self.posts)
        let assumed = try Tool.run([verb, "study.yaml", "--format", format], directory: folder.url)
        try study(
            folder, Self.posts,
            keys: "observations: [{epoch: \"2018\", from: 0km, to: 20km}, {epoch: \"2019\", from: 0km, to: 20km}]")
        let given = try Tool.run([verb, "study.yaml", "--format", format], directory: folder.url)
        switch format {
        case "json":
            func list(_ run: Tool.Run) throws -> JSONValue? {
                try JSONValue(parsing: [UInt8](run.stdoutData))["parameters"]?["observation_assumed"]
            }
            #expect(try list(assumed) == ["2018", "2019"])
            #expect(try list(given) == .array([]))
        case "csv":
            let lines = assumed.stdout.split(separator: "\r\n")
            #expect(lines.first?.hasSuffix(",observation_assumed") == true, "\(assumed.stdout)")
            #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",2018;2019") }, "\(assumed.stdout)")
            #expect(!given.stdout.contains("observation_assumed"), "\(given.stdout)")
        default:
            #expect(
                assumed.stdout.contains("Observation is assumed: the study names no imagery for 2018, 2019"), "\(assumed.stdout)")
            #expect(!given.stdout.contains("assumed"), "\(given.stdout)")
        }
    }

    @Test func aMonthOrAYearMakesCountsRanges() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try study(
            folder, "id,kind,lat,lon,valid_from\na,guard_post,47.00512,10.05012,2019\nb,guard_post,47.00112,10.35012,2018-06\n")
        let json = try JSONValue(
            parsing: [UInt8](try Tool.run(["density", "study.yaml", "--format", "json"], directory: folder.url).stdoutData))
        func counts(_ epoch: String) -> [String] {
            (json["results"]?.arrayValue ?? []).filter { $0["epoch"]?.stringValue == epoch && $0["kind"]?.stringValue == "all" }
                .map { "\($0["count_min"]?.doubleValue ?? -1)-\($0["count_max"]?.doubleValue ?? -1)" }
        }
        // b is there by the last day of June 2018; a may be there on 30 June 2019.
        #expect(counts("2018") == ["1.0-1.0"])
        #expect(counts("2019") == ["1.0-2.0"])
    }

    @Test func theOrderOfDayAndMonthIsAKeyOfTheStudy() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let table = "id,kind,lat,lon,valid_from\na,guard_post,47.00512,10.05012,03/07/2019\n"
        try study(folder, table)
        let refused = try Tool.run(["density", "study.yaml"], directory: folder.url)
        #expect(refused.exitCode == 65)
        #expect(refused.stderr.contains("2019-07-03") && refused.stderr.contains("2019-03-07"), "\(refused.stderr)")
        for (order, count) in [("day-month", "0"), ("month-day", "1")] {
            try study(folder, table, keys: "date_order: \(order)")
            let run = try Tool.run(["density", "study.yaml", "--format", "csv", "--epoch", "2019"], directory: folder.url)
            #expect(run.stdout.split(separator: "\r\n").dropFirst().first?.contains(",\(count),") == true, "\(run.stdout)")
        }
        try study(folder, table, keys: "date_order: backwards")
        #expect(try Tool.run(["density", "study.yaml"], directory: folder.url).exitCode == 65)
        // A file without a study: by option.
        let linted = try Tool.run(["lint", "posts.csv", "--border", "none"], directory: folder.url)
        #expect(linted.stdout.contains("two readings"), "\(linted.stdout)")
        let told = try Tool.run(
            ["lint", "posts.csv", "--border", "none", "--date-order", "day-month"], directory: folder.url)
        #expect(told.stdout.contains("read as 2019-07-03"), "\(told.stdout)")
    }

    /// A compound drawn as a polygon, and one in the shape of a U whose centre lies outside of it.
    @Test func polygonsCountAtAPointOnTheirSurface() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let square = "[[10.05,47.004],[10.052,47.004],[10.052,47.006],[10.05,47.006],[10.05,47.004]]"
        let shapeU =
            "[[10.35,47.0],[10.36,47.0],[10.36,47.004],[10.358,47.004],[10.358,47.001],[10.352,47.001],[10.352,47.004],[10.35,47.004],[10.35,47.0]]"
        try study(
            folder,
            #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","properties":{"kind":"garrison"},"geometry":{"type":"Polygon","coordinates":[\#(square)]}},{"type":"Feature","id":"b","properties":{"kind":"garrison"},"geometry":{"type":"MultiPolygon","coordinates":[[\#(shapeU)]]}}]}"#,
            name: "posts.geojson")
        let json = try JSONValue(
            parsing: [UInt8](try Tool.run(["density", "study.yaml", "--format", "json"], directory: folder.url).stdoutData))
        #expect(json["results"]?.arrayValue?.first?["count"] == 2, "\(json)")
        let findings = (json["findings"]?.arrayValue ?? []).filter { $0["rule"]?.stringValue == "polygon-as-point" }
        #expect(findings.count == 2)
        let export = try Tool.run(["export", "study.yaml", "-o", "out"], directory: folder.url)
        #expect(export.exitCode == 0, "\(export.stderr)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path("out")).filter {
            $0.hasSuffix("facilities.geojson")
        }
        let layer = try GeoJSONReader.read(.path(folder.path("out/" + (try #require(files.first))))).features
        let polygon = try GeoGeometry(wkt: "POLYGON ((\(shapeU.wktRing)))")
        let place = try #require(layer.first { $0.id == "b" }?.geometry)
        #expect(try polygon.contains(place), "\(place)")
    }

    /// S is a band near this border and a hemisphere elsewhere: studies and validations know their border as locate does.
    @Test func theBorderDecidesWhatZone52SIs() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(
            #"{"type":"LineString","coordinates":[[126.68,37.95],[127.1,38.28],[128.36,38.61]]}"#, to: "line.geojson")
        try folder.write("id,kind,score,easting,northing,zone\na,guard_post,1,333830,4238600,52S\n", to: "posts.csv")
        try folder.write(
            """
            format: border-study/1
            id: own
            border: line.geojson
            inward: right
            epochs: [{id: "2019", date: 2019-06-30}]
            facilities: posts.csv

            """, to: "study.yaml")
        let run = try Tool.run(["density", "study.yaml"], directory: folder.url)
        #expect(run.exitCode == 0 && run.stderr.contains("band of 32 to 40 N"), "\(run.stderr)")
        let validation = try Tool.run(
            ["validate", "--detections", "posts.csv", "--reference", "posts.csv", "--border", "line.geojson"],
            directory: folder.url)
        #expect(validation.exitCode == 0 && validation.stderr.contains("band of 32 to 40 N"), "\(validation.stderr)")
        let other = try Tool.run(["density", "study.yaml", "--facilities", "posts.csv"], directory: folder.url)
        #expect(other.exitCode == 0, "\(other.stderr)")
    }
}

extension String {
    /// `x y, x y` of the coordinates of a GeoJSON ring.
    fileprivate var wktRing: String {
        dropFirst(2).dropLast(2).replacingOccurrences(of: "],[", with: ";").replacingOccurrences(of: ",", with: " ")
            .replacingOccurrences(of: ";", with: ", ")
    }
}
