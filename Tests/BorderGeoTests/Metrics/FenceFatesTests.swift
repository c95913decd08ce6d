import TestSupport
import Testing

@testable import BorderModel
@testable import LinearReferencing

@Suite struct FenceFatesTests {
    /// Two parts, one along y = 0 and one along x = 200; of the third that is named there is none.
    @Test func tracksAreCutFromThePartTheyName() {
        let fence = FenceLine(
            id: "f", layer: .primary, parts: [LocalPlane.line((0, 0), (100, 0)), LocalPlane.line((200, 0), (200, 100))])
        let lines = fence.lines(along: [
            FenceTrack(source: 0, from: 10, to: 20), FenceTrack(source: 0, from: 30, to: 40),
            FenceTrack(source: 1, from: 5, to: 25), FenceTrack(source: 2, from: 0, to: 10),
        ])
        let expected = [[(10.0, 0.0), (20, 0)], [(30, 0), (40, 0)], [(200, 5), (200, 25)]]
        #expect(lines.map(\.positions.count) == [2, 2, 2])
        for (line, ends) in zip(lines, expected) {
            for (position, end) in zip(line.positions, ends) {
                let place = LocalPlane.projection.project(position)
                #expect(isNear(place.easting, end.0, 1e-3) && isNear(place.northing, end.1, 1e-3), "\(place)")
            }
        }
    }
}
