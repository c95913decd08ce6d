import BorderGeo
import Foundation
import TestSupport
import Testing

/// Borders as users have them: two banks, relation dumps, posts of an atlas.
@Suite struct UsersLinesTests {
    private let ground = LocalGround()

    /// A straight river 10 km long, banks 60 m to both sides; the other bank drawn the other way, with other vertices.
    private func banks(labelled: Bool) -> String {
        let own = stride(from: 0.0, through: 10_000, by: 1000).map { ground.json($0, -60) }
        let other = stride(from: 10_000.0, through: 0, by: -700).map { ground.json($0, 60) } + [ground.json(0, 60)]
        let words = labelled ? (#""bank":"북한""#, #""bank":"中国""#) : ("", "")
        return """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{\(words.1)},"geometry":{"type":"LineString","coordinates":[\(other.joined(separator: ","))]}},
            {"type":"Feature","properties":{\(words.0)},"geometry":{"type":"LineString","coordinates":[\(own.joined(separator: ","))]}},
            {"type":"Feature","properties":{"name":"label"},"geometry":{"type":"Point","coordinates":\(ground.json(10, 10))}}]}
            """
    }

    @Test(arguments: [("dprk", -60.0), ("opposite", 60), ("middle", 0)], [true, false])
    func oneLineIsMadeOfTwoBanks(choice: (bank: String, north: Double), labelled: Bool) throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try banks(labelled: labelled).write(toFile: scratch.path("banks.geojson"), atomically: true, encoding: .utf8)
        let run = try Tool.run([
            "border", "stretch", "--border", scratch.path("banks.geojson"), "--bank", choice.bank, "-o",
            scratch.path("line.geojson"),
        ])
        #expect(run.exitCode == 0, "\(run.stderr)")
        #expect(run.stderr.contains("1 point among the lines is left out"))
        let line = try GeoJSONReader.read(.path(scratch.path("line.geojson"))).features
        let positions = line.flatMap { $0.geometry?.polylines.flatMap(\.positions) ?? [] }
        #expect(positions.count >= 11)
        // Within 2 cm of where it was drawn: coordinates have 7 decimals, and the straight river is straight in a local plane only.
        for position in positions { #expect(abs(ground.north(position) - choice.north) < 0.02) }
        #expect(abs(ground.east(positions.last ?? positions[0]) - ground.east(positions[0])) > 9_900)
    }

    @Test func twoBanksWithoutAChoiceAreRefusedWithTheWayOut() throws {
        let run = try Tool.run(["border", "--border", "-"], stdin: Data(banks(labelled: false).utf8))
        #expect(run.exitCode == 65)
        #expect(run.stderr.contains("two lines side by side"))
        #expect(run.stderr.contains("--bank middle"))
    }

    @Test(arguments: [true, false])
    func aRelationDumpIsReadWithItsWaysInAnyOrder(withGeometry: Bool) throws {
        let ways = [[0.0, 1000, 2000], [5000, 4000], [2000, 3000, 4000]]
        func node(_ east: Double) -> Int { Int(east / 1000) + 1 }
        let members = ways.indices.map { #"{"type":"way","ref":\#($0 + 10),"role":""}"# }
        var elements: [String] = []
        for (index, way) in ways.enumerated() {
            let shape =
                withGeometry
                ? #""geometry":["# + way.map { ground.overpass($0, 0) }.joined(separator: ",") + "]"
                : #""nodes":["# + way.map { String(node($0)) }.joined(separator: ",") + "]"
            elements.append(#"{"type":"way","id":\#(index + 10),"tags":{"waterway":"river","name":"두만강"},\#(shape)}"#)
        }
        elements.append(#"{"type":"relation","id":1,"tags":{"type":"boundary"},"members":[\#(members.joined(separator: ","))]}"#)
        if !withGeometry {
            for east in stride(from: 0.0, through: 5000, by: 1000) {
                elements.append(#"{"type":"node","id":\#(node(east)),\#(ground.overpass(east, 0).dropFirst())"#)
            }
        }
        let dump =
            #"{"version":0.6,"generator":"Overpass API","osm3s":{"copyright":"ODbL"},"elements":["#
            + elements.joined(separator: ",\n") + "]}"
        let run = try Tool.run(["border", "--border", "-", "--format", "json"], stdin: Data(dump.utf8))
        #expect(run.exitCode == 0, "\(run.stderr)")
        let results = try #require(try JSONValue(parsing: [UInt8](run.stdoutData))["results"])
        #expect(results.text(.compact).contains("\"length_m\":5000.0") || results.text(.compact).contains("\"length_m\":4999.9"))
        let converted = try Tool.run(["convert", "-", "-", "--to", "csv", "--quiet"], stdin: Data(dump.utf8))
        #expect(converted.stdout.contains("두만강"))
    }

    @Test func roundKilometresOfAnAtlasStandBetweenItsKnownPosts() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let line = stride(from: 0.0, through: 10_000, by: 500).map { ground.json($0, 0) }.joined(separator: ",")
        try #"{"type":"LineString","coordinates":[\#(line)]}"#.write(
            toFile: scratch.path("line.geojson"), atomically: true, encoding: .utf8)
        // The atlas counts the other way, 1.1 of its kilometres to one of the line's.
        func row(_ east: Double) -> String { "\(ground.csv(east, 30)),\((20_000 - 1.1 * east) / 1000)\n" }
        try ("lon,lat,posted_km\n" + row(1000) + row(9000)).write(
            toFile: scratch.path("atlas.csv"), atomically: true, encoding: .utf8)
        let run = try Tool.run([
            "border", "posts", "--border", scratch.path("line.geojson"), "--known", scratch.path("atlas.csv"), "--every", "1km",
            "--format", "json",
        ])
        #expect(run.exitCode == 0, "\(run.stderr)")
        let rows = try #require(try JSONValue(parsing: [UInt8](run.stdoutData))["results"]?.arrayValue)
        #expect(rows.map { $0["label"]?.stringValue ?? "" } == ["18", "17", "16", "15", "14", "13", "12", "11"])
        for row in rows {
            let (posted, measure) = (row["posted_m"]?.doubleValue ?? .nan, row["measure_m"]?.doubleValue ?? .nan)
            #expect(abs(measure - (20_000 - posted) / 1.1) < 0.1, "\(posted) at \(measure)")
        }
        let wrong = "lon,lat,posted_km\n" + row(1000) + "\(ground.csv(5000, 0)),30\n" + row(9000)
        try wrong.write(toFile: scratch.path("atlas.csv"), atomically: true, encoding: .utf8)
        let refused = try Tool.run([
            "border", "posts", "--border", scratch.path("line.geojson"), "--known", scratch.path("atlas.csv"),
        ])
        #expect(refused.exitCode == 65)
        #expect(refused.stderr.contains("1 post does not go on in the direction of its neighbours"))
    }

    @Test func aStretchTooShortForTheLineIsSaid() throws {
        let run = try Tool.run(["lint", "hoeryong", "--format", "json", "--severity", "error"])
        let findings = try #require(try JSONValue(parsing: [UInt8](run.stdoutData))["findings"]?.arrayValue)
        let coarse = try #require(findings.first { $0["rule"]?.stringValue == "line-too-coarse" })
        #expect(coarse["sentence"]?.stringValue?.contains("The 7.4 km of \"hoeryong\" rest on 6 edges of builtin:dcw") == true)
        let six = try Tool.run(["lint", "six-areas", "--format", "json", "--severity", "error"])
        #expect(!six.stdout.contains("line-too-coarse"))
    }
}

/// East and north in metres about a place on the Tumen, good to a centimetre over ten kilometres in longitude.
private struct LocalGround {
    let origin = GeoPosition(longitude: 129.7, latitude: 42.43)
    private let geodesic = Geodesic()

    private func position(_ east: Double, _ north: Double) -> GeoPosition {
        let along = geodesic.direct(from: origin, azimuth: Degrees(90), length: Metres(east))
        return geodesic.direct(
            from: along.position, azimuth: Degrees(along.finalAzimuth.value - 90), length: Metres(north)
        ).position
    }

    private func text(_ value: Double) -> String { FixedDecimal.string(value, decimals: 7) }

    func json(_ east: Double, _ north: Double) -> String { "[\(csv(east, north))]" }

    func csv(_ east: Double, _ north: Double) -> String {
        let p = position(east, north)
        return "\(text(p.longitude)),\(text(p.latitude))"
    }

    func overpass(_ east: Double, _ north: Double) -> String {
        let p = position(east, north)
        return "{\"lat\":\(text(p.latitude)),\"lon\":\(text(p.longitude))}"
    }

    /// Distance from the geodesic that runs east from the origin, positive to the left.
    func north(_ p: GeoPosition) -> Double { line.locate(p).offset.metres }

    func east(_ p: GeoPosition) -> Double { line.locate(p).measure.metres }

    private var line: Route {
        guard let route = try? Route(id: "x", parts: [Polyline([position(-100, 0), position(11_000, 0)])]) else {
            preconditionFailure("two vertices make a route")
        }
        return route
    }
}
