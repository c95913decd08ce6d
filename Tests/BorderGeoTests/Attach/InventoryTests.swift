import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct InventoryTests {
    @Test func whatStandsIsToldByDates() {
        let facilities = [
            Sample.facility("always", .guardPost, at: 1), Sample.facility("gone that day", .guardPost, at: 2, to: "2023-04-30"),
            Sample.facility("seen that day", .guardPost, at: 3, from: "2023-04-30"),
            Sample.facility("not yet", .guardPost, at: 4, from: "2023-05-01"),
            Sample.facility("maybe", .guardPost, at: 5, from: "2023-05-01", absentOn: "2023-04-29"),
            Sample.facility("absent that day", .guardPost, at: 6, from: "2023-05-01", absentOn: "2023-04-30"),
        ]
        let inventory = Sample.inventory(facilities: facilities)
        #expect(inventory.present.map { facilities[$0].facility.id } == ["always", "seen that day"])
        #expect(inventory.possible.map { facilities[$0].facility.id } == ["maybe"])
    }

    @Test func fencesOfOtherBanksAreLeftOut() {
        let fences = [
            Sample.fence("ours", .primary, [(0, 1)]), Sample.fence("china", .primary, [(0, 1)], bank: .outward),
            Sample.fence("russia", .primary, [(0, 1)], bank: Bank("third", rank: 2)),
        ]
        #expect(Sample.inventory(fences: fences).fences == [0])
        #expect(Sample.inventory(fences: fences, banks: [.inward, Bank("third", rank: 2)]).fences == [0, 2])
    }

    /// Three kilometres along a straight border, with a fence 50 m inside and posts on both sides.
    @Test func recordsAreAttachedWithinTheCorridor() throws {
        let geodesic = Geodesic()
        let start = GeoPosition(longitude: 129, latitude: 42)
        func along(_ metres: Double, _ inward: Double) -> GeoPosition {
            let foot = geodesic.direct(from: start, azimuth: Degrees(90), length: Metres(metres))
            let side = Degrees(foot.finalAzimuth.value + (inward < 0 ? -90 : 90))
            return geodesic.direct(from: foot.position, azimuth: side, length: Metres(inward.magnitude)).position
        }
        let route = try Route(id: "east", parts: [Polyline([start, along(3000, 0)])])
        func post(_ id: String, _ metres: Double, _ inward: Double) -> Facility {
            Facility(id: id, kind: .guardPost, position: along(metres, inward))
        }
        let fence = FenceLine(id: "f", layer: .primary, parts: [Polyline([along(500, 50), along(2500, 50)])])
        let assets = LocatedAssets(
            facilities: [post("in", 1000, 40), post("far", 1000, 900), post("across", 1500, -60)], fences: [fence],
            patrolPaths: [],
            on: route, fenceOptions: FenceOptions(corridor: Corridor(inward: Metres(500), outward: Metres(50))))
        #expect(assets.facilities.map { $0.attached != nil } == [true, false, false])
        let place = try #require(assets.facilities[0].attached)
        #expect((place.measure.metres - 1000).magnitude < 0.001)
        #expect((place.inwardOffset.metres - 40).magnitude < 0.001)
        let event = try #require(assets.fences.first?.events.first)
        #expect((event.span.from.metres - 500).magnitude < 0.01 && (event.span.to.metres - 2500).magnitude < 0.01)
        // 50 m off a border that bends with the ellipsoid: the chord differs from 2 km by millimetres.
        #expect((event.fenceLine.value - 2000).magnitude < 0.1)
    }
}
