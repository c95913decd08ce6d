import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct ObservationMaskTests {
    /// A zigzag of some 20 km at 42 N, drawn so that no vertex lies on a side of a footprint.
    static func route() throws -> Route {
        let positions = (0...40).map { i in
            GeoPosition(longitude: 129 + Double(i) * 0.005, latitude: 42 + (i % 2 == 0 ? 0 : 0.0031))
        }
        return try Route(id: "zigzag", parts: [Polyline(positions)])
    }

    static func box(_ west: Double, _ east: Double, _ south: Double = 41.9, _ north: Double = 42.1) -> [GeoPosition] {
        [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
            GeoPosition(longitude: $0.0, latitude: $0.1)
        }
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var polygons: [Polygon<GeoPosition>]
        var inside: @Sendable (GeoPosition) -> Bool
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "a box", polygons: [Polygon(exterior: box(129.021, 129.083))]) { (129.021...129.083).contains($0.longitude) },
        Row(
            name: "two boxes that overlap count once",
            polygons: [box(129.021, 129.083), box(129.06, 129.1)].map { Polygon(exterior: $0) }
        ) {
            (129.021...129.1).contains($0.longitude)
        },
        Row(name: "a hole is not seen", polygons: [Polygon(exterior: box(129.021, 129.083), holes: [box(129.04, 129.05)])]) {
            (129.021...129.083).contains($0.longitude) && !(129.04...129.05).contains($0.longitude)
        },
        Row(name: "a strip that cuts every tooth", polygons: [Polygon(exterior: box(128, 130, 42.001, 42.002))]) {
            (42.001...42.002).contains($0.latitude)
        },
        Row(name: "a footprint elsewhere sees nothing", polygons: [Polygon(exterior: box(120, 121))]) { _ in false },
    ]

    /// Against asking for every half metre of the route whether its position is inside.
    @Test(arguments: rows) func footprintsAgreeWithPositionsAlongTheRoute(row: Row) throws {
        let route = try Self.route()
        let spans = route.spans(inside: row.polygons)
        var wrong = 0
        var seen = 0.0
        var s = 0.25
        while s < route.length.value {
            let isInside = row.inside(try route.position(at: Measure(s)))
            if isInside { seen += 0.5 }
            if spans.contains(Measure(s)) != isInside { wrong += 1 }
            s += 0.5
        }
        // A side is crossed by at most 82 edges; the geodesic and the straight edge part by millimetres there.
        #expect(wrong <= 2)
        #expect((spans.length.value - seen).magnitude < 41, "\(spans.length.value) against \(seen)")
    }

    @Test func observationsOfAnEpochAreUnited() throws {
        let route = try Self.route()
        func seen(_ from: Double, _ to: Double, _ epoch: String = "2019", _ state: Observation.State = .observed) -> Observation {
            Observation(epoch: epoch, extent: .spans(Sample.set((from, to))), state: state)
        }
        let mask = ObservationMask(
            epoch: "2019",
            observations: [
                seen(0, 100), seen(50, 200), seen(400, 500, "2023"), seen(150, 300, "2019", .inconclusive), seen(-50, -10),
            ], on: route)
        #expect(mask.observed == Sample.set((0, 200)))
        #expect(mask.inconclusive == Sample.set((200, 300)), "an image that settles a place wins")
        #expect(!mask.isAssumed)
    }

    @Test func withoutObservationsTheWholeRouteCountsAndIsCalledAssumed() throws {
        let route = try Self.route()
        let none = ObservationMask(epoch: "2019", observations: [], on: route)
        #expect(none.isAssumed)
        #expect(none.observed == route.whole)
        let doubtful = ObservationMask(
            epoch: "2019",
            observations: [Observation(epoch: "2019", extent: .spans(Sample.set((100, 200))), state: .inconclusive)], on: route)
        #expect(!doubtful.isAssumed)
        #expect(doubtful.observed == route.whole.subtracting(Sample.set((100, 200))))
    }
}
