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

@Suite struct ShortEdgeTests {
    /// Against Karney's solution (PROJ): lengths to 1e-8 m, where its own rounding is 5e-9 m, azimuths to that across the end of the edge.
    @Test(arguments: [
        ("along the border", 39.5...43.0), ("at the equator", -0.1...0.1), ("south", -60.5 ... -55.0),
        ("near a pole", 88.0...89.9),
    ])
    func lengthAndAzimuthsAreThoseOfTheGeodesic(name: String, latitudes: ClosedRange<Double>) {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        let geodesic = Geodesic()
        for _ in 0..<20_000 {
            let a = GeoPosition(longitude: random.uniform(-180...180), latitude: random.uniform(latitudes))
            let b = geodesic.direct(
                from: a, azimuth: Degrees(random.uniform(-180...180)), length: Metres(random.uniform(0.01...150))
            ).position
            let truth = geodesic.inverse(a, b)
            let found = geodesic.shortOrExact(a, b)
            #expect(abs(found.length - truth.length.value) < 1e-8, "\(name), seed \(seed): \(a) to \(b)")
            for (x, y) in [(found.azimuth, truth.azimuth.value), (found.finalAzimuth, truth.finalAzimuth.value)] {
                let turn = abs((x - y + 540).truncatingRemainder(dividingBy: 360) - 180)
                #expect(turn * .pi / 180 * truth.length.value < 2e-8, "\(name), seed \(seed): \(a) to \(b)")
            }
        }
    }

    @Test func whatIsNoPositionGivesNoLength() {
        let here = GeoPosition(longitude: 129, latitude: 42)
        #expect(Geodesic().shortOrExact(here, GeoPosition(longitude: .nan, latitude: 42)).length.isNaN)
        #expect(Geodesic().shortOrExact(here, here).length == 0)
    }
}
