import TestSupport
import Testing

@testable import BorderBase
@testable import BorderModel
@testable import LinearReferencing

/// What must not matter: how a fence that stood at both epochs was drawn, and where an area is cut.
@Suite struct FenceInvarianceTests {
    /// A border of bends some hundred metres wide and a fence that follows it at some distance, vertices off any bisector.
    struct Scene {
        var route: Route
        var fence: [GeoPosition]

        init(seed: UInt64) throws {
            var random = SeededGenerator(seed: seed)
            var border: [(Double, Double)] = []
            var y = 0.0
            for x in stride(from: 0.0, through: 12_000, by: 400) {
                border.append((x + random.uniform(-60...60), y))
                y = min(max(y + random.uniform(-180...180), -500), 500)
            }
            route = try Route(id: "border", parts: [Polyline(border.map { LocalPlane.position($0.0, $0.1) })])
            let offset = -random.uniform(20...70)
            var fence: [GeoPosition] = []
            for s in stride(from: 700.0, through: route.length.value - 700, by: 90) {
                fence.append(
                    try route.position(at: Measure(s + random.uniform(-8...8)), offset: Offset(offset + random.uniform(-3...3))))
            }
            self.fence = fence
        }
    }

    enum Redrawing: String, CaseIterable {
        case inThreePieces, theOtherWay, withMoreVertices, asOneRecordOfParts, withNoise

        func lines(_ fence: [GeoPosition], _ random: inout SeededGenerator) -> [[[GeoPosition]]] {
            let third = fence.count / 3
            let pieces = [Array(fence[...third]), Array(fence[third...(2 * third)]), Array(fence[(2 * third)...])]
            switch self {
            // In another order, too.
            case .inThreePieces: return [[pieces[2]], [pieces[0]], [pieces[1]]]
            case .theOtherWay: return [[fence.reversed()]]
            case .withMoreVertices:
                return [
                    [
                        zip(fence, fence.dropFirst()).flatMap { [$0, $0.between($1, 0.3), $0.between($1, 0.7)] } + [
                            fence[fence.count - 1]
                        ]
                    ]
                ]
            case .asOneRecordOfParts: return [[pieces[0], pieces[1], pieces[2]]]
            case .withNoise:
                return [
                    [
                        fence.map { p in
                            Geodesic().direct(
                                from: p, azimuth: Degrees(random.uniform(-180...180)), length: Metres(random.uniform(0...4))
                            )
                            .position
                        }
                    ]
                ]
            }
        }
    }

