import TestSupport
import Testing

@testable import BorderModel
@testable import GeoFormats
@testable import LinearReferencing

@Suite struct AntimeridianTests {
    static func position(_ longitude: Double, _ latitude: Double) -> GeoPosition {
        GeoPosition(longitude: longitude, latitude: latitude)
    }

    static func line(_ places: [(Double, Double)]) -> GeoGeometry {
        .lineString(Polyline(places.map { position($0.0, $0.1) }))
    }

    /// Lines along the equator and along meridians: where they pass 180 degrees is seen without a calculation.
    static let rows: [(name: String, line: [(Double, Double)], parts: [[(Double, Double)]])] = [
        ("does not cross", [(170, 0), (179, 1)], [[(170, 0), (179, 1)]]),
        ("ends on it", [(170, 0), (180, 0)], [[(170, 0), (180, 0)]]),
        ("crosses to the east", [(179, 0), (-179, 0)], [[(179, 0), (180, 0)], [(-180, 0), (-179, 0)]]),
        ("crosses to the west", [(-179, 0), (179, 0)], [[(-179, 0), (-180, 0)], [(180, 0), (179, 0)]]),
        ("has a vertex on it", [(179, 0), (180, 0), (-179, 0)], [[(179, 0), (180, 0)], [(-180, 0), (-179, 0)]]),
        (
            "has that vertex from the other side", [(179, 0), (-180, 0), (-179, 0)],
            [[(179, 0), (180, 0)], [(-180, 0), (-179, 0)]]
        ),
        ("begins on it", [(180, 0), (-179, 0)], [[(-180, 0), (-179, 0)]]),
        ("ends on it from the other side", [(179, 0), (-180, 0)], [[(179, 0), (180, 0)]]),
        ("runs along it", [(180, 0), (-180, 1), (-179, 1)], [[(-180, 0), (-180, 1), (-179, 1)]]),
        (
            "there and back", [(179, 0), (-179, 0), (-179, 1), (-180, 1), (179, 1)],
            [[(179, 0), (180, 0)], [(-180, 0), (-179, 0), (-179, 1), (-180, 1)], [(180, 1), (179, 1)]]
        ),
    ]

    @Test(arguments: rows)
    func linesAreCutThere(row: (name: String, line: [(Double, Double)], parts: [[(Double, Double)]])) {
        let cut = Self.line(row.line).cutAtAntimeridian
        #expect(cut.typeName == (row.parts.count == 1 ? "LineString" : "MultiLineString"), "\(row.name)")
        let found = cut.polylines.map { $0.positions.map { [$0.longitude, $0.latitude] } }
        #expect(found == row.parts.map { $0.map { [$0.0, $0.1] } }, "\(row.name)")
    }

