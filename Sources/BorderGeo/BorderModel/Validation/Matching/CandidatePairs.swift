import BorderBase
import LineStatistics
import LinearReferencing

/// All pairs of two sets that lie within their gate, as input of an assignment.
struct CandidatePairs: Sendable {
    /// Rows and columns are objects sorted by place; `rowObjects` and `columnObjects` give their indices in the caller's arrays.
    var pairs: SparseAssignment.Pairs
    var rowObjects: [Int32]
    var columnObjects: [Int32]

    /// Two hundred million pairs are some 2.4 GB.
    package static let limit = 200_000_000

    fileprivate struct Part: Sendable {
        var counts: [Int32] = []
        var columns: [Int32] = []
        var costs: [Double] = []
    }

    fileprivate init(parts: [Part], rowObjects: [Int32], columnObjects: [Int32]) {
        var starts: [Int32] = [0]
        starts.reserveCapacity(rowObjects.count + 1)
        var total: Int32 = 0
        for part in parts {
            for count in part.counts {
                total += count
                starts.append(total)
            }
        }
        pairs = SparseAssignment.Pairs(
            starts: starts, columns: parts.count == 1 ? parts[0].columns : Array(parts.map(\.columns).joined()),
            costs: parts.count == 1 ? parts[0].costs : Array(parts.map(\.costs).joined()), columnCount: columnObjects.count,
            rowRanks: rowObjects, columnRanks: columnObjects)
        self.rowObjects = rowObjects
        self.columnObjects = columnObjects
    }
}

extension CandidatePairs {
    /// Pairs by distance on the ground: sort by rows of gate height, then one sweep. O(n log n + pairs tested).
    static func planar(
        _ first: ValidationPoints, _ second: ValidationPoints, rule: MatchRule, shift: (east: Double, north: Double), jobs: Int?
    ) throws(MatchError) -> CandidatePairs {
        let a = GroundPoints.columns(of: first, jobs: jobs)
        let b = GroundPoints.columns(of: second, shift: shift, jobs: jobs)
        guard let grid = GroundPoints.Grid(a, b, gate: rule.widestGate(first, second)) else {
            return CandidatePairs(parts: [], rowObjects: [], columnObjects: [])
        }
        let sorted = Parallel.map(2, jobs: jobs) { GroundPoints($0 == 0 ? a : b, grid: grid) }
        let (rows, columns) = (sorted[0], sorted[1])
        let pieces = Parallel.pieces(of: rows.points.count, atLeast: 8192, jobs: jobs)
        let share = limit / max(1, pieces.count)
        let parts = Parallel.map(pieces.count, jobs: jobs) {
            sweep(pieces[$0], of: rows, against: columns, in: grid, rule: rule, limit: share)
        }
        guard parts.allSatisfy({ $0 != nil }) else { throw .tooManyCandidates(limit: limit) }
        return CandidatePairs(
            parts: parts.compactMap { $0 }, rowObjects: rows.points.map(\.index), columnObjects: columns.points.map(\.index))
    }

    /// `nil` where more than `limit` pairs were found.
    private static func sweep(
        _ range: Range<Int>, of rows: GroundPoints, against columns: GroundPoints, in grid: GroundPoints.Grid, rule: MatchRule,
        limit: Int
    ) -> Part? {
        var part = Part()
        part.counts.reserveCapacity(range.count)
        let fixed = rule.maximumDistance.value * rule.maximumDistance.value
        let factor = rule.usesSigma ? MatchRule.gateFactor * MatchRule.gateFactor : .nan
        // One cursor for each of the three rows around: it only moves on while the row stays the same.
        var cursors = [0, 0, 0]
        var ends = [0, 0, 0]
        var currentRow = -1
        var near = 0
        for index in range {
            let p = rows.points[index]
            let row = grid.row(p)
            if row != currentRow {
                if currentRow < 0 { near = columns.rows.partitioningIndex { Int($0) >= row - 1 } }
                currentRow = row
                // One by one: an array a row would be an allocation a row.
                let around = columns.around(row, near: &near)
                (cursors[0], ends[0]) = (around.0.lowerBound, around.0.upperBound)
                (cursors[1], ends[1]) = (around.1.lowerBound, around.1.upperBound)
                (cursors[2], ends[2]) = (around.2.lowerBound, around.2.upperBound)
            }
            let before = part.columns.count
            for k in 0..<3 {
                let end = ends[k]
                let west = p.longitude - grid.width
                var cursor = cursors[k]
                while cursor < end, columns.points[cursor].longitude < west { cursor += 1 }
                cursors[k] = cursor
                let east = p.longitude + grid.width
                while cursor < end {
                    let q = columns.points[cursor]
                    if q.longitude > east { break }
                    let dx = (p.east + q.east) * 0.5 * (q.longitude - p.longitude)
                    let dy = (p.north + q.north) * 0.5 * (q.latitude - p.latitude)
                    let squared = dx * dx + dy * dy
                    let spread = factor * (p.variance + q.variance)
                    let gate = spread.isNaN ? fixed : spread
                    if squared <= gate {
                        part.columns.append(Int32(cursor))
                        part.costs.append((gate > 0 ? squared / gate : 0) + (p.kind == q.kind ? 0 : rule.kindWeight))
                    }
                    cursor += 1
                }
            }
            part.counts.append(Int32(part.columns.count - before))
            if part.columns.count > limit { return nil }
        }
        return part
    }

