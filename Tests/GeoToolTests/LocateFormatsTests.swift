import Foundation
import TestSupport
import Testing

/// The same things in every format that `locate` takes: the same ids and the same measures to the millimetre.
@Suite struct LocateFormatsTests {
    private static let longitude = "129.73612345678"
    private static let latitude = "42.43012345678"
    private static let line = [
        ("129.73012345678", "42.43012345678"), ("129.74056789123", "42.44045678912"), ("129.75056789123", "42.45045678912"),
    ]

    /// Ids that a reader of tables takes for a date, a number, a truth value or a quotation.
    private static let ids = [
        "2019-05-01", "2019/02/31", "2019-05-01T10:00:00Z", "007", "7", "-1", "1e3", "0.50", "true", "null", "a \"b\" \\c",
        "초소-1",
        "id-2019-05-01",
    ]

    private static func text(_ value: Any) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed]), as: UTF8.self)
    }

    private static func xml(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
    }

    private static func geojson() throws -> String {
        let features = try ids.map {
            try
                #"{"type":"Feature","id":\#(text($0)),"properties":{"note":"x"},"geometry":{"type":"Point","coordinates":[\#(longitude),\#(latitude)]}}"#
        }
        return #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }

    private static func csv() -> String {
        "id,lat,lon,note\n"
            + ids.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\",\(latitude),\(longitude),x\n" }.joined()
    }

    private static func kml() -> String {
        let placemarks = ids.map {
            "<Placemark id=\"\(xml($0))\"><Point><coordinates>\(longitude),\(latitude)</coordinates></Point></Placemark>"
        }
        return "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\(placemarks.joined())</Document></kml>"
    }

    private static func stac() throws -> String {
        let items = try ids.map {
            try
                #"{"type":"Feature","stac_version":"1.0.0","id":\#(text($0)),"properties":{"datetime":"2019-05-01T00:00:00Z"},"geometry":{"type":"Point","coordinates":[\#(longitude),\#(latitude)]},"links":[],"assets":{}}"#
        }
        return #"{"type":"FeatureCollection","stac_version":"1.0.0","features":[\#(items.joined(separator: ","))]}"#
    }

    private struct Located: Equatable {
        var id: String?
        var numbers: [String: Double]
    }

    /// What `locate` says of a file, a feature a line.
    private func located(_ file: String, in scratch: ScratchFolder, jobs: Int = 2) throws -> [Located] {
        let run = try Tool.run(["locate", file, "--format", "ndjson", "--jobs", "\(jobs)"], directory: scratch.url)
        #expect(run.exitCode == 0, "\(file): \(run.stderr)")
        return try run.stdout.split(separator: "\n").map { line in
            let feature = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let properties = try #require(feature["properties"] as? [String: Any])
            // A row of a table has no id but its column.
            return Located(
                id: feature["id"] as? String ?? properties["id"] as? String,
                numbers: properties.filter { $0.key.hasSuffix("_m") }.compactMapValues { $0 as? Double })
        }
    }

    @Test func pointsHaveTheSameIdAndTheSameMeasureInEveryFormat() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let files = [
            "points.geojson": try Self.geojson(), "points.csv": Self.csv(), "points.kml": Self.kml(),
            "stac.json": try Self.stac(),
        ]
        for (name, text) in files { try Data(text.utf8).write(to: scratch.url.appending(path: name)) }
        let made = try Tool.run(["convert", "points.geojson", "points.gpkg", "--quiet"], directory: scratch.url)
        #expect(made.exitCode == 0, "\(made.stderr)")

        let reference = try located("points.geojson", in: scratch)
        #expect(reference.map(\.id) == Self.ids)
        #expect(reference.allSatisfy { $0.numbers["measure_m"] != nil && $0.numbers["offset_m"] != nil })
        for file in ["points.csv", "points.kml", "points.gpkg", "stac.json"] {
            for jobs in [1, 2, 4] { #expect(try located(file, in: scratch, jobs: jobs) == reference, "\(file), \(jobs) threads") }
        }
    }

    @Test func linesHaveTheSameEventsInEveryFormat() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let positions = Self.line.map { "[\($0),\($1)]" }.joined(separator: ",")
        let nodes = Self.line.enumerated().map { #"{"type":"node","id":\#($0 + 1),"lat":\#($1.1),"lon":\#($1.0)}"# }
        let files = [
            "line.geojson":
                #"{"type":"Feature","id":"2019-05-01","properties":{},"geometry":{"type":"LineString","coordinates":[\#(positions)]}}"#,
            "line.kml":
                "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark id=\"2019-05-01\"><LineString><coordinates>"
                + Self.line.map { "\($0),\($1)" }.joined(separator: " ")
                + "</coordinates></LineString></Placemark></Document></kml>",
            "line.csv":
                "id,wkt\n2019-05-01,\"LINESTRING(" + Self.line.map { "\($0) \($1)" }.joined(separator: ", ") + ")\"\n",
            "osm.json":
                #"{"version":0.6,"generator":"x","elements":[\#(nodes.joined(separator: ",")),{"type":"way","id":10,"nodes":[1,2,3],"tags":{"boundary":"administrative"}},{"type":"relation","id":99,"members":[{"type":"way","ref":10,"role":"outer"}],"tags":{"boundary":"administrative"}}]}"#,
        ]
        for (name, text) in files { try Data(text.utf8).write(to: scratch.url.appending(path: name)) }
        let made = try Tool.run(["convert", "line.geojson", "line.gpkg", "--quiet"], directory: scratch.url)
        #expect(made.exitCode == 0, "\(made.stderr)")
        let reference = try located("line.geojson", in: scratch)
        #expect(try #require(reference.first?.numbers["route_m"]) > 500)
        for file in ["line.csv", "line.kml", "line.gpkg"] { #expect(try located(file, in: scratch) == reference, "\(file)") }
        #expect(try located("osm.json", in: scratch).map(\.numbers) == reference.map(\.numbers))
    }

    /// One of our own names among the properties is replaced, and absent values are null, as in the other formats.
    @Test func propertiesOfAKMLAreWrittenOnce() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let text = """
            <kml xmlns="http://www.opengis.net/kml/2.2"><Document>
            <Placemark id="a"><ExtendedData><Data name="measure_m"><value>5</value></Data><Data name="n"><value>1</value></Data></ExtendedData>
            <Point><coordinates>\(Self.longitude),\(Self.latitude)</coordinates></Point></Placemark>
            <Placemark id="b"><Point><coordinates>\(Self.longitude),\(Self.latitude)</coordinates></Point></Placemark>
            </Document></kml>
            """
        try Data(text.utf8).write(to: scratch.url.appending(path: "x.kml"))
        let run = try Tool.run(["locate", "x.kml", "--format", "ndjson"], directory: scratch.url)
        let lines = run.stdout.split(separator: "\n")
        try #require(lines.count == 2)
        for line in lines { #expect(line.components(separatedBy: "\"measure_m\":").count == 2, "\(line)") }
        #expect(lines[0].hasPrefix(#"{"type":"Feature","id":"a","properties":{"n":"#), "\(lines[0])")
        #expect(lines[1].contains(#""n":null"#), "\(lines[1])")
    }

    /// A position of a catalogue that is not on Earth: the message of a GeoJSON writer, before a byte is written.
    @Test(arguments: ["1", "2", "4"])
    func whatIsNotOnEarthIsRefusedWithItsPlaceAndNoOutput(jobs: String) throws {
        let items = [("a", "129.7"), ("b", "229.7")].map { id, longitude in
            #"{"type":"Feature","stac_version":"1.0.0","id":"\#(id)","properties":{},"#
                + #""geometry":{"type":"Point","coordinates":[\#(longitude),42.4]},"links":[],"assets":{}}"#
        }
        let text = #"{"type":"FeatureCollection","stac_version":"1.0.0","features":[\#(items.joined(separator: ","))]}"#
        let run = try Tool.run(["locate", "-", "--jobs", jobs], stdin: Data(text.utf8))
        #expect(run.exitCode == 65)
        #expect(run.stdoutData.isEmpty)
        #expect(
            run.stderr == """
                geo-tool: input, feature 1 (id "b"): a coordinate is outside -180...180, -90...90 or is not a number
                  Leave the feature without geometry, or correct its position.

                """)
    }
}