    /// Lines of any direction are as long in parts as whole, no edge of a part leaps, and measures along the parts are those of the whole.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func theCutIsOnTheGeodesic(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let east = random.uniform(0...1) < 0.5
            var places: [GeoPosition] = []
            for i in 0..<6 {
                let x = random.uniform(0...2) + (i % 2 == 0 ? -2 : 0)
                places.append(Self.position(0, random.uniform(-70...70)))
                let shifted = 180 + (east ? x : -x)
                places[i].longitude = shifted > 180 ? shifted - 360 : shifted
            }
            let whole = GeoGeometry.lineString(Polyline(places))
            let cut = whole.cutAtAntimeridian
            #expect(isNear(Geodesic().length(of: cut).value, Geodesic().length(of: whole).value, 1e-5), "seed \(seed)")
            for line in cut.polylines {
                #expect(line.positions.count > 1)
                for (a, b) in zip(line.positions, line.positions.dropFirst()) {
                    #expect((a.longitude - b.longitude).magnitude <= 180, "seed \(seed): \(a), \(b)")
                }
            }
            // Read as a border, the parts are one line again.
            let route = try Route(id: "whole", parts: whole.polylines)
            let again = try Route(id: "cut", parts: cut.polylines)
            #expect(again.gaps.isEmpty && isNear(again.length.value, route.length.value, 1e-5), "seed \(seed)")
        }
    }

    /// A square of two degrees about a place, with a hole of one: its area does not depend on the longitude.
    static func square(_ longitude: Double) -> Polygon<GeoPosition> {
        func ring(_ half: Double) -> [GeoPosition] {
            [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)].map {
                let x = longitude + $0.0
                return position(x > 180 ? x - 360 : x, 42 + $0.1)
            }
        }
        return Polygon(exterior: ring(1), holes: [ring(0.5).reversed()])
    }

    @Test(arguments: [(179.5, 2), (180.0, 2), (180.8, 2), (178.0, 1), (179.0, 1)] as [(Double, Int)])
    func polygonsAreCutThere(longitude: Double, parts: Int) {
        let whole = GeoGeometry.polygon(Self.square(longitude))
        let cut = whole.cutAtAntimeridian
        #expect(cut.polygons.count == parts)
        // Straight in longitude and latitude: the planar area is whole.
        func area(_ polygon: Polygon<GeoPosition>) -> Double {
            let rings = polygon.rings.map { ring in
                zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.longitude * $1.1.latitude - $1.1.longitude * $1.0.latitude } / 2
            }
            return rings[0].magnitude - rings.dropFirst().reduce(0) { $0 + $1.magnitude }
        }
        #expect(isNear(cut.polygons.reduce(0) { $0 + area($1) }, 3, 1e-9))
        for ring in cut.polygons.flatMap(\.rings) {
            for (a, b) in zip(ring, ring.dropFirst()) { #expect((a.longitude - b.longitude).magnitude < 180) }
        }
    }

    @Test func aCollectionIsCutMemberByMember() {
        let cut = GeoGeometry.collection([Self.line([(179, 0), (-179, 0)]), .point(Self.position(180, 0))]).cutAtAntimeridian
        guard case .collection(let members) = cut else { return #expect(Bool(false), "\(cut)") }
        #expect(members.map(\.typeName) == ["MultiLineString", "Point"])
    }

    @Test func aLayerIsWrittenCutWithTheBoxAcross() throws {
        let layer = FeatureLayer(
            name: "l", title: "l", kind: .line, fields: [],
            features: [Feature(id: "a", geometry: Self.line([(179, 0), (-179, 0)]))], synthetic: false)
        let text = String(decoding: try GeoJSONWriter.write(layer), as: UTF8.self)
        #expect(text.contains("\"bbox\":[179.0000000,0.0000000,-179.0000000,0.0000000]"), "\(text)")
        #expect(
            text.contains(
                "{\"type\":\"MultiLineString\",\"coordinates\":[[[179.0000000,0.0000000],[180.0000000,0.0000000]],[[-180.0000000,0.0000000],[-179.0000000,0.0000000]]]}"
            ), "\(text)")
    }

    /// A vertex at 180 and an edge across, there and back: each cut has the measure of its place, on both sides.
    @Test func measuresGoWithTheirPlaces() {
        var layer = FeatureLayer(
            name: "l", title: "l", kind: .line, fields: [],
            features: [
                Feature(id: "a", geometry: Self.line([(178, 0), (-179, 0), (-178, 0)])),
                Feature(id: "b", geometry: Self.line([(10, 0), (11, 0)])),
                Feature(id: "c", geometry: Self.line([(179, 0), (180, 0), (-179, 0)])),
            ], synthetic: false)
        layer.measures = [
            0: [Measure(0), Measure(300), Measure(400)], 1: [Measure(0), Measure(1)], 2: [Measure(5), Measure(6), Measure(9)],
        ]
        let cut = layer.cutAtAntimeridian
        #expect(cut.measures[0]?.map { $0.metres.rounded() } == [0, 200, 200, 300, 400])
        #expect(cut.measures[1] == layer.measures[1])
        #expect(cut.measures[2]?.map { $0.metres.rounded() } == [5, 6, 6, 9])
        for (index, feature) in cut.features.enumerated() {
            var count = 0
            feature.geometry?.forEachPosition { _ in count += 1 }
            #expect(count == cut.measures[index]?.count, "\(feature.id ?? "")")
        }
        #expect(cut.features[1] == layer.features[1])
    }

    /// The earth is round: what holds for a border, a fence and a footprint at 100 E holds for the same turned to 180.
    @Test(arguments: [1, 2, 3] as [UInt64]) func turnedToTheAntimeridianEverythingMeasuresTheSame(seed: UInt64) throws {
        func turned(_ p: GeoPosition, by angle: Double) -> GeoPosition {
            let x = p.longitude + angle
            return Self.position(x > 180 ? x - 360 : x, p.latitude)
        }
        func world(_ angle: Double, cutsFootprint: Bool) throws -> (seen: MeasureSpanSet, fence: FenceLocation, near: [Metres?]) {
            var random = SeededGenerator(seed: seed)
            let border = (0...20).map { i in Self.position(99.9 + 0.01 * Double(i), 42 + random.uniform(-0.004...0.004)) }
            let fence = (0...18).map { i in Self.position(99.91 + 0.01 * Double(i), 41.99 + random.uniform(-0.002...0.002)) }
            let corners = [(99.93, 41.9), (100.04, 41.9), (100.04, 42.1), (99.93, 42.1), (99.93, 41.9)]
            let route = try Route(id: "r", parts: [Polyline(border.map { turned($0, by: angle) })])
            let footprint = GeoGeometry.polygon(
                Polygon(exterior: corners.map { turned(Self.position($0.0, $0.1), by: angle) }))
            let parts = GeoGeometry.lineString(Polyline(fence.map { turned($0, by: angle) }))
            let located = FenceLocator(route: route).locate((cutsFootprint ? parts.cutAtAntimeridian : parts).polylines)
            let proximity = FenceProximity(parts.polylines, within: Metres(2000))
            let near = (0..<20).map { _ in
                proximity.distance(
                    to: turned(Self.position(random.uniform(99.9...100.1), random.uniform(41.97...42.01)), by: angle))
            }
            let polygons = (cutsFootprint ? footprint.cutAtAntimeridian : footprint).polygons
            #expect(polygons.count == (cutsFootprint && angle > 0 ? 2 : 1))
            return (route.spans(inside: polygons), located, near)
        }
        let here = try world(0, cutsFootprint: false)
        #expect(here.seen.spans.count == 1 && here.near.contains { $0 != nil })
        for cutsFootprint in [false, true] {
            let there = try world(80, cutsFootprint: cutsFootprint)
            #expect(there.seen.spans.count == 1, "seed \(seed)")
            for (a, b) in zip(here.seen.spans, there.seen.spans) {
                #expect(isNear(a.from.metres, b.from.metres, 2e-3) && isNear(a.to.metres, b.to.metres, 2e-3), "seed \(seed)")
            }
            #expect(isNear(here.fence.along.value, there.fence.along.value, 1e-3), "seed \(seed)")
            #expect(here.fence.events.count == there.fence.events.count, "seed \(seed)")
            for (a, b) in zip(here.fence.events, there.fence.events) {
                #expect(isNear(a.span.from.metres, b.span.from.metres, 2e-3) && a.bridged == b.bridged, "seed \(seed)")
            }
            for (a, b) in zip(here.near, there.near) {
                #expect(a == nil ? b == nil : isNear(a?.value ?? 0, b?.value ?? .nan, 1e-3), "seed \(seed)")
            }
        }
    }
}
