import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct DensityProfileTests {
    static let posts = [1.0, 2, 4, 7].enumerated().map { Sample.facility("p\($0)", .guardPost, at: $1) }

    /// F14's fixture: a piece of 10 with events at 1, 2, 4, 7 and bandwidth 0.8: lambda(4) = 0.521469717, integral 4.
    @Test func theFixtureOfF14() throws {
        let inventory = Sample.inventory(facilities: Self.posts, observed: Sample.set((0, 10)))
        let profile = inventory.densityProfile(
            in: Sample.domain((0, 10)), of: .all, step: Metres(0.01), bandwidth: Metres(0.8))
        #expect(profile.count == 4)
        #expect(profile.choice == .given)
        #expect(profile.lixels.count == 1000)
        let total = profile.lixels.reduce(0) { $0 + $1.expected }
        #expect((total - 4).magnitude < 1e-9)
        // Per metre over the lixel [4, 4.01): its mean differs from lambda(4) by less than 1e-3.
        #expect((profile.lixels[400].perKilometre / 1000 - 0.521469717).magnitude < 1e-3)
    }

    @Test func smoothingStopsAtUnobservedBorder() {
        let inventory = Sample.inventory(facilities: Self.posts, observed: Sample.set((0, 3), (6, 10)))
        let profile = inventory.densityProfile(in: Sample.domain((0, 10)), of: .all, step: Metres(1), bandwidth: Metres(5))
        #expect(profile.count == 3, "the post at 4 is not on observed border")
        #expect(profile.lixels.map(\.span.from.metres) == [0, 1, 2, 6, 7, 8, 9])
        let west = profile.lixels.prefix(3).reduce(0) { $0 + $1.expected }
        #expect((west - 2).magnitude < 1e-9)
    }

    @Test func withoutFacilitiesTheDensityIsZeroAndTheBandwidthAFallback() {
        let inventory = Sample.inventory(observed: Sample.set((0, 1000)))
        let profile = inventory.densityProfile(in: Sample.domain((0, 1000)), of: .kind(.camera))
        #expect(profile.choice == .fallback)
        #expect(profile.bandwidth == Metres(1000))
        #expect(profile.lixels.map(\.expected) == [0, 0, 0, 0])
    }

    /// Tight clusters far apart: cross-validation takes a bandwidth of the clusters' size, not of their distance.
    @Test func crossValidationFindsTheScaleOfClusters() {
        let posts = (0..<80).map { i -> LocatedFacility in
            let start = Double(i / 10) * 5000 + 500
            return Sample.facility("p\(i)", .guardPost, at: start + Double(i % 10) * 20)
        }
        let inventory = Sample.inventory(facilities: posts, observed: Sample.set((0, 40_000)))
        let profile = inventory.densityProfile(in: Sample.domain((0, 40_000)), of: .all)
        #expect(profile.choice == .crossValidated)
        #expect(profile.bandwidth > Metres(10) && profile.bandwidth < Metres(150))
    }
}
