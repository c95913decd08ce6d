import TestSupport
import Testing

@testable import BorderBase
@testable import BorderModel
@testable import LinearReferencing

/// The common shift of images on borders of edges of 250 m, which is how long the pieces of a comparison are.
@Suite struct ImageShiftTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// Of even and of odd edges: degrees from east to the left.
        let headings: (Double, Double)
        var edges = 12
        /// East and north.
        let shift: (Double, Double)
        let isFound: Bool
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "straight", headings: (45, 45), shift: (6, -4), isFound: false),
        // For edges h to the left and h to the right of one direction the determinant is (sin h cos h)² of the squared length; a thousandth divides 1.7 degrees (0.00088) from
        // 2 (0.00122).
        Row(name: "1.7 degrees about one direction", headings: (1.7, -1.7), shift: (20, -4), isFound: false),
        Row(name: "2 degrees about one direction", headings: (2, -2), shift: (20, -4), isFound: true),
        Row(name: "two directions", headings: (0, 45), shift: (6, -4), isFound: true),
        Row(name: "ten pieces", headings: (0, 45), edges: 10, shift: (6, -4), isFound: true),
        Row(name: "nine pieces", headings: (0, 45), edges: 9, shift: (6, -4), isFound: false),
    ]

    /// Lines 50 m to the right of the border, and at the comparison farther left by the part of the shift that lies across each edge: -east sin h + north cos h.
    private func compared(_ row: Row) throws -> (FenceComparison, Route) {
        let headings = (0..<row.edges).map { $0 % 2 == 0 ? row.headings.0 : row.headings.1 }
        // About the plane's meridian, and a little more border than fence.
        var places = [(-125 * Double(row.edges), 0.0)]
        for heading in headings + [row.headings.0] {
            let (sine, cosine) = Degrees(heading).sineAndCosine
            let last = places[places.count - 1]
            places.append((last.0 + 250 * cosine, last.1 + 250 * sine))
        }
        let route = try Route(id: "r", parts: [Polyline(places.map { LocalPlane.position($0.0, $0.1) })])
        func across(_ heading: Double) -> Double {
            let (sine, cosine) = Degrees(heading).sineAndCosine
            return -row.shift.0 * sine + row.shift.1 * cosine
        }
        let end = 250 * Double(row.edges)
        func edges(_ remainder: Int) -> [(Double, Double)] {
            (0..<row.edges).filter { $0 % 2 == remainder }.map { (250 * Double($0), 250 * Double($0 + 1)) }
        }
        let fences = [
            Sample.fence("before", .primary, [(0, end)], to: "2021-01-01"),
            Sample.fence("even", .primary, edges(0), from: "2021-01-01", offset: -50 + across(row.headings.0)),
            Sample.fence("odd", .primary, edges(1), from: "2021-01-01", offset: -50 + across(row.headings.1)),
        ]
        let seen = Sample.set((0, end))
        return (FenceChangeTests.compare(fences, observed: (seen, seen)), route)
    }

    @Test(arguments: rows) func theShiftIsFoundWhereTheBorderTurns(row: Row) throws {
        let (comparison, route) = try compared(row)
        #expect(comparison.shifts.count == row.edges)
        let found = comparison.commonShift(on: route)
        #expect((found != nil) == row.isFound)
        if let found {
            #expect(isNear(found.east, row.shift.0, 0.05) && isNear(found.north, row.shift.1, 0.05), "\(found)")
            #expect(isNear(found.border.value, 250 * Double(row.edges), 1e-6) && found.isClear, "\(found)")
        }
    }

    /// No piece has both ends on a route of 100 m: there is nothing to estimate from.
    @Test func piecesThatLieOnNoBorderSayNothing() throws {
        let (comparison, _) = try compared(Self.rows[3])
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (100, 0)))
        #expect(comparison.commonShift(on: route) == nil)
    }
}
