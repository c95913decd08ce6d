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

    @Test func nothingIsNearNoFence() {
        #expect(!FenceProximity([], within: Metres(500)).isNear(GeoPosition(longitude: 129, latitude: 42)))
    }
}
