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

@Suite struct FenceProximityTests {
    /// Against geodesics to points every metre of the lines.
    @Test(arguments: [31, 32, 33] as [UInt64]) func agreesWithGeodesicsToEveryMetre(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func position() -> GeoPosition {
            GeoPosition(longitude: random.uniform(129...129.03), latitude: random.uniform(41.99...42.01))
        }
        let lines = (0..<3).map { _ in Polyline((0..<4).map { _ in position() }) }
        let geodesic = Geodesic()
        let samples = lines.flatMap { line in
            zip(line.positions, line.positions.dropFirst()).flatMap { a, b in
                let length = geodesic.distance(a, b).value
                return stride(from: 0, through: 1, by: 1 / max(1, length)).map { t in
                    GeoPosition(
                        longitude: a.longitude + (b.longitude - a.longitude) * t,
                        latitude: a.latitude + (b.latitude - a.latitude) * t)
                }
            }
        }
        let proximity = FenceProximity(lines, within: Metres(120))
        var near = 0
        for _ in 0..<60 {
            let place = position()
            let distance = samples.reduce(Double.infinity) { min($0, geodesic.distance(place, $1).value) }
            // Samples lie a metre apart: between 119.5 and 120.5 m they decide nothing.
            if (distance - 120).magnitude < 0.5 { continue }
            #expect(proximity.isNear(place) == (distance < 120), "seed \(seed), \(place), \(distance) m")
            if distance < 120 { near += 1 }
        }
        #expect(near > 0 && near < 60, "seed \(seed)")
    }

    /// A short diagonal that cuts the corner of a cell which neither of its ends is in, and a place two cells from both ends.
    @Test(arguments: [61, 62, 63, 64] as [UInt64]) func aPieceIsFoundFromEveryCellThatItPasses(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scale = GroundScale(latitude: 42)
        let geodesic = Geodesic()
        for round in 0..<400 {
            func corner() -> GeoPosition {
                GeoPosition(
                    longitude: 129 + random.uniform(-90...90) / scale.east, latitude: 42 + random.uniform(-90...90) / scale.north)
            }
            let (a, b) = (corner(), corner())
            let t = random.uniform(0...1)
            let on = GeoPosition(
                longitude: a.longitude + (b.longitude - a.longitude) * t, latitude: a.latitude + (b.latitude - a.latitude) * t)
            // Straight away from the line: as far as can still be near.
            let away = Degrees(geodesic.inverse(a, b).azimuth.value + 90)
            let place = geodesic.direct(from: on, azimuth: away, length: Metres(99.9)).position
            #expect(FenceProximity([Polyline([a, b])], within: Metres(100)).isNear(place), "seed \(seed), round \(round)")
        }
    }

    /// Distances of more than a degree, which cells are as wide as. At 84 N a degree of longitude is 11,675 m: 20 km are 1.713 degrees. At 42 N a degree of latitude is 111,070 m:
    /// 200 km are 1.801 degrees.
    @Test(arguments: [1.0, -1]) func whatIsMoreThanADegreeAwayIsFound(sign: Double) throws {
        func far(north longitude: Double) -> GeoPosition { GeoPosition(longitude: sign * longitude, latitude: 84) }
        let north = FenceProximity([Polyline([far(north: 10), far(north: 9)])], within: Metres(20_000))
        // 1.4 x 11,674.77.
        #expect(isNear(try #require(north.distance(to: far(north: 11.4))).value, 16_344.7, 0.1))
        #expect(north.isNear(far(north: 11.7)) && !north.isNear(far(north: 11.72)))
        func above(_ latitude: Double) -> GeoPosition { GeoPosition(longitude: 127, latitude: sign * latitude) }
        let wide = FenceProximity([Polyline([above(40), above(39)])], within: Metres(200_000))
        #expect(wide.isNear(above(41.79)) && !wide.isNear(above(41.81)))
    }

    @Test func nothingIsNearNoFence() {
        #expect(!FenceProximity([], within: Metres(500)).isNear(GeoPosition(longitude: 129, latitude: 42)))
    }
}
