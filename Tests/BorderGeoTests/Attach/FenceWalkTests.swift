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

/// Against places taken every half metre along the fence, each located on its own: no step of the walk is trusted.
@Suite struct FenceWalkTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let seed: UInt64
        /// Metres from the border, to either side, and how far the fence's own vertices stray from that.
        let offset: ClosedRange<Double>
        let noise: Double
        let step: Double
        var testDescription: String { "\(name), seed \(seed)" }
    }

    static let rows = [
        Row(name: "near a jagged border", seed: 1, offset: 5...40, noise: 2, step: 25),
        Row(name: "far from it", seed: 2, offset: 300...900, noise: 5, step: 40),
        Row(name: "in long edges", seed: 3, offset: 50...400, noise: 20, step: 600),
        Row(name: "across it", seed: 4, offset: 0...5, noise: 30, step: 80),
    ]

    @Test(arguments: rows)
    func whatIsNearestBetweenSamplesIsWhatADenseWalkFinds(row: Row) throws {
        let route = try SampleBorder.fine.route()
        var random = SeededGenerator(seed: row.seed)
        let options = FenceOptions(corridor: Corridor(inward: .kilometres(3), outward: .kilometres(3)))
        for _ in 0..<6 {
            let start = random.uniform(0...route.length.value - 3000)
            let offset = random.uniform(row.offset) * (random.uniform(0...1) < 0.5 ? -1 : 1)
            let positions = try stride(from: start, through: start + 1200, by: row.step).map {
                try route.position(at: Measure($0), offset: Offset(offset + random.uniform(-row.noise...row.noise)))
            }
            try check(route, options, positions, row)
        }
    }

    /// From the middle of an arc every piece of it is about as near: the hardest case for the envelope.
    @Test func insideAnArcThatIsEquallyNearEverywhere() throws {
        let arc = (0...5000).map { i -> (Double, Double) in
            let (sine, cosine) = Degrees(Double(i) * 0.06).sineAndCosine
            return (1000 * cosine, 1000 * sine)
        }
        let route = try Route(id: "arc", parts: [Polyline(arc.map { LocalPlane.position($0.0, $0.1) })])
        let options = FenceOptions(corridor: Corridor(inward: .kilometres(3), outward: .kilometres(3)))
        let row = Row(name: "inside an arc", seed: 0, offset: 0...0, noise: 0, step: 0)
        try check(route, options, [LocalPlane.position(-60, 5), LocalPlane.position(40, -3), LocalPlane.position(45, 40)], row)
    }

    /// Edges of every length that positions have are metres of fence: a wall digitised every 2 mm, 0.3 m, 0.9 m.
    @Test(arguments: [0.002, 0.3, 0.9, 1.7]) func shortEdgesAreMetresOfFence(step: Double) throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (1000, 0)))
        let positions = (0...300).map { LocalPlane.position(200 + Double($0) * step, $0 % 2 == 0 ? 40 : 40 + step / 2) }
        let location = FenceLocator(route: route).locate([Polyline(positions)])
        let length = zip(positions, positions.dropFirst()).reduce(0) { $0 + Geodesic().distance($1.0, $1.1).value }
        #expect(isNear(location.length.value, length, 1e-6))
        #expect(isNear(location.along.value, length, 1e-6))
        #expect(isNear(location.events.reduce(0) { $0 + $1.span.length.value }, 300 * step, 2e-3))
    }

    /// Where no corridor reaches the feet are those of the two ends of a leg: of its own, not of the leg before it.
    @Test func farAwayEveryLegHasItsOwnFeet() throws {
        let route = try LocalPlane.route(LocalPlane.line((0, 0), (20_000, 0), (40_000, 0)))
        let places = [(2000.0, 60_000.0), (9000, 60_000), (31_000, 60_000), (38_000, 60_000), (21_000, 60_000), (3000, 60_000)]
        let found = FenceLocator(route: route).locate([Polyline(places.map { LocalPlane.position($0.0, $0.1) })])
        var ends: [Double] = []
        found.profile.forEachStep { step in
            if ends.isEmpty { ends.append(step.from) }
            if (step.to - (ends.last ?? 0)).magnitude > 1 { ends.append(step.to) }
        }
        for (x, _) in places {
            let measure = route.locate(LocalPlane.position(x, 60_000)).measure.metres
            #expect(ends.contains { ($0 - measure).magnitude < 5 }, "\(measure) is not among \(ends)")
        }
    }

    private func check(_ route: Route, _ options: FenceOptions, _ positions: [GeoPosition], _ row: Row) throws {
        let line = Polyline(positions)
        let found = FenceLocator(route: route, options: options).locate([line])
        let part = try #require(found.profile.parts.first)
        var steps: [FenceProfile.Step] = []
        found.profile.forEachStep(of: part) { steps.append($0) }
        // Nothing of the fence is lost, and each step goes on where the last one ended.
        #expect(isNear(steps.reduce(0) { $0 + $1.length }, found.length.value, 1e-6), "\(row)")
        for (a, b) in zip(steps, steps.dropFirst()) { #expect(isNear(a.along.to, b.along.from, 1e-6), "\(row)") }
        for step in steps {
            // A place inside the step, located alone.
            for t in stride(from: min(0.25, 0.25 / step.length), to: 1, by: max(0.5 / step.length, 0.05)) {
                let along = step.along.from + t * step.length
                let p = try #require(line.stretch(from: 0, to: along).positions.last)
                let place = route.locate(p)
                let offset = step.offsetFrom + t * (step.offsetTo - step.offsetFrom)
                #expect(isNear(place.offset.metres.magnitude, offset.magnitude, 0.11), "\(row): \(t) of \(step)")
                let measure = step.from + t * (step.to - step.from)
                // At a place as near to two, either may be meant: the other one is no farther.
                let other = try route.position(at: Measure(measure))
                let isTie = Geodesic().distance(other, p).value < place.offset.metres.magnitude + 0.01
                #expect(isNear(place.measure.metres, measure, 0.02) || isTie, "\(row): \(t) of \(step)")
                let isSameSide = place.offset.metres * offset > 0 || offset.magnitude < 0.2
                #expect(isSameSide || !isNear(place.measure.metres, measure, 0.11), "\(row): \(t) of \(step)")
            }
        }
    }
}
