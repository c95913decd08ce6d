import BorderModel
import LinearReferencing

/// Facilities by kilometre, kind and epoch: all that a public edition is made from on their side. Neither where in its kilometre a facility stands nor how far from the border
/// goes into it.
struct PublicCounts: Sendable {
    /// Facilities by kind and bin, summed up along the border, so that a stretch is a difference of two numbers.
    struct Tally: Sendable {
        let kinds: ClassIndex<FacilityKind>
        /// By kind, in the order of `kinds`: `sums[kind][bin]` stand before the bin.
        private let sums: [[Int]]

        init(_ counts: [[Int]], of kinds: [FacilityKind]) {
            self.kinds = ClassIndex(kinds)
            sums = counts.map { row in row.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) } }
        }

        /// How many of a kind (`nil`: of all) stand in bins.
        func count(_ kind: FacilityKind?, in bins: Range<Int>) -> Int {
            guard let kind else { return kinds.classes.reduce(0) { $0 + count($1, in: bins) } }
            guard let number = kinds.number(of: kind) else { return 0 }
            let row = sums[number]
            guard bins.lowerBound >= 0, bins.upperBound < row.count else { return 0 }
            return row[bins.upperBound] - row[bins.lowerBound]
        }

        func count(_ kind: FacilityKind?, in bins: [Range<Int>]) -> Int { bins.reduce(0) { $0 + count(kind, in: $1) } }
    }

    let grid: PublicGrid
    /// What stands and is seen, by epoch, in the order of the inventories.
    let standing: [Tally]
    /// The same with what imagery leaves open.
    let atMost: [Tally]
    /// By epoch and bin: whether a bin counts as seen, which imagery shows half or more of.
    let seen: [[Bool]]

    init(_ inventories: [Inventory], in all: MeasureSpanSet, on grid: PublicGrid) {
        self.grid = grid
        let seen = inventories.map { Self.seen($0.observed.intersection(all), of: all, on: grid) }
        self.seen = seen
        standing = zip(inventories, seen).map { Tally(Self.counts($0, $0.present, where: $1, on: grid), of: $0.assets.kinds) }
        atMost = zip(inventories, seen).map {
            Tally(Self.counts($0, $0.present + $0.possible, where: $1, on: grid), of: $0.assets.kinds)
        }
    }

    /// What of an inventory stands in bins that are seen at both of two epochs.
    static func tally(_ inventory: Inventory, where a: [Bool], and b: [Bool], on grid: PublicGrid) -> Tally {
        Tally(
            counts(inventory, inventory.present, where: zip(a, b).map { $0 && $1 }, on: grid), of: inventory.assets.kinds)
    }

    private static func counts(_ inventory: Inventory, _ indexes: [Int], where seen: [Bool], on grid: PublicGrid) -> [[Int]] {
        let kinds = ClassIndex(inventory.assets.kinds)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: grid.count), count: kinds.count)
        for index in indexes {
            let located = inventory.assets.facilities[index]
            guard let measure = located.attached?.measure else { continue }
            let bin = grid.bin(of: measure)
            if seen[bin], let number = kinds.number(of: located.facility.kind) { counts[number][bin] += 1 }
        }
        return counts
    }

    static func seen(_ observed: MeasureSpanSet, of all: MeasureSpanSet, on grid: PublicGrid) -> [Bool] {
        zip(lengths(observed, on: grid), lengths(all, on: grid)).map { $1 > 0.01 && $0 >= $1 / 2 }
    }

    /// How much of each bin spans hold, in metres.
    private static func lengths(_ spans: MeasureSpanSet, on grid: PublicGrid) -> [Double] {
        var lengths = [Double](repeating: 0, count: grid.count)
        for span in spans.spans {
            for bin in grid.bins(of: span) {
                lengths[bin] += span.intersection(grid.span(of: bin..<bin + 1))?.length.value ?? 0
            }
        }
        return lengths
    }

    func count(_ kind: FacilityKind?, in spans: MeasureSpanSet, at epoch: Int) -> FacilityCount {
        let bins = spans.spans.map(grid.bins)
        return FacilityCount(count: standing[epoch].count(kind, in: bins), maximum: atMost[epoch].count(kind, in: bins))
    }
}

/// A stretch of one to several whole kilometres with the number of facilities in it.
package struct PublicCell: Hashable, Sendable {
    /// Index of the epoch among those of the edition.
    package var epoch: Int
    package var span: MeasureSpan
    /// `nil`: of all kinds.
    package var kind: FacilityKind?
    package var count: Int

    /// From how many on a cell of its own is shown.
    static let least = 3
}

extension PublicCounts {
    /// The blocks of 5 km, in order.
    private var blocks: [Range<Int>] {
        var blocks: [Range<Int>] = []
        while (blocks.last?.upperBound ?? 0) < grid.count { blocks.append(grid.block(of: blocks.last?.upperBound ?? 0)) }
        return blocks
    }

    /// The cells of an epoch in order of measure: a kilometre by kind where every kind in it has 3 facilities or none; a kilometre of all kinds where it has 3; else what such
    /// kilometres of a block of 5 km have together. A block that would leave fewer than 3 over is one cell.
    func cells(at epoch: Int) -> [PublicCell] {
        let tally = standing[epoch]
        func cell(_ bins: Range<Int>, of kind: FacilityKind?, _ count: Int) -> PublicCell {
            PublicCell(epoch: epoch, span: grid.span(of: bins), kind: kind, count: count)
        }
        return blocks.flatMap { block -> [PublicCell] in
            let all = tally.count(nil, in: block)
            guard all > 0 else { return [] }
            let totals = block.map { (bin: $0..<$0 + 1, count: tally.count(nil, in: $0..<$0 + 1)) }
            let small = totals.filter { $0.count < PublicCell.least }.reduce(0) { $0 + $1.count }
            guard small == 0 || small >= PublicCell.least else { return [cell(block, of: nil, all)] }
            let own = totals.filter { $0.count >= PublicCell.least }.flatMap { bin, count -> [PublicCell] in
                let kinds = tally.kinds.classes.map { (kind: $0, count: tally.count($0, in: bin)) }.filter { $0.count > 0 }
                guard kinds.allSatisfy({ $0.count >= PublicCell.least }) else { return [cell(bin, of: nil, count)] }
                return kinds.map { cell(bin, of: $0.kind, $0.count) }
            }
            return (small > 0 ? [cell(block, of: nil, small)] : []) + own
        }
    }

    /// Facilities in each block of 5 km.
    func blockCounts(at epoch: Int) -> [PublicCell] {
        blocks.map { PublicCell(epoch: epoch, span: grid.span(of: $0), kind: nil, count: standing[epoch].count(nil, in: $0)) }
    }
}
