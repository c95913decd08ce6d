import BorderBase
import LineStatistics
import LinearReferencing

/// Which lines of two epochs are the same on one elementary interval, and what became of them (F7).
struct FencePairing {
    /// Two epochs a pair is of.
    struct Pair {
        var before: Int
        var after: Int
        var kind: Kind
        /// Offsets of the two; `nil` where a record is its own pair, or one has no metres here.
        var offsets: (Double, Double)?
    }

    enum Kind: Hashable {
        case sameRecord, sameID, samePlace
    }

    /// Where lines of both epochs are told apart when a record carries no sigma.
    let matchDistance: Metres
    let fences: [LocatedFence]
    let dates: (baseline: CalendarDate, comparison: CalendarDate)

    /// Half of the gate may be used up by another layer.
    private static let otherLayer = 0.5
    private static let alone = 0.5

    func fence(_ record: FenceRecord) -> FenceLine { fences[record.fence].fence }

    /// The gate of F7, 95 % of a circular error, from the sigmas of both or from `matchDistance`.
    func gate(_ a: FenceLine, _ b: FenceLine) -> Double {
        guard let first = a.provenance.sigma?.value, let second = b.provenance.sigma?.value else { return matchDistance.value }
        return 2.4477 * (first * first + second * second).squareRoot()
    }

    /// Pairs the records before with those after, indexes into `records`, both in the order of fences; `offset` gives that of a record on the interval. Linear where records
    /// are their own pairs; of those that are left each is compared with each.
    func pairs(
        _ before: [Int], _ after: [Int], of records: [FenceRecord], offset: (Int) -> Double?
    ) -> [Pair] {
        var pairs: [Pair] = []
        var (old, new): ([Int], [Int]) = ([], [])
        var (i, j) = (0, 0)
        while i < before.count, j < after.count {
            let (x, y) = (before[i], after[j])
            let (a, b) = (records[x].fence, records[y].fence)
            if a == b { pairs.append(Pair(before: x, after: y, kind: .sameRecord)) }
            if a < b { old.append(x) }
            if a > b { new.append(y) }
            if a <= b { i += 1 }
            if a >= b { j += 1 }
        }
        old += before[i...]
        new += after[j...]
        guard !old.isEmpty, !new.isEmpty else { return pairs }
        old.removeAll { x in
            guard let k = new.firstIndex(where: { fence(records[x]).id == fence(records[$0]).id }) else { return false }
            let y = new.remove(at: k)
            var offsets: (Double, Double)?
            if let a = offset(x), let b = offset(y) { offsets = (a, b) }
            pairs.append(Pair(before: x, after: y, kind: .sameID, offsets: offsets))
            return true
        }
        guard !old.isEmpty, !new.isEmpty else { return pairs }
        let places = old.map { x in new.map { y in cost(of: records[x], at: offset(x), with: records[y], at: offset(y)) } }
        let columns =
            old.count == 1 && new.count == 1
            ? [places[0][0] <= 1 ? 0 : nil]
            : SparseAssignment(
                SparseAssignment.Pairs(matrix: places, limit: 1), objective: .leastCost(unmatched: Self.alone), jobs: 1
            ).columnOfRow
        for (row, column) in columns.enumerated() {
            guard let column, let a = offset(old[row]), let b = offset(new[column]) else { continue }
            pairs.append(Pair(before: old[row], after: new[column], kind: .samePlace, offsets: (a, b)))
        }
        return pairs
    }

    private func cost(of a: FenceRecord, at offsetA: Double?, with b: FenceRecord, at offsetB: Double?) -> Double {
        guard let offsetA, let offsetB else { return .infinity }
        let (first, second) = (fence(a), fence(b))
        let cost = (offsetB - offsetA).magnitude / gate(first, second) + (first.layer == second.layer ? 0 : Self.otherLayer)
        return cost.isFinite ? cost : .infinity
    }

    /// What became of the line of a pair.
    func status(_ pair: Pair, _ records: [FenceRecord]) -> FenceStatus {
        let before = fence(records[pair.before])
        let after = fence(records[pair.after])
        if let date = after.upgradedOn, date > dates.baseline, date <= dates.comparison { return .upgraded }
        if let a = before.rows, let b = after.rows, b > a { return .upgraded }
        if before.material != after.material, before.material != .unknown, after.material != .unknown { return .upgraded }
        if pair.kind == .sameID, let (a, b) = pair.offsets, (b - a).magnitude > gate(before, after) { return .realigned }
        return before.layer == after.layer ? .unchanged : .relabelled
    }
}
