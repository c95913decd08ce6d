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

    /// Pairs the records before with those after, indexes into `records`; `offset` gives that of a record on the interval.
    func pairs(
        _ before: [Int], _ after: [Int], of records: [FenceRecord], offset: (Int) -> Double?
    ) -> [Pair] {
        var pairs: [Pair] = []
        var old = before
        var new = after
        func take(_ kind: Kind, where isPair: (Int, Int) -> Bool) {
            for x in old {
                guard let y = new.first(where: { isPair(x, $0) }) else { continue }
                var offsets: (Double, Double)?
                if kind == .sameID, let a = offset(x), let b = offset(y) { offsets = (a, b) }
                pairs.append(Pair(before: x, after: y, kind: kind, offsets: offsets))
                old.removeAll { $0 == x }
                new.removeAll { $0 == y }
            }
        }
        take(.sameRecord) { records[$0].fence == records[$1].fence }
        guard !old.isEmpty, !new.isEmpty else { return pairs }
        take(.sameID) { fence(records[$0]).id == fence(records[$1]).id }
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
