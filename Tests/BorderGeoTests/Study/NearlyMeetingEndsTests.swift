import BorderGeo
import TestSupport
import Testing

@testable import BorderStudy

@Suite struct NearlyMeetingEndsTests {
    private static let limit = Metres(30)

    private static func pairs(_ lines: [[Polyline<GeoPosition>]]) -> [NearlyMeetingEnds.Pair] {
        NearlyMeetingEnds(lines, within: limit) { _ in "primary" }.pairs
    }

    private static func line(_ positions: (Double, Double)...) -> [Polyline<GeoPosition>] {
        [Polyline(positions.map { GeoPosition(longitude: $0.0, latitude: $0.1) })]
    }

    /// 0.0001 degrees at 65 N are 4.7 m.
    @Test(arguments: [(179.99995, -179.99995), (-179.99995, 179.99995), (179.9, 179.9001), (180, -179.9999)])
    func endsAreNearAcrossTheAntimeridian(first: Double, second: Double) throws {
        let found = Self.pairs([Self.line((first, 65), (first, 64)), Self.line((second, 65), (second, 66))])
        let pair = try #require(found.first)
        #expect(found.count == 1 && pair.first.feature == 0 && pair.second.feature == 1)
        #expect((pair.distance.value - 4.7176).magnitude < 0.0005)
    }

    /// What lint says of a heap is what geodesic distances of all pairs say.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func pairsAreThoseOfAllEnds(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let centre = GeoPosition(longitude: seed % 2 == 0 ? 180 : 129, latitude: random.uniform(-80, 80))
        let size = [0.05, 1, 40, 200][Int(seed / 2 % 4)]
        let geodesic = Geodesic()
        func place() -> GeoPosition {
            geodesic.direct(
                from: centre, azimuth: Degrees(random.uniform(0, 360)), length: Metres(size * random.uniform(0, 1))
            ).position
        }
        var used: [GeoPosition] = []
        func end() -> GeoPosition {
            if let old = used.last, random.index(below: 8) == 0 { return old }
            used.append(place())
            return used[used.count - 1]
        }
        let lines = (0..<30).map { _ in (0..<1 + random.index(below: 2)).map { _ in Polyline([end(), place(), end()]) } }

        var ends: [NearlyMeetingEnds.End] = []
        for (feature, parts) in lines.enumerated() {
            for (part, line) in parts.enumerated() {
                ends.append(.init(feature: feature, part: part, isLast: false, position: line.positions[0]))
                ends.append(.init(feature: feature, part: part, isLast: true, position: line.positions[2]))
            }
        }
        func isOther(_ a: Int, _ b: Int) -> Bool { ends[a].feature != ends[b].feature || ends[a].part != ends[b].part }
        func nearest(_ i: Int) -> (end: Int, distance: Metres)? {
            ends.indices.filter { isOther(i, $0) }.map { ($0, geodesic.distance(ends[i].position, ends[$0].position)) }
                .min { $0.1 < $1.1 }
        }
        var expected: Set<[NearlyMeetingEnds.End]> = []
        for i in ends.indices {
            guard let j = nearest(i), j.end > i, nearest(j.end)?.end == i, j.distance > Metres(0.01), j.distance <= Self.limit
            else { continue }
            expected.insert([ends[i], ends[j.end]])
        }
        let found = Self.pairs(lines)
        #expect(Set(found.map { [$0.first, $0.second] }) == expected, "seed \(seed)")
        #expect(
            found.allSatisfy { ($0.distance - geodesic.distance($0.first.position, $0.second.position)).value.magnitude < 1e-4 })
    }
}
