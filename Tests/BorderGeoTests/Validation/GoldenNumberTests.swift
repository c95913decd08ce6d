import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

/// Numbers of the definitions that no other suite names: each by a way of its own.
@Suite struct GoldenNumberTests {
    @Test(arguments: [("0", 0.0, 10.89, 14.02), ("45", 45, -7.63, -4.51), ("90", 90, -26.16, -23.04)])
    func aSphereIsWrongByMetresInTenKilometres(name: String, azimuth: Double, mean: Double, russian: Double) {
        let start = GeoPosition(longitude: 129, latitude: 42)
        let end = Geodesic().direct(from: start, azimuth: Degrees(azimuth), length: Metres(10_000)).position
        for (radius, expected) in [(6_371_008.8, mean), (6_373_000, russian)] {
            let toRadians = Double.pi / 180
            let (a, b) = (start.latitude * toRadians, end.latitude * toRadians)
            let (dy, dx) = (b - a, (end.longitude - start.longitude) * toRadians)
            let h =
                Elementary.sin(dy / 2) * Elementary.sin(dy / 2)
                + Elementary.cos(a) * Elementary.cos(b) * Elementary.sin(dx / 2) * Elementary.sin(dx / 2)
            // asin(x) for the small x here, to 1e-12 of it.
            let x = h.squareRoot()
            let arc = x + x * x * x / 6 + 3 * x * x * x * x * x / 40
            #expect(abs(2 * radius * arc - 10_000 - expected) < 0.006, "azimuth \(name), radius \(radius)")
        }
    }

    @Test func nssdaMultipliesARoundErrorByItsFactor() throws {
        // Errors of one metre in the four directions: RMSE of 0.7071 m each way, 1 m in all.
        let accuracy = try #require(
            PositionalAccuracy(east: [1, -1, 0, 0].map { Metres($0) }, north: [0, 0, 1, -1].map { Metres($0) }))
        #expect(abs(accuracy.rmse.value - 1) < 1e-12)
        // The standard's 1.7308 is 1.730818 cut off.
        #expect(abs(try #require(accuracy.nssda95).value - 1.730818) < 2e-5)
    }
}
