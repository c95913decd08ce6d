import Testing

@testable import BorderBase
@testable import LineStatistics

@Suite struct UnitKindsTests {
    /// The same blocks are drawn and left out, whether a statistic gets the units or how many there are of each kind.
    @Test(arguments: [(50, 5), (401, 10), (30_001, 7)])
    func intervalsAreThoseOfTheUnitsThemselves(units: Int, block: Int) throws {
        var random = SplitMix64(seed: 3)
        let values = (0..<units).map { _ in random.uniform(0, 1) < 0.1 ? 1 + random.index(below: 3) : 0 }
        let (kinds, shown) = UnitKinds.of(values, common: 0)
        #expect(kinds.counts.reduce(0, +) == units)
        let bootstrap = BlockBootstrap(units: units, blockLength: block, replicates: 60, seed: 5)
        let weights = shown.map { Double($0) }
        let byKind = try #require(
            bootstrap.interval(over: kinds) { counts in zip(counts, weights).reduce(0) { $0 + Double($1.0) * $1.1 } })
        let byUnit = try #require(bootstrap.interval { $0.reduce(0) { $0 + Double(values[$1]) } })
        #expect(byKind == byUnit)
    }

    @Test func alphaByKindIsAlphaByUnit() {
        var random = SplitMix64(seed: 9)
        let units = (0..<500).map { _ in (0..<3).map { _ in random.uniform(0, 1) < 0.2 ? nil : Double(random.index(below: 4)) } }
        for scale in KrippendorffAlpha.Scale.allCases {
            let (kinds, shown) = UnitKinds.of(units, common: [0, 0, 0])
            let byKind = KrippendorffAlpha.Kinds(shown, scale: scale).alpha(counts: kinds.counts)
            let byUnit = KrippendorffAlpha.alpha(units: units, scale: scale)
            #expect(((byKind ?? .nan) - (byUnit ?? .nan)).magnitude < 1e-12, "\(scale)")
        }
    }
}
