import BorderGeo
import Testing

/// Lengths from pyproj 3 (`Geod(ellps="WGS84").inv` summed over the edges of the committed file).
@Suite struct BuiltInBorderTests {
    @Test func theLineIsTheOneOfTheChart() throws {
        let border = try Border.builtinDCW()
        #expect(border.route.vertices.count == 1098)
        #expect(abs(border.length.value - 1_188_529.5107) < 1e-3)
        #expect(border.route.start == Measure(0))
        #expect(border.route.gaps.isEmpty)
        #expect(border.findings.isEmpty)
        #expect(border.source.scale == "1:1,000,000")
        #expect(border.source.name == "builtin:dcw")
        #expect(border.source.licence?.hasPrefix("LGPL-3.0-or-later. Copyright 2014, The GMT Team.") == true)
        #expect(border.source.caveats.count == 6)
    }

    @Test(arguments: [
        ("yalu", 711_829.647, "china"), ("paektu-land", 35_416.359, "china"), ("tumen", 423_150.950, "china"),
        ("tumen-russia", 18_132.555, "russia"),
    ])
    func segmentsHaveTheLengthsOfASecondEngine(id: String, length: Double, neighbour: String) throws {
        let segment = try #require(try Border.builtinDCW().segment(id: id))
        #expect(abs(segment.length.value - length) < 1e-3)
        #expect(segment.neighbour?.rawValue == neighbour)
    }

    @Test func segmentsFollowEachOtherAndCoverTheRouteOnce() throws {
        let border = try Border.builtinDCW()
        #expect(border.segments.map(\.id) == ["yalu", "paektu-land", "tumen", "tumen-russia"])
        #expect(border.segments.first?.span.from == border.route.start)
        #expect(border.segments.last?.span.to == border.route.end)
        for (a, b) in zip(border.segments, border.segments.dropFirst()) { #expect(a.span.to == b.span.from) }
    }

    @Test func theChineseAndTheRussianStretchAreApart() throws {
        let border = try Border.builtinDCW()
        #expect(abs(border.spans(along: BorderNeighbour(rawValue: "china")).length.value - 1_170_396.956) < 1e-3)
        #expect(abs(border.spans(along: BorderNeighbour(rawValue: "russia")).length.value - 18_132.555) < 1e-3)
        #expect(
            border.spans(along: BorderNeighbour(rawValue: "china")).intersection(
                border.spans(along: BorderNeighbour(rawValue: "russia"))
            ).isEmpty)
    }

    @Test func itRunsFromTheYaluToTheTumenWithKoreaOnTheRight() throws {
        let border = try Border.builtinDCW()
        let first = try border.route.position(at: border.route.start)
        let last = try border.route.position(at: border.route.end)
        #expect((first.longitude, first.latitude) == (124.364315, 39.999980))
        #expect((last.longitude, last.latitude) == (130.674767, 42.283557))
        // Towns in North Korea near its bank, as gazetteers give them to a hundredth of a degree.
        for (name, longitude, latitude) in [
            ("Manpo", 126.30, 41.15), ("Hyesan", 128.19, 41.39), ("Musan", 129.21, 42.23), ("Onsong", 129.99, 42.95),
        ] {
            let place = border.route.locate(GeoPosition(longitude: longitude, latitude: latitude))
            #expect(place.side == .right, "\(name)")
            #expect(place.inwardOffset.metres > 0 && place.inwardOffset.metres < 5000, "\(name) \(place.inwardOffset)")
        }
    }

    @Test func aMeasureFallsIntoTheSegmentThatBeginsThere() throws {
        let border = try Border.builtinDCW()
        let cut = border.segments[1].span.from
        #expect(border.segment(at: Measure(0))?.id == "yalu")
        #expect(border.segment(at: cut)?.id == "paektu-land")
        #expect(border.segment(at: Measure(cut.metres.nextDown))?.id == "yalu")
        #expect(border.segment(at: border.route.end)?.id == "tumen-russia")
        #expect(border.segment(at: Measure(-1)) == nil)
        #expect(border.segment(at: Measure(.nan)) == nil)
        #expect(border.segment(at: border.route.end + Metres(1)) == nil)
    }

    /// A segment ends at the vertex at which its part ends: a nanometre beside it, the stretch would end with one place twice, which QGIS calls invalid.
    @Test func segmentsEndAtVertices() throws {
        let border = try Border.builtinDCW()
        let measures = Set(border.route.measures)
        for segment in border.segments {
            #expect(measures.contains(segment.span.from) && measures.contains(segment.span.to), "\(segment.id)")
            for part in try border.route.stretch(segment.span.from, segment.span.to) {
                for (a, b) in zip(part.positions, part.positions.dropFirst()) {
                    #expect(Geodesic().distance(a, b) > Metres(0.01), "\(segment.id): \(a)")
                }
            }
        }
    }

    @Test func everyPublishedLengthNamesSegmentsOfTheLine() throws {
        let ids = Set(try Border.builtinDCW().segments.map(\.id))
        let register = try ClaimRegister.published()
        #expect(register.lengths.count == 22)
        // A figure that is a claim is written once.
        #expect(register.lengths.first { $0.id == "L02" }?.length == Metres(1_352_000))
        #expect(register.lengths.map(\.id).prefix(3) == ["L01", "L02", "L03"])
        for row in register.lengths { #expect(!row.segments.isEmpty && ids.isSuperset(of: row.segments), "\(row)") }
    }
}