    /// Pairs by difference of measures: sort and sweep. Objects without a measure take no part. `shift` is metres along the route.
    static func alongRoute(
        _ first: ValidationPoints, _ second: ValidationPoints, rule: MatchRule, shift: Double
    ) throws(MatchError) -> CandidatePairs {
        let widest = rule.widestGate(first, second)
        let found = first.withColumns { rows in
            second.withColumns { columns in
                alongRoute(
                    (rows, first.count), (columns, second.count), rule: rule, widest: widest, shift: shift)
            }
        }
        guard let found else { throw .tooManyCandidates(limit: limit) }
        return found
    }

    /// `nil` where there are more pairs than the limit.
    private static func alongRoute(
        _ first: (columns: ValidationPoints.Columns, count: Int), _ second: (columns: ValidationPoints.Columns, count: Int),
        rule: MatchRule, widest: Double, shift: Double
    ) -> CandidatePairs? {
        func sorted(
            _ points: (columns: ValidationPoints.Columns, count: Int), lessShift shift: Double
        ) -> [(s: Double, index: Int)] {
            (0..<points.count)
                .compactMap { index in
                    points.columns.measure(index).flatMap { $0.metres.isFinite ? (s: $0.metres - shift, index: index) : nil }
                }
                .sorted { ($0.s, $0.index) < ($1.s, $1.index) }
        }
        let (a, b) = (sorted(first, lessShift: 0), sorted(second, lessShift: shift))
        var part = Part()
        var lower = 0
        for (s, index) in a {
            let (sigma, kind) = (first.columns.sigma(index), first.columns.kind(index))
            while lower < b.count, b[lower].s < s - widest { lower += 1 }
            let before = part.columns.count
            var cursor = lower
            while cursor < b.count, b[cursor].s <= s + widest {
                let other = b[cursor].index
                let squared = (b[cursor].s - s) * (b[cursor].s - s)
                let gate = rule.squaredGate(sigma, second.columns.sigma(other))
                if squared <= gate {
                    part.columns.append(Int32(cursor))
                    part.costs.append(
                        (gate > 0 ? squared / gate : 0) + (kind == second.columns.kind(other) ? 0 : rule.kindWeight))
                }
                cursor += 1
            }
            part.counts.append(Int32(part.columns.count - before))
            if part.columns.count > limit { return nil }
        }
        return CandidatePairs(
            parts: [part], rowObjects: a.map { Int32($0.index) }, columnObjects: b.map { Int32($0.index) })
    }
}

extension MatchRule {
    /// The widest gate that any pair of two sets can have, in metres.
    fileprivate func widestGate(_ first: ValidationPoints, _ second: ValidationPoints) -> Double {
        func widest(_ objects: ValidationPoints) -> (sigma: Double?, missing: Bool) {
            var sigma: Double?
            var missing = false
            objects.withColumns { columns in
                for index in 0..<objects.count {
                    if let value = columns.sigma(index)?.value, usesSigma {
                        sigma = max(sigma ?? 0, value)
                    } else {
                        missing = true
                    }
                }
            }
            return (sigma, missing)
        }
        let (a, b) = (widest(first), widest(second))
        var gate = 0.0
        if let x = a.sigma, let y = b.sigma { gate = Self.gateFactor * (x * x + y * y).squareRoot() }
        if a.missing || b.missing { gate = max(gate, maximumDistance.value) }
        return gate.isFinite ? max(0, gate) : 0
    }
}
