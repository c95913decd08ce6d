import BorderGeo
import Testing

// What articles about lines and coordinates show: each text between `// snippet:` and `// end` is one of them, word for word (ArticleTextTests).
@Suite struct LineSnippetTests {
    @Test func lengthsAreGeodesics() throws {
        // snippet: geodesic
        let geodesic = Geodesic()
        let sinuiju = GeoPosition(longitude: 124.39, latitude: 40.10)
        let hoeryong = GeoPosition(longitude: 129.75, latitude: 42.43)
        let length = geodesic.distance(sinuiju, hoeryong)
        print(length.value)  // 518211.7345 m on WGS 84
        // end
        // GeographicLib's answer, through pyproj 3.4: Geod(ellps="WGS84").inv(124.39, 40.10, 129.75, 42.43).
        #expect(abs(length.value - 518_211.734_513) < 1e-5)

        // snippet: edges
        let ends = [
            GeoPosition(longitude: 124, latitude: 42), GeoPosition(longitude: 130, latitude: 42),
        ]
        let shortest = try Route(id: "border", parts: [Polyline(ends)])
        let parallel = try Route(
            id: "border", parts: [Polyline(ends)], edgeModel: .lonlat)
        // 102 m: a parallel is not the shortest line.
        print(parallel.length.value - shortest.length.value)
        // end
        // Six degrees of the parallel, N(42) cos(42) pi / 30 = 497,104.570 m, less the geodesic, 497,002.815 m (pyproj 3.4).
        #expect(abs((parallel.length - shortest.length).value - Self.parallelLessGeodesic) < 0.05)
    }

    static let parallelLessGeodesic = 101.754

    @Test func aPlaceOnALineHasMeasureAndOffset() throws {
        // snippet: route
        let line = Polyline([
            GeoPosition(longitude: 128.0, latitude: 42.00),
            GeoPosition(longitude: 128.1, latitude: 42.02),
            GeoPosition(longitude: 128.2, latitude: 42.00),
        ])
        let route = try Route(id: "river", parts: [line], inwardSide: .right)
        let place = route.locate(GeoPosition(longitude: 128.05, latitude: 42.00))
        // 4000.4 1074.4 right
        print(place.measure.metres, place.inwardOffset.metres, place.side)
        let post = try route.position(at: Measure(4_000), offset: place.offset)
        // end
        #expect(abs(place.measure.metres - 4_000) < 1 && abs(place.inwardOffset.metres - 1_074) < 1)
        #expect(place.side == .right && place.offset.metres == -place.inwardOffset.metres)
        #expect(Geodesic().distance(post, GeoPosition(longitude: 128.05, latitude: 42.00)).value < 1)
    }

    @Test func kilometresOfAnotherSystemAreTiedByPosts() throws {
        // snippet: calibration
        let atlas = try Calibration(posts: [
            Calibration.Post(measure: Measure(0), posted: Measure(0)),
            Calibration.Post(measure: Measure(9_700), posted: Measure(10_000)),
            Calibration.Post(measure: Measure(19_300), posted: Measure(20_000)),
        ])
        let posted = atlas.posted(at: Measure(4_850))  // kilometre 5 of the atlas
        let measure = atlas.measure(ofPosted: Measure(15_000))  // 14.5 km along this line
        // end
        #expect(posted == Measure(5_000))
        #expect(measure == Measure(14_500))
    }

    @Test func webMercatorStretches() throws {
        // snippet: mercator
        let from = GeoPosition(longitude: 129.7, latitude: 42.4)
        let to = GeoPosition(longitude: 129.8, latitude: 42.4)
        let webMercator = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 3857))
        let a: PlanarPoint = try webMercator.forward(from)
        let b: PlanarPoint = try webMercator.forward(to)
        let drawn = b.easting - a.easting  // 11,132 m on the map
        let real = Geodesic().distance(from, to).value  // 8,233 m on the ground
        // end
        // The map: 0.1 degree of a circle of 6,378,137 m. The ground: pyproj 3.4.
        #expect(abs(drawn - 6_378_137 * Double.pi / 1_800) < 0.001)
        #expect(abs(real - Self.tenthOfADegree) < 0.001)
    }

    static let tenthOfADegree = 8232.9862

    @Test func longitudeComesFirstWhateverTheSystemSays() throws {
        // snippet: axes
        let utm = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        let place = GeoPosition(longitude: 129.75, latitude: 42.43)
        let hoeryong: PlanarPoint = try utm.forward(place)
        let back: GeoPosition = try utm.inverse(hoeryong)
        // end
        // echo "42.43 129.75" | cs2cs EPSG:4326 EPSG:32652 -f %.4f: there latitude comes first.
        #expect(abs(hoeryong.easting - 561693.4517) < 0.001 && abs(hoeryong.northing - 4697792.8635) < 0.001)
        #expect(abs(back.longitude - 129.75) < 1e-9 && abs(back.latitude - 42.43) < 1e-9)
    }

    @Test func oneTransformationServesManyTasks() async throws {
        // snippet: concurrency
        let toMap = try Transformation(from: CRS(epsg: 4326), to: CRS(epsg: 32652))
        let border = try Border.builtinDCW()
        let points = try await withThrowingTaskGroup(
            of: (Int, PlanarPoint).self
        ) { group in
            for km in 0..<100 {
                group.addTask {
                    let measure = Measure(Double(km) * 1000)
                    let place = try border.route.position(at: measure)
                    return (km, try toMap.forward(place))
                }
            }
            return try await group.reduce(into: [Int: PlanarPoint]()) { $0[$1.0] = $1.1 }
        }
        // end
        #expect(points.count == 100)
        for (km, point) in points {
            let place = try border.route.position(at: Measure(Double(km) * 1000))
            let alone: PlanarPoint = try toMap.forward(place)
            #expect(point == alone)
        }
    }
}
