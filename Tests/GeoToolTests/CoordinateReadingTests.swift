import Foundation
import TestSupport
import Testing

/// What coordinates are in, and what is refused because it has two readings. Positions by PROJ 9 (cs2cs).
@Suite struct CoordinateReadingTests {
    private struct Case: CustomTestStringConvertible {
        var name: String
        var file: String
        var text: String
        var options: [String] = []
        /// Text of the output; `nil`: refused (exit 65).
        var output: String?
        /// Words on stderr.
        var said: [String] = []
        var testDescription: String { name }
    }

    private static func collection(_ crs: String, _ position: String, behind: Bool = false) -> String {
        let features = #""features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":\#(position)}}]"#
        return behind
            ? #"{"type":"FeatureCollection",\#(features),"crs":\#(crs)}"#
            : #"{"type":"FeatureCollection","crs":\#(crs),\#(features)}"#
    }

    private static let named5179 = #"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::5179"}}"#

    private static let cases = [
        Case(
            name: "a value's SRID and another --crs", file: "x.csv", text: "id,wkt\na,SRID=32652;POINT(561676 4697812)\n",
            options: ["--crs", "EPSG:5179"], said: ["EPSG:32652", "EPSG:5179"]),
        Case(
            name: "a value's SRID", file: "x.csv", text: "id,wkt\na,SRID=32652;POINT(561676 4697812)\n",
            output: "[129.7497899,42.4301737]"),
        Case(
            name: "a zone and another --crs", file: "x.csv", text: "easting,northing,zone\n561676,4697812,52N\n",
            options: ["--crs", "EPSG:5179"],
            said: ["52N", "EPSG:5179"]),
        Case(
            name: "MGRS and another --crs", file: "x.csv", text: "mgrs\n52T EM 61676 97812\n", options: ["--crs", "EPSG:5179"],
            said: ["MGRS"]),
        Case(
            name: "degrees under a projection", file: "x.csv", text: "id,lat,lon\na,42.43,129.75\n",
            options: ["--crs", "EPSG:5179"],
            said: ["feature 0", "degrees"]),
        Case(
            name: "degrees under a projection in GeoJSON", file: "x.geojson", text: collection("null", "[129.75,42.43]"),
            options: ["--crs", "EPSG:5179"], said: ["degrees"]),
        Case(
            name: "a crs by code, as before 2008", file: "x.geojson",
            text: collection(#"{"type":"EPSG","properties":{"code":4162}}"#, "[129.75,42.43]"), output: "[129.7475727,42.4322434]"
        ),
        Case(
            name: "a crs by link", file: "x.geojson",
            text: collection(
                #"{"type":"link","properties":{"href":"http://spatialreference.org/ref/epsg/4162/proj4/"}}"#, "[129.75,42.43]"),
            output: "[129.7475727,42.4322434]"),
        Case(
            name: "a crs that is not understood", file: "x.geojson",
            text: collection(#"{"type":"name","properties":{"name":"Seoul"}}"#, "[129.75,42.43]"),
            output: "[129.7500000,42.4300000]", said: ["is ignored"]),
        Case(
            name: "a crs behind the features", file: "x.geojson", text: collection(named5179, "[1119000,2000000]", behind: true),
            output: "[128.8552197,37.9921913]"),
        Case(
            name: "a crs behind the features and another --crs", file: "x.geojson",
            text: collection(named5179, "[1119000,2000000]", behind: true),
            options: ["--crs", "EPSG:5186"], said: ["EPSG:5179", "EPSG:5186"]),
        Case(
            name: "a crs and the same --crs", file: "x.geojson", text: collection(named5179, "[1119000,2000000]"),
            options: ["--crs", "EPSG:5179"], output: "[128.8552197,37.9921913]"),
        Case(
            name: "a property called crs is none", file: "x.geojson",
            text:
                #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[129.75,42.43]},"properties":{"crs":"#
                + named5179 + "}}]}", output: "[129.7500000,42.4300000]"),
        Case(
            name: "three digits behind a comma", file: "x.csv", text: "id,x,y\n1,\"208,760\",\"631,100\"\n",
            options: ["--crs", "EPSG:5186"],
            said: ["208760", "208.760"]),
        Case(
            name: "two digits behind a comma", file: "x.csv", text: "id,x,y\n1,\"561676,00\",\"4697812,00\"\n",
            options: ["--crs", "EPSG:32652"],
            output: "[129.7497899,42.4301737]"),
        Case(
            name: "zone 52S", file: "x.csv", text: "easting,northing,zone\n333830,4238600,52S\n",
            said: ["38.28", "-51.98", "52S north"]),
        Case(
            name: "zone 52S north", file: "x.csv", text: "easting,northing,zone\n333830,4238600,52S north\n",
            output: "[127.1001784,38.2800955]"),
        Case(
            name: "zone 52S outside its band", file: "x.csv", text: "easting,northing,zone\n333830,9238600,52S\n",
            output: ",-6.88"),
        Case(
            name: "a band that contradicts the northing", file: "x.csv", text: "easting,northing,zone\n333830,4238600,52T\n",
            said: ["band T"]),
        Case(name: "MGRS in another band", file: "x.csv", text: "mgrs\n52S EM 61676 97812\n", said: ["band S"]),
        Case(name: "MGRS of a square of 1 km", file: "x.csv", text: "mgrs\n52TEM6197\n", said: ["square of 1 km"]),
        Case(name: "MGRS of a square of 100 km", file: "x.csv", text: "mgrs\n52T EM\n", said: ["square of 100 km"]),
        Case(
            name: "hemispheres of their own", file: "x.csv", text: "lat,ns,lon,ew\n42.5,S,129.75,W\n",
            output: "[-129.7500000,-42.5000000]"),
        Case(name: "a sign and the other hemisphere", file: "x.csv", text: "lat,ns,lon\n-42.5,N,129.75\n", said: ["hemisphere"]),
        Case(
            name: "columns of a survey tool", file: "x.csv", text: "id,_gps_latitude,_gps_longitude\n1,42.43012,129.75012\n",
            output: "[129.7501200,42.4301200]"),
        Case(
            name: "columns of a question", file: "x.csv", text: "id,_Where_latitude,_Where_longitude\n1,42.43012,129.75012\n",
            output: "[129.7501200,42.4301200]"),
        Case(
            name: "a line that names the delimiter", file: "x.csv", text: "sep=;\nid;lat;lon\nA1;42,4301;129,7501\n",
            output: "[129.7501000,42.4301000]"),
        Case(
            name: "a title above the table", file: "x.csv", text: "Guard posts 2022,,\nid,lat,lon\nA1,42.4,129.7\n",
            said: ["title"]),
        Case(
            name: "hexadecimal EWKB", file: "x.csv", text: "id,geom\nA1,0101000020E61000000000000000386040D7A3703D0A374540\n",
            output: "[129.7500000,42.4300000]"),
        Case(
            name: "heights and measures", file: "x.csv", text: "id,wkt\na,POINT Z (129.75 42.43 100)\n",
            output: "[129.7500000,42.4300000]", said: ["(Z)"]),
    ]

    @Test(arguments: cases)
    private func isReadOrRefused(_ subject: Case) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "coordinates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(subject.text.utf8).write(to: folder.appending(path: subject.file))
        let run = try Tool.run(["convert", subject.file, "-", "--to", "geojson"] + subject.options, directory: folder)
        if let output = subject.output {
            #expect(run.exitCode == 0, "\(run.stderr)")
            #expect(run.stdout.contains(output), "\(run.stdout)")
        } else {
            #expect(run.exitCode == 65, "\(run.stdout)")
        }
        for word in subject.said { #expect(run.stderr.contains(word), "\(run.stderr)") }
    }

    @Test(arguments: [
        "42°25´48.5´´N", "42-25-48.5N", "42deg 25min 48.5sec N", "４２°２５′４８.５″Ｎ", "北緯42度25分48.5秒", "42°\u{A0}25\u{202F}′ 48.5 ″ N",
        "42\u{200E}°25'48.5\"N",
    ])
    func degreesAreReadAsPeopleWriteThem(_ text: String) throws {
        let cell = "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
        let run = try Tool.run(["convert", "-", "-", "--to", "csv"], stdin: Data("id,lat,lon\n1,\(cell),129.75\n".utf8))
        #expect(run.stdout.contains("42.4301389"), "\(run.stdout) \(run.stderr)")
    }

    /// Band S where the border is, and said so; without a border there are two readings.
    @Test func theBorderDecidesBetweenBandAndHemisphere() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "band-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("easting,northing,zone\n333830,4238600,52S\n".utf8).write(to: folder.appending(path: "x.csv"))
        try Data(#"{"type":"LineString","coordinates":[[126.68,37.95],[127.1,38.28],[128.36,38.61]]}"#.utf8)
            .write(to: folder.appending(path: "line.geojson"))
        let run = try Tool.run(["locate", "x.csv", "--border", "line.geojson"], directory: folder)
        #expect(run.stdout.contains("[127.1001784,38.2800955]"), "\(run.stderr)")
        #expect(run.stderr.contains("band of 32 to 40 N"), "\(run.stderr)")
    }

    @Test(arguments: [
        (#""exceededTransferLimit":true"#, true), (#""exceededTransferLimit":false"#, false),
        (#""links":[{"rel":"next","href":"http://x"}]"#, true),
        (#""links":[{"rel":"self","href":"http://x"}]"#, false),
    ])
    func aPageIsNotEverything(member: String, isPage: Bool) throws {
        let features =
            #""features":[{"type":"Feature","id":"a","properties":{"kind":"guard_post"},"geometry":{"type":"Point","coordinates":[129.75,42.43]}}]"#
        for text in [
            #"{"type":"FeatureCollection",\#(member),\#(features)}"#, #"{"type":"FeatureCollection",\#(features),\#(member)}"#,
        ] {
            let folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: folder.appending(path: "x.geojson"))
            let run = try Tool.run(["convert", "x.geojson", "-"], directory: folder)
            #expect(run.exitCode == 0)
            #expect(run.stderr.contains("not everything") == isPage, "\(run.stderr)")
            let validation = try Tool.run(
                ["validate", "--detections", "x.geojson", "--reference", "x.geojson"], directory: folder)
            #expect(validation.exitCode == (isPage ? 65 : 0), "\(validation.stderr)")
        }
    }

    @Test func nothingFoundIsNotNothingThere() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "places-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("id,kind,north_of,east_of\n1,guard_post,42.43,129.75\n".utf8).write(to: folder.appending(path: "d.csv"))
        try Data("id,kind,lat,lon\n1,guard_post,42.43,129.75\n".utf8).write(to: folder.appending(path: "r.csv"))
        let run = try Tool.run(["validate", "--detections", "d.csv", "--reference", "r.csv"], directory: folder)
        #expect(run.exitCode == 65)
        #expect(run.stderr.contains("no record of the file has a place"), "\(run.stderr)")
    }

    /// Not only the first wrong value of a feature.
    @Test func lintFindsEveryWrongValue() throws {
        let text =
            #"{"type":"Feature","id":"a","properties":{"kind":"guard_post","valid_from":"NA","confidence":85,"sigma_m":-3},"#
            + #""geometry":{"type":"Point","coordinates":[129.75012,42.43012]}}"#
        let run = try Tool.run(["lint", "-", "--border", "none"], stdin: Data(text.utf8))
        for name in ["valid_from", "confidence", "sigma_m"] {
            #expect(run.stdout.contains("/properties/\(name)"), "\(run.stdout)")
        }
    }
}
