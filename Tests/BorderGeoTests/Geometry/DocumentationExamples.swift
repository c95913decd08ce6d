import BorderGeo
import Foundation
import Testing

/// The examples of docs/proj-and-geos.md, word for word, and what they must give.
@Suite struct DocumentationExamples {
    @Test func coordinates() throws {
        let utm = try CRS(epsg: 32652)
        let toMap = try Transformation(from: CRS(epsg: 4326), to: utm)
        let post: PlanarPoint = try toMap.forward(GeoPosition(longitude: 129.7, latitude: 42.5))
        let back: GeoPosition = try toMap.inverse(post)
        #expect(Geodesic().distance(back, GeoPosition(longitude: 129.7, latitude: 42.5)).value < 1e-6)

        let places = [GeoPosition(longitude: 129.7, latitude: 42.5), GeoPosition(longitude: 129.7, latitude: 95)]
        let batch: TransformedPositions<PlanarPoint> = try toMap.forward(places)
        for failure in batch.failures { print("point \(failure.index): \(failure.error)") }
        #expect(batch.failures.map(\.index) == [1])

        let tokyo = try Transformation(from: CRS(epsg: 4301), to: CRS(epsg: 4326))
        let inKorea = try tokyo.operation(at: GeoPosition(longitude: 127, latitude: 37))
        print(inKorea.name, inKorea.accuracy?.value ?? .nan, inKorea.pipeline)
        #expect(!inKorea.isBallpark)
    }

    @Test func ground() {
        let geodesic = Geodesic()
        let line = Polyline([GeoPosition(longitude: 129, latitude: 42), GeoPosition(longitude: 129.5, latitude: 42.25)])
        let length = geodesic.length(of: line)  // 49,804 m
        let (bearing, _) = (geodesic.inverse(line.positions[0], line.positions[1]).azimuth, length)
        let onBessel = Geodesic(on: .bessel1841).length(of: line)
        #expect(abs(length.value - 49_804) < 1)
        #expect((55...57).contains(bearing.value))
        #expect(onBessel < length)
    }

    @Test func geometries() throws {
        let fence = try PlanarGeometry(wkt: "LINESTRING (0 0, 40 0, 40 30)")
        let corridor = try fence.buffer(by: Metres(5), style: BufferStyle(cap: .flat))
        let posts = try ["POINT (10 3)", "POINT (20 9)"].map { try PlanarGeometry(wkt: $0) }
        let inside = try corridor.is(.contains, all: posts)  // prepared once: [true, false]
        let nearest = try fence.distance(to: posts[1])  // Metres(9)
        #expect(inside == [true, false])
        #expect(nearest == Metres(9))

        let bowtie = try PlanarGeometry(wkt: "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
        if case .invalid(let reason, let place) = try bowtie.validity() {
            print(reason, place ?? PlanarPoint(easting: .nan, northing: .nan))  // Self-intersection at 5, 5
        }
        let repaired = try bowtie.madeValid()
        #expect(try repaired.isValid())

        do {
            _ = try PlanarGeometry(wkt: "POLYGON ((0 0, 1 0, 1 1))").area()
        } catch let error as GeosError {
            print(error.function, error.message)  // GEOSGeom_createLinearRing_r, ... do not form a closed linestring
            #expect(error.function == "GEOSGeom_createLinearRing_r")
        }
    }

    @Test func thePageShowsWhatIsCompiledHere() throws {
        let here = URL(filePath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        func lines(_ url: URL) throws -> [Substring] {
            try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { $0.drop { $0 == " " } }
        }
        let compiled = Set(try lines(here))
        var inCode = false
        var shown = 0
        for line in try lines(root.appending(path: "docs/proj-and-geos.md")) {
            if line.hasPrefix("```") {
                inCode = line == "```swift"
            } else if inCode {
                #expect(compiled.contains(line))
                shown += 1
            }
        }
        #expect(shown > 20)
    }
}
