import TestSupport
import Testing

@testable import BorderModel
@testable import LinearReferencing

@Suite struct MeetingTests {
    /// Where one piece of a border takes over from another along a leg, both are as far away: pieces before, beside and past the leg, and two that share a vertex.
    @Test(arguments: 1...8 as ClosedRange<UInt64>) func bothPiecesAreAsFarAway(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let vertices = (0..<12).map { _ in
            GeoPosition(longitude: 127 + random.uniform(0...0.02), latitude: 42 + random.uniform(0...0.02))
        }
        let route = try Route(id: "r", parts: [Polyline(vertices)])
        var met = 0
        route.index.withLocator(on: route, options: LocateOptions()) { locator in
            for _ in 0..<40 {
                func place() -> SIMD2<Double> { SIMD2(random.uniform(-1500...1500), random.uniform(-1500...1500)) }
                let (from, to) = (place(), place())
                let near = (0..<vertices.count - 1).map { locator.search.nearPiece($0, from: from, to: to).distances }
                for one in near {
                    for other in near where one.squared(0) < other.squared(0) && one.squared(1) > other.squared(1) {
                        let t = one.meeting(with: other, from: 0, to: 1)
                        let (mine, others) = (one.squared(t).squareRoot(), other.squared(t).squareRoot())
                        #expect((0...1).contains(t))
                        #expect((mine - others).magnitude < 1e-6, "seed \(seed): \(mine) and \(others) m at \(t)")
                        met += 1
                    }
                }
            }
        }
        #expect(met > 300)
    }

    /// One piece alone, and the same piece twice, meet somewhere between the places and not at a NaN.
    @Test func whatIsTheSameAllAlongMeetsInBetween() throws {
        let route = try Route(
            id: "r", parts: [Polyline([GeoPosition(longitude: 127, latitude: 42), GeoPosition(longitude: 127.01, latitude: 42)])])
        route.index.withLocator(on: route, options: LocateOptions()) { locator in
            let piece = locator.search.nearPiece(0, from: SIMD2(0, 300), to: SIMD2(0, 300.5)).distances
            #expect((0.25...0.75).contains(piece.meeting(with: piece, from: 0.25, to: 0.75)))
        }
    }
}
