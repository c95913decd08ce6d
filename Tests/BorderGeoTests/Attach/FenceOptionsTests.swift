import BorderGeo
import TestSupport
import Testing

@testable import BorderModel

/// What counts as along the border, steep and bridged when nothing is said.
@Suite struct FenceOptionsTests {
    private func locate(_ border: [(Double, Double)], _ fence: [(Double, Double)]) throws -> FenceLocation {
        let route = try Route(id: "r", parts: [Polyline(border.map { LocalPlane.position($0.0, $0.1) })])
        return FenceLocator(route: route).locate([Polyline(fence.map { LocalPlane.position($0.0, $0.1) })])
    }

    /// Straight across the border from 700 m on the left, which is outward, to 3,300 m on the right.
    @Test func theCorridorReachesThreeKilometresInwardAndFiveHundredMetresOutward() throws {
        let found = try locate([(0, 0), (1000, 0)], [(500, 700), (500, -3300)])
        #expect(isNear(found.across.value, 500, 0.01) && isNear(found.along.value, 3500, 0.01))
        #expect(isNear(found.outside.value, 500, 0.01))
    }

    /// 100 m of fence at an angle with the border.
    @Test(arguments: [(59.5, 0.0), (60.5, 100)]) func moreThanSixtyDegreesAreSteep(angle: Double, steep: Double) throws {
        let (sine, cosine) = Degrees(angle).sineAndCosine
        let found = try locate([(0, 0), (1000, 0)], [(500, -100), (500 + 100 * cosine, -100 - 100 * sine)])
        #expect(isNear(found.steep.value, steep, 1e-3))
    }

    /// A loop 200 m wide whose mouth the fence passes at 20 m: from the middle of the mouth it is sqrt(100² + 20²) = 102.0 m to either corner. Four times that are 407.9 m.
    @Test(arguments: [(100.0, false), (105, true)]) func aLoopOfMoreThanFourOffsetsIsBridged(height: Double, isBridged: Bool)
        throws
    {
        let loop = 200 + 2 * height
        let found = try locate(
            [(0, 0), (1000, 0), (1000, height), (1200, height), (1200, 0), (2200, 0)], [(0, -20), (2200, -20)])
        let bridged = found.events.filter(\.bridged)
        #expect(bridged.count == (isBridged ? 1 : 0))
        if let event = bridged.first {
            #expect(isNear(event.span.from.metres, 1000, 0.01) && isNear(event.span.length.value, loop, 0.01))
        }
        #expect(isNear(found.covered.length.value, 2000 + loop, 0.01))
    }
}
