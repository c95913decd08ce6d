import TestSupport
import Testing

@testable import BorderModel
@testable import LinearReferencing

/// Which ends of fences are one place.
@Suite struct FenceChainTests {
    /// A fence that begins and ends somewhere: groups ask for nothing else.
    private static func fence(_ first: GeoPosition, _ last: GeoPosition) -> FenceProfile {
        var profile = FenceProfile(end: Measure(1000))
        profile.startPart(source: 0, at: first)
        profile.append(
            FenceProfile.Step(alongFrom: 0, alongTo: 1, from: 1, to: 2, offsetFrom: 3, offsetTo: 3, stretch: .along))
        profile.endPart(at: last)
        return profile
    }

    /// Fences that hang together by ends within a centimetre, looked for among all pairs of ends.
    private static func groups(_ ends: [(GeoPosition, GeoPosition)]) -> Set<Set<Int>> {
        var root = Array(ends.indices)
        func find(_ i: Int) -> Int { root[i] == i ? i : find(root[i]) }
        let all = ends.enumerated().flatMap { [($0, $1.0), ($0, $1.1)] }
        for (i, p) in all {
            for (j, q) in all where Geodesic().distance(p, q).value < 0.01 { root[find(i)] = find(j) }
        }
        return Set(Dictionary(grouping: ends.indices, by: find).values.filter { $0.count > 1 }.map(Set.init))
    }

    /// Ends on a lattice of 6 mm by 13 mm: neighbours on a parallel meet in chains, those on the next parallel do not. Either side of the antimeridian, and near a pole.
    @Test(arguments: [(129.7, 42.4), (180, 42.4), (-180, -17), (0, 0), (179.999_999_9, 71), (12, 89.9)])
    func endsWithinACentimetreAreOnePlace(longitude: Double, latitude: Double) throws {
        let scale = GroundScale(latitude: latitude)
        for seed: UInt64 in 1...20 {
            var random = SeededGenerator(seed: seed)
            func end() -> GeoPosition {
                let east = Double(Int(random.uniform(-30...30))) * 0.006 / scale.east
                var place = longitude + east
                if place > 180 { place -= 360 }
                if place < -180 { place += 360 }
                return GeoPosition(
                    longitude: place, latitude: latitude + Double(Int(random.uniform(-4...4))) * 0.013 / scale.north)
            }
            let ends = (0..<40).map { _ in (end(), end()) }
            let found = FenceChain.groups(of: ends.map { Self.fence($0, $1) })
            #expect(found.flatMap { $0 }.count == Set(found.flatMap { $0 }).count)
            #expect(Set(found.map(Set.init)) == Self.groups(ends), "seed \(seed)")
        }
    }

    /// Places that are none meet nothing, and stop nothing.
    @Test(arguments: [(Double.nan, 42.0), (129, .nan), (129, 1e300), (.infinity, -.infinity)])
    func endsThatAreNoPlaceMeetNothing(longitude: Double, latitude: Double) {
        let (here, nowhere) = (
            GeoPosition(longitude: 129, latitude: 42), GeoPosition(longitude: longitude, latitude: latitude)
        )
        let fences = [Self.fence(here, nowhere), Self.fence(nowhere, nowhere), Self.fence(nowhere, here)]
        #expect(FenceChain.groups(of: fences).allSatisfy { Set($0).isSuperset(of: [0, 2]) })
    }

    /// Any number of ends at one place.
    @Test func manyEndsAtOnePlace() {
        let middle = GeoPosition(longitude: 129.7, latitude: 42.4)
        let fences = (0..<5000).map { Self.fence(middle, GeoPosition(longitude: 129.8 + Double($0) * 1e-6, latitude: 42.4)) }
        #expect(FenceChain.groups(of: fences) == [Array(0..<5000)])
    }
}