    @Test(arguments: Redrawing.allCases, [1, 2, 3, 4, 5, 6] as [UInt64])
    func aFenceDrawnOtherwiseIsUnchanged(redrawing: Redrawing, seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        var random = SeededGenerator(seed: seed &+ 1000)
        let before = [record("before", [scene.fence], to: "2021-01-01")]
        let after = redrawing.lines(scene.fence, &random).enumerated().map { record("after-\($0)", $1, from: "2021-01-01") }
        let comparison = try compare(before + after, on: scene.route)
        let change = try comparison.change(in: MetricDomain(id: "all", spans: scene.route.whole))
        let ledger = change.fenceLine
        let why = "\(redrawing.rawValue), seed \(seed): \(ledger)"
        #expect(ledger.new == .zero && ledger.removed == .zero && ledger.upgraded == .zero, "\(why)")
        let drawn =
            comparison.comparison.fenceLine(over: scene.route.whole.spans)
            - comparison.baseline.fenceLine(over: scene.route.whole.spans)
        #expect(isNear(ledger.redrawn.value, drawn.value, 2e-3), "\(why)")
        if redrawing != .withNoise { #expect(isNear(ledger.redrawn.value, 0, 0.05), "\(why)") }
        let moved = [ChangeClass.new, .removed, .layerAdded, .layerLost, .lineAdded, .lineLost, .realigned].reduce(0) {
            $0 + change.border($1).value
        }
        // Noise moves the two ends of the fence along the border, and that is redrawn.
        let redrawn = comparison.fencePieces.reduce(0) { $0 + ($1.status == .redrawn ? $1.span.length.value : 0) }
        #expect(moved <= redrawn + 0.05 && redrawn <= (redrawing == .withNoise ? 12 : 0.05), "\(why): \(moved) m of border")
    }

    /// Images of one epoch that lie 6 m too far east and 5 m too far south: every line is still the same line, by how much it lies off is found, and nothing is taken out.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func aShiftOfImagesIsReportedAndNotTakenOut(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        func moved(_ east: Double, _ north: Double) -> [GeoPosition] {
            scene.fence.map { p in
                let scale = GroundScale(latitude: p.latitude)
                return GeoPosition(longitude: p.longitude + east / scale.east, latitude: p.latitude + north / scale.north)
            }
        }
        func comparison(_ east: Double, _ north: Double) throws -> FenceComparison {
            try compare(
                [record("before", [scene.fence], to: "2021-01-01"), record("after", [moved(east, north)], from: "2021-01-01")],
                on: scene.route)
        }
        let shifted = try comparison(6, -5)
        let shift = try #require(shifted.commonShift(on: scene.route))
        #expect(isNear(shift.east, 6, 1) && isNear(shift.north, -5, 1), "seed \(seed): \(shift)")
        #expect(shift.isClear && shift.border.value > 5000, "seed \(seed): \(shift)")
        let finding = try #require(shifted.findings(on: scene.route).first { $0.rule == "image-shift" })
        #expect(finding.sentence.contains("nothing was taken out"))
        let ledger = try shifted.change(in: MetricDomain(id: "all", spans: scene.route.whole)).fenceLine
        #expect(ledger.new == .zero && ledger.removed == .zero && ledger.realigned == .zero, "seed \(seed): \(ledger)")
        let offsets = shifted.shifts.map(\.shift.magnitude)
        #expect((offsets.max() ?? 0) > 3, "the offsets are those of the lines as drawn")
        let still = try comparison(0, 0)
        #expect(!still.findings(on: scene.route).contains { $0.rule == "image-shift" }, "seed \(seed)")
    }

    @Test func whatPairsLeaveInDoubtIsReportedOnce() throws {
        let scene = try Scene(seed: 1)
        func pair(_ sigma: Double?, rows: (Int, Int)) throws -> [String] {
            var (before, after) = (
                record("before", [scene.fence], to: "2021-01-01"), record("after", [scene.fence], from: "2021-01-01")
            )
            (before.rows, after.rows) = rows
            before.provenance.sigma = sigma.map { Metres($0) }
            after.provenance.sigma = sigma.map { Metres($0) }
            return try compare([before, after], on: scene.route).findings(on: scene.route).map(\.rule)
        }
        #expect(try pair(nil, rows: (2, 1)) == ["fewer-rows", "sigma-missing"])
        #expect(try pair(5, rows: (2, 1)) == ["fewer-rows"])
        #expect(try pair(5, rows: (1, 2)) == [])
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func twoHalvesOfAnAreaAddUpToTheWhole(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        var random = SeededGenerator(seed: seed &+ 2000)
        let fences = [
            record("a", [scene.fence], to: "2021-01-01"),
            record("b", Redrawing.withNoise.lines(scene.fence, &random)[0], from: "2021-01-01"),
            record("c", [Array(scene.fence[20..<50])], from: "2021-01-01", layer: .secondary),
        ]
        let comparison = try compare(fences, on: scene.route)
        let (from, to) = (Measure(900.5), Measure(9_000.25))
        let cut = Measure(random.uniform(1_000...8_900))
        func change(_ a: Measure, _ b: Measure) throws -> FenceChange {
            try comparison.change(in: MetricDomain(id: "area", spans: MeasureSpanSet(MeasureSpan(a, b))))
        }
        let whole = try change(from, to)
        let parts = try [change(from, cut), change(cut, to)]
        for changeClass in ChangeClass.allCases {
            let sum = parts.reduce(0) { $0 + $1.border(changeClass).value }
            #expect(isNear(sum, whole.border(changeClass).value, 1e-3), "\(changeClass), cut at \(cut.metres), seed \(seed)")
        }
        for status in FenceStatus.allCases {
            let sum = parts.reduce(0) { $0 + $1.fenceLine[status].value }
            // Each is rounded to the millimetre.
            #expect(isNear(sum, whole.fenceLine[status].value, 2.1e-3), "\(status), cut at \(cut.metres), seed \(seed)")
        }
        for inventory in [comparison.baseline, comparison.comparison] {
            func line(_ a: Measure, _ b: Measure) -> Double { inventory.fenceLine(over: [MeasureSpan(a, b)]).value }
            #expect(isNear(line(from, cut) + line(cut, to), line(from, to), 1e-6), "cut at \(cut.metres), seed \(seed)")
        }
    }

    /// Every metre that a figure of the ledger holds belongs to one piece.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func piecesByStatusAddUpToTheLedger(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        let fences = [
            record("a", [scene.fence], to: "2021-01-01"), record("b", [Array(scene.fence[10...])], from: "2021-01-01"),
            record("c", [Array(scene.fence[..<40])], layer: .tertiary),
        ]
        let comparison = try compare(fences, on: scene.route)
        let ledger = try comparison.change(in: MetricDomain(id: "all", spans: scene.route.whole)).fenceLine
        for status in FenceStatus.allCases where status != .redrawn {
            let sum = comparison.standingPieces.filter { $0.status == status }.reduce(0) { $0 + $1.fenceLine.value }
            #expect(isNear(sum, ledger[status].value, 2e-3), "\(status), seed \(seed)")
        }
    }

    private func record(
        _ id: String, _ parts: [[GeoPosition]], from: String? = nil, to: String? = nil, layer: FenceLayer = .primary
    ) -> FenceLine {
        FenceLine(
            id: id, layer: layer, parts: parts.map { Polyline($0) },
            lifetime: Lifetime(validFrom: from.map(Sample.date), validTo: to.map(Sample.date)))
    }

    private func compare(_ fences: [FenceLine], on route: Route) throws -> FenceComparison {
        let assets = LocatedAssets(
            facilities: [], fences: fences, patrolPaths: [], on: route, fenceOptions: FenceOptions(), jobs: 1)
        return FenceComparison(
            baseline: Inventory(epoch: Sample.before, assets: assets, observed: route.whole),
            comparison: Inventory(epoch: Sample.after, assets: assets, observed: route.whole))
    }
}
