import BorderGeo
import TestSupport
import Testing

@testable import BorderModel

/// Single legs of fence that run near two pieces of border, of which one ends: what is nearest between the ends of a leg is found from parabolas, and those change where a
/// perpendicular passes the end of a piece. Metres whose foot is an end of the border are beyond it.
@Suite struct FenceEnvelopeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let border: [(Double, Double)]
        let fence: [(Double, Double)]
        let beyond: Double
        var testDescription: String { name }
    }

    static let rows = [
        // 100 m from the edge below, 90 m from the end of the border above (0, 100): 2 sqrt(100² - 90²) of the leg are nearer to that end.
        Row(
            name: "an end above the middle of the leg, its edge at 45 degrees",
            border: [(-400, 0), (400, 0), (400, 390), (200, 390), (0, 190)], fence: [(-95, 100), (95, 100)],
            beyond: 2 * 1900.0.squareRoot()),
        // For x > 0 the foot is the end of the edge below. 99 m from the other end, above (-30, 100): 2 sqrt(100² - 99²) of the leg are nearer to that.
        Row(
            name: "an end of the edge below is passed, most of the leg lies behind it",
            border: [(0, 0), (-800, 0), (-800, 400), (-300, 400), (-30, 199)], fence: [(-60, 100), (100, 100)],
            beyond: 100 + 2 * 199.0.squareRoot()),
        // The edge above falls by half towards its end above (-70, 100). Its perpendicular there meets the leg at -70 - 99 / 2; the middle of the leg is before that.
        Row(
            name: "an end of the edge above is passed, most of the leg lies before it",
            border: [(0, 0), (-400, 0), (-400, 364), (-70, 199)], fence: [(-250, 100), (-52, 100)],
            beyond: 2 * 199.0.squareRoot()),
        // 10 m from the edge below, 5 m from the end above (285, 10): from sqrt(10² - 5²) before that place to the end of the leg 5 m after it.
        Row(
            name: "an end above the last tenth of the leg",
            border: [(0, 0), (1000, 0), (1000, 300), (285, 300), (285, 15)], fence: [(100, 10), (290, 10)],
            beyond: 75.0.squareRoot() + 5),
        Row(
            name: "an end above the first seventh of the leg",
            border: [(0, 0), (1000, 0), (1000, 300), (125, 300), (125, 15)], fence: [(100, 10), (290, 10)],
            beyond: 2 * 75.0.squareRoot()),
    ]

    @Test(arguments: rows, [false, true]) func anEndOfTheBorderIsNearestOnPartOfALeg(row: Row, isBorderTurned: Bool) throws {
        let border = row.border.map { LocalPlane.position($0.0, $0.1) }
        let route = try Route(id: "r", parts: [Polyline(isBorderTurned ? border.reversed() : border)])
        let fence = row.fence.map { LocalPlane.position($0.0, $0.1) }
        for line in [fence, fence.reversed()] {
            let found = FenceLocator(route: route).locate([Polyline(line)])
            #expect(isNear(found.beyond.value, row.beyond, 1e-3), "\(found.beyond.value)")
            #expect(isNear(found.along.value, found.length.value - row.beyond, 1e-3), "\(found.along.value)")
        }
    }
}
