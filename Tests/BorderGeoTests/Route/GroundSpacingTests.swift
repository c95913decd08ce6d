import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite struct GroundSpacingTests {
    /// Against every pair, measured by geodesics; tolerance a millionth and, since the neighbour is chosen in the plane, 1.5e-8 a metre.
    @Test(arguments: [
        ("even", 3000, 1.0), ("in clusters of metres", 3000, 1e-5), ("few", 3, 1.0), ("two", 2, 0.1),
    ])
    func nearestIsTheLeastOfAll(name: String, count: Int, spread: Double) throws {
        let seed: UInt64 = 41
        var random = SeededGenerator(seed: seed)
        let centres = (0..<20).map { _ in
            GeoPosition(longitude: random.uniform(124...130), latitude: random.uniform(40...43))
        }
        let points = (0..<count).map { i in
            let c = centres[i % centres.count]
            return GeoPosition(
                longitude: c.longitude + spread * random.uniform(-1...1), latitude: c.latitude + spread * random.uniform(-1...1))
        }
        let geodesic = Geodesic()
        let found = GroundSpacing.nearest(points, jobs: 2)
        for i in stride(from: 0, to: count, by: max(count / 100, 1)) {
            let truth = points.indices.filter { $0 != i }.map { geodesic.distance(points[i], points[$0]).value }.min()
            let distance = try #require(found[i]?.value)
            let expected = try #require(truth)
            #expect(abs(distance - expected) < expected * (1e-6 + expected * 1.5e-8) + 1e-6, "\(name), seed \(seed), point \(i)")
        }
    }

    @Test func sameAnswersOnAnyNumberOfThreads() {
        var random = SeededGenerator(seed: 5)
        let points = (0..<20_000).map { _ in
            GeoPosition(longitude: random.uniform(124...130), latitude: random.uniform(40...43))
        }
        let one = GroundSpacing.nearest(points, jobs: 1)
        #expect(one == GroundSpacing.nearest(points, jobs: 2))
        #expect(one == GroundSpacing.nearest(points, jobs: 4))
        #expect(one.allSatisfy { $0 != nil })
    }

    @Test func duplicatesLonersAndNoPlaces() {
        let here = GeoPosition(longitude: 126, latitude: 41)
        let far = GeoPosition(longitude: 126, latitude: 42)
        let nowhere = GeoPosition(longitude: .nan, latitude: 41)
        #expect(GroundSpacing.nearest([]) == [])
        #expect(GroundSpacing.nearest([here]) == [nil])
        #expect(GroundSpacing.nearest([here, nowhere]) == [nil, nil])
        let distances = GroundSpacing.nearest([here, here, far, nowhere])
        #expect(distances[0] == .zero)
        #expect(distances[1] == .zero)
        // One degree of meridian from 41 N, by GeographicLib: 111,063.588 m.
        #expect(abs((distances[2]?.value ?? 0) - 111_063.588) < 0.01)
        #expect(distances[3] == nil)
    }

    /// Twenty thousand points at one place and as many in a line: with a linear search for each this takes minutes.
    @Test func clustersHaveNeighbours() {
        let cluster = [GeoPosition](repeating: GeoPosition(longitude: 126, latitude: 41), count: 20_000)
        let line = (0..<20_000).map { GeoPosition(longitude: 127, latitude: 41 + Double($0) * 1e-9) }
        let distances = GroundSpacing.nearest(cluster + line)
        #expect(distances.prefix(20_000).allSatisfy { $0 == .zero })
        #expect(distances.suffix(20_000).allSatisfy { ($0?.value ?? 1) < 0.01 })
    }
}
