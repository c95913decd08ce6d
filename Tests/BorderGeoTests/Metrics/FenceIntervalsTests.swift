import TestSupport
import Testing

@testable import BorderBase
@testable import BorderModel
@testable import LinearReferencing

/// Which pieces of border and fence a comparison is made of.
@Suite struct FenceIntervalsTests {
    /// A fence since 2021 of parts that are each from one measure to another over some metres; from a measure to the same its foot stands still.
    private static func fence(_ parts: (from: Double, to: Double, metres: Double)...) -> LocatedFence { fence(parts) }

    private static func fence(_ parts: [(from: Double, to: Double, metres: Double)]) -> LocatedFence {
        var profile = FenceProfile(end: Measure(1_000_000))
        for (i, part) in parts.enumerated() {
            let start = GeoPosition(longitude: 129 + Double(i) * 0.01, latitude: 42)
            profile.startPart(source: i, at: start)
            profile.append(
                FenceProfile.Step(
                    alongFrom: 0, alongTo: part.metres, from: part.from, to: part.to, offsetFrom: -50, offsetTo: -50,
                    stretch: .along))
            profile.endPart(at: GeoPosition(longitude: start.longitude + 0.005, latitude: 42))
        }
        return LocatedFence(
            fence: FenceLine(id: "f", layer: .primary, parts: [], lifetime: Lifetime(validFrom: Sample.date("2021-01-01"))),
            location: FenceLocation(
                profile: profile, length: Metres(parts.reduce(0) { $0 + $1.metres }), options: FenceOptions()))
    }

    /// 40 m of fence at one measure. What was observed begins or ends millimetres beside it, and on whole centimetres the two would change places.
    @Test(
        arguments: [
            (50.004, [(50.003, 100.0)], true), (49.996, [(0, 49.998)], true), (75, [(50, 100)], true),
            (30, [(50, 100)], false), (80, [(0, 50)], false), (50, [(0, 40), (60, 100)], false),
        ] as [(Double, [(Double, Double)], Bool)])
    func metresAtOnePlaceAreNewWhereItWasObserved(place: Double, observed: [(Double, Double)], isSeen: Bool) throws {
        let seen = MeasureSpanSet(observed.map { Sample.span($0.0, $0.1) })
        let comparison = FenceChangeTests.compare([Self.fence((place, place, 40))], observed: (seen, seen))
        #expect(comparison.fencePieces.count == (isSeen ? 1 : 0))
        let change = try comparison.change(in: Sample.domain((0, 100)))
        #expect(FenceChangeTests.ledger(change) == (isSeen ? [.new: 40] : [:]))
    }

    /// Of a fence that reaches 5 mm into what was observed, one thousandth of its border, a thousandth of its metres is there; also where it has metres at one place
    /// that nobody observed, or that somebody did.
    @Test(arguments: [([], 5), ([30], 5), ([30, 40], 5), ([70], 45)] as [([Double], Double)])
    func lessThanACentimetreObservedIsFence(places: [Double], new: Double) throws {
        let seen = Sample.set((50, 100))
        let parts = places.map { (from: $0, to: $0, metres: 40.0) } + [(from: 45, to: 50.005, metres: 5005)]
        let change = try FenceChangeTests.compare([Self.fence(parts)], observed: (seen, seen)).change(in: Sample.domain((0, 100)))
        let metres = try #require(FenceChangeTests.ledger(change)[.new])
        #expect((metres - new).magnitude < 1e-3, "\(metres) m")
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let fences: [LocatedFence]
        /// Of the comparison: from, to, metres, status.
        let pieces: [(Double, Double, Double, FenceStatus)]
        var testDescription: String { name }
    }

    static let rows = [
        // The border is cut every 250 m.
        Row(name: "one stretch is one piece", fences: [fence((0, 600, 660))], pieces: [(0, 600, 660, .new)]),
        Row(
            name: "stretches apart are two", fences: [fence((0, 100, 100), (150, 200, 60))],
            pieces: [(0, 100, 100, .new), (150, 200, 60, .new)]),
        // Ends within a centimetre are one place, 250 m. The foot stands still 12 mm before the stretch, which is farther than what joins spans.
        Row(
            name: "metres at one place are a piece of their own", fences: [fence((249.996, 249.996, 40), (250.008, 400, 150))],
            pieces: [(250, 250, 40, .new), (250, 400, 150, .new)]),
        Row(
            name: "what became of it parts a stretch",
            fences: [Sample.fence("old", .primary, [(0, 100)], to: "2021-01-01"), fence((0, 200, 200))],
            pieces: [(0, 100, 100, .unchanged), (100, 200, 100, .new)]),
    ]

    @Test(arguments: rows) func neighboursThatAgreeAreOnePiece(row: Row) {
        let seen = Sample.set((0, 1000))
        let found = FenceChangeTests.compare(row.fences, observed: (seen, seen)).fencePieces.filter { $0.epoch == .comparison }
        #expect(found.map(\.status) == row.pieces.map(\.3))
        #expect(found.map(\.span) == row.pieces.map { Sample.span($0.0, $0.1) })
        for (piece, expected) in zip(found, row.pieces) {
            #expect(isNear(piece.fenceLine.value, expected.2, 1e-6), "\(piece.fenceLine.value)")
        }
    }
}
