import LineStatistics
import LinearReferencing

/// Two objects taken for the same one.
package struct MatchedPair: Hashable, Sendable {
    /// Index in the first set (reference, baseline), and in the second (detections, comparison).
    package var first: Int
    package var second: Int
    /// Distance under the rule: on the ground or along the route, after a removed shift.
    package var distance: Metres
    package var sameKind: Bool
    /// Second minus first on the ground, with no shift removed.
    package var east: Metres
    package var north: Metres
    /// Second minus first along the route and across it (positive left); `nil` where one of the two is not located.
    package var along: Metres?
    package var across: Metres?
}

/// Which objects of two sets are the same: minimum-cost one-to-one assignment within a gate.
package struct PointMatching: Sendable {
    package var rule: MatchRule
    /// In order of the first set.
    package var pairs: [MatchedPair]
    package var unmatchedFirst: [Int]
    package var unmatchedSecond: [Int]
    /// Median of second minus first that was taken off before the last pass; `nil` where none was asked for or fewer than 3 pairs showed it.
    /// The median, because wrong pairs of an early pass pull a mean. Along the route only `east` is used, as metres along.
    package var removedShift: (east: Metres, north: Metres)?
    /// Objects in the largest group linked by gates: above 2,000 the gate is too wide to mean much.
    package var largestComponent: Int
    /// Both sets have points with a sigma, so that some gates were taken from it.
    package var usedSigma: Bool
    /// Objects of the second set with any of the first within their gate; `nil` where a shift was removed.
    private var reached: [Bool]?

    /// Matches two sets. One million against one million within 50 m takes about a second on four cores.
    ///
    /// Ties go to the objects that come first in the input. Objects without a position on the earth match nothing.
    /// O((n + m) log (n + m)) plus the cost of the assignment.
    package init(
        _ first: ValidationPoints, _ second: ValidationPoints, rule: MatchRule, jobs: Int? = nil
    ) throws(MatchError) {
        try self.init(of: first, second, rule: rule, jobs: jobs)
    }

    /// `known` are differences of pairs that are no matter of distance; they take part in the shift, which at least `leastShiftPairs`
    /// pairs must show.
    init(
        of first: ValidationPoints, _ second: ValidationPoints, rule: MatchRule,
        sharing known: [(east: Double, north: Double)] = [], leastShiftPairs: Int = 3, jobs: Int?
    ) throws(MatchError) {
        self.rule = rule
        var pass = try Pass(first, second, rule: rule, shift: (0, 0), jobs: jobs)
        if rule.removesShift {
            for _ in 0..<Self.shiftPasses {
                guard let shift = pass.medianShift(rule.metric, known, least: leastShiftPairs) else { break }
                let isStable = removedShift.map {
                    ($0.east.value - shift.east).magnitude + ($0.north.value - shift.north).magnitude < 0.01
                }
                if isStable ?? false { break }
                pass = try Pass(first, second, rule: rule, shift: shift, jobs: jobs)
                removedShift = (Metres(shift.east), Metres(shift.north))
            }
        }
        usedSigma = Self.hasSigma(first) && Self.hasSigma(second)
        reached = removedShift == nil ? pass.reached : nil
        pairs = pass.pairs
        largestComponent = pass.largestComponent
        var firstTaken = [Bool](repeating: false, count: first.count)
        var secondTaken = [Bool](repeating: false, count: second.count)
        for pair in pairs {
            firstTaken[pair.first] = true
            secondTaken[pair.second] = true
        }
        unmatchedFirst = firstTaken.indices.filter { !firstTaken[$0] }
        unmatchedSecond = secondTaken.indices.filter { !secondTaken[$0] }
    }

    private static func hasSigma(_ objects: ValidationPoints) -> Bool {
        objects.withColumns { columns in objects.indices.contains { columns.sigma($0) != nil } }
    }

    /// What is doubtful about the matching itself.
    package var findings: [Finding] { gateFindings + componentFindings }

    private var gateFindings: [Finding] {
        guard rule.usesSigma, usedSigma else { return [] }
        return [
            Finding(
                rule: "gate-of-95-per-cent", severity: .note,
                sentence:
                    "The gate by sigma_m holds 95 % of true pairs: up to one in twenty counts as missed and as made up, and totals from overlap come out that much too high.",
                remedy: "Take a fixed distance with \(.fixedDistance) where objects are far apart.")
        ]
    }

    var componentFindings: [Finding] {
        guard largestComponent > 2000 else { return [] }
        return [
            Finding(
                rule: "matching-gate-wide", severity: .warning,
                sentence: "\(largestComponent) objects are linked by the matching distance: who matches whom is nearly free.",
                remedy: "Give a smaller \(.maximumDistance) or truer sigma_m.")
        ]
    }

    /// Further passes with the shift that the pass before showed.
    private static let shiftPasses = 3

    /// How many of some objects of the second set have any of the first within their gate under this rule, after the removed shift.
    func countReached(_ indices: [Int], of second: ValidationPoints, _ first: ValidationPoints, jobs: Int?) throws(MatchError)
        -> Int
    {
        if let reached { return indices.count { reached[$0] } }
        return try candidateCounts(second.selected(at: indices), first, jobs: jobs).count { $0 > 0 }
    }

    /// For each of some objects, how many of others lie within its gate under this rule, after the removed shift.
    private func candidateCounts(_ objects: ValidationPoints, _ others: ValidationPoints, jobs: Int?) throws(MatchError) -> [Int]
    {
        // The objects are of the second set: the shift comes off them, which is the same as adding it to the others.
        let shift = (east: -(removedShift?.east.value ?? 0), north: -(removedShift?.north.value ?? 0))
        let candidates: CandidatePairs
        switch rule.metric {
        case .planar: candidates = try .planar(objects, others, rule: rule, shift: shift, jobs: jobs)
        case .alongRoute: candidates = try .alongRoute(objects, others, rule: rule, shift: shift.east)
        }
        var counts = [Int](repeating: 0, count: objects.count)
        for (row, object) in candidates.rowObjects.enumerated() {
            counts[Int(object)] = Int(candidates.pairs.starts[row + 1] - candidates.pairs.starts[row])
        }
        return counts
    }

    private struct Pass {
        var pairs: [MatchedPair]
        var largestComponent: Int
        /// Objects of the second set with any of the first within their gate.
        var reached: [Bool]

        func medianShift(
            _ metric: MatchRule.Metric, _ known: [(east: Double, north: Double)], least: Int
        ) -> (east: Double, north: Double)? {
            guard pairs.count + known.count >= least else { return nil }
            func median(_ values: [Double]) -> Double {
                let sorted = values.sorted()
                return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            }
            switch metric {
            case .planar:
                return (
                    median(pairs.map(\.east.value) + known.map(\.east)), median(pairs.map(\.north.value) + known.map(\.north))
                )
            case .alongRoute: return (median(pairs.compactMap(\.along?.value)), 0)
            }
        }

        init(
            _ first: ValidationPoints, _ second: ValidationPoints, rule: MatchRule, shift: (east: Double, north: Double),
            jobs: Int?
        ) throws(MatchError) {
            let candidates: CandidatePairs
            switch rule.metric {
            case .planar: candidates = try .planar(first, second, rule: rule, shift: shift, jobs: jobs)
            case .alongRoute: candidates = try .alongRoute(first, second, rule: rule, shift: shift.east)
            }
            reached = [Bool](repeating: false, count: second.count)
            for column in candidates.pairs.columns { reached[Int(candidates.columnObjects[Int(column)])] = true }
            let assignment = SparseAssignment(candidates.pairs, objective: rule.objective, jobs: jobs)
            largestComponent = assignment.largestComponent
            var partner = [Int32](repeating: -1, count: first.count)
            for (row, column) in assignment.columns.enumerated() where column >= 0 {
                partner[Int(candidates.rowObjects[row])] = candidates.columnObjects[Int(column)]
            }
            let partners = partner
            let pieces = Parallel.pieces(of: first.count, atLeast: 8192, jobs: jobs)
            let parts = Parallel.map(pieces.count, jobs: jobs) { piece in
                var pairs: [MatchedPair] = []
                pairs.reserveCapacity(pieces[piece].count)
                first.withColumns { first in
                    second.withColumns { second in
                        for index in pieces[piece] where partners[index] >= 0 {
                            pairs.append(
                                MatchedPair(
                                    index, of: first, with: Int(partners[index]), of: second, metric: rule.metric, shift: shift))
                        }
                    }
                }
                return pairs
            }
            pairs = parts.count == 1 ? parts[0] : Array(parts.joined())
        }
    }
}

extension MatchedPair {
    fileprivate init(
        _ i: Int, of a: ValidationPoints.Columns, with j: Int, of b: ValidationPoints.Columns, metric: MatchRule.Metric,
        shift: (east: Double, north: Double)
    ) {
        first = i
        second = j
        let difference = GroundScale.difference(a.position(i), b.position(j))
        east = Metres(difference.east)
        north = Metres(difference.north)
        along = a.measure(i).flatMap { start in b.measure(j).map { $0 - start } }
        across = a.offset(i).flatMap { start in b.offset(j).map { Metres($0.metres - start.metres) } }
        sameKind = a.kind(i) == b.kind(j)
        switch metric {
        case .planar:
            let (x, y) = (difference.east - shift.east, difference.north - shift.north)
            distance = Metres((x * x + y * y).squareRoot())
        case .alongRoute:
            distance = Metres(((along?.value ?? 0) - shift.east).magnitude)
        }
    }
}
