import BorderAnalysis
import BorderBase
import BorderModel

/// A long table: one figure a row, so that programs need not know the columns of each metric.
struct FigureRows {
    /// What a figure is about: area and epoch, and a kind of facility, layer or class where it is of one.
    private struct Subject {
        var area: String
        var epoch: String
        var kind = ""

        func of(_ kind: String) -> Subject { Subject(area: area, epoch: epoch, kind: kind) }
    }

    private var rows: [[ResultTable.Cell]] = []

    /// Of a public edition, whose gaps these are.
    private let gaps: [PublicGaps]?

    init(coverage: [Coverage], density: [Density], changes: [AreaChange], gaps: [PublicGaps]? = nil) {
        self.gaps = gaps
        for (i, row) in coverage.enumerated() {
            add(row)
            if let gaps, gaps.indices.contains(i) { add(gaps[i], of: Subject(area: row.area, epoch: row.epoch)) }
        }
        density.forEach { add($0) }
        changes.forEach { add($0) }
    }

    var table: ResultTable {
        ResultTable(
            id: "figures", title: "",
            columns: ["area", "epoch", "kind", "quantity", "basis", "value"].map { .init($0, field: $0) }, rows: rows)
    }

    private mutating func add(_ quantity: String, of subject: Subject, per basis: LengthBasis? = nil, is value: ResultTable.Cell)
    {
        rows.append([
            .text(subject.area), .text(subject.epoch), .text(subject.kind), .text(quantity), .text(basis?.rawValue ?? ""), value,
        ])
    }

    private mutating func add(_ row: Coverage) {
        let subject = Subject(area: row.area, epoch: row.epoch)
        let lengths = [
            ("border_m", row.border), ("observed_m", row.observed), ("fenced_m", row.fenced), ("bridged_m", row.bridged),
        ]
        let others = [
            ("joined_m", row.joined), ("steep_m", row.steep), ("across_m", row.across), ("outside_m", row.outside),
            ("beyond_m", row.beyond),
        ]
        for (quantity, length) in lengths + (gaps == nil ? others : []) { add(quantity, of: subject, is: .metres(length)) }
        add("coverage", of: subject, per: .borderObserved, is: .percent(row.share))
        for layer in row.layers { add("fence_line_m", of: subject.of(layer.layer.rawValue), is: .metres(layer.fenceLine)) }
        for item in row.multiplicity { add("border_with_\(item.layers)_layers_m", of: subject, is: .metres(item.border)) }
    }

    private mutating func add(_ gaps: PublicGaps, of subject: Subject) {
        add("unfenced_m", of: subject, is: .metres(gaps.unfenced))
        add("gaps", of: subject, is: .count(gaps.count))
        for (field, count) in zip(PublicGaps.fields, gaps.classes) { add(field, of: subject, is: .count(count)) }
    }

    private mutating func add(_ row: Density) {
        let subject = Subject(area: row.area, epoch: row.epoch, kind: row.kind)
        add("count", of: subject, is: .count(row.count.count))
        add("count_max", of: subject, is: .count(row.count.maximum))
        if gaps == nil, let dispersion = row.dispersion {
            add("dispersion", of: subject, is: .number(dispersion.ratio, places: 6))
        }
        for rate in row.rates {
            add("per_km", of: subject, per: rate.basis, is: .number(rate.perKilometre, places: 6))
            add("spacing_m", of: subject, per: rate.basis, is: .metres(rate.spacing))
            if let interval = rate.interval() {
                add("per_km_lower", of: subject, per: rate.basis, is: .number(interval.perKilometreLower, places: 6))
                add("per_km_upper", of: subject, per: rate.basis, is: .number(interval.perKilometreUpper, places: 6))
            }
            if let wide = row.clusteredInterval(of: rate) {
                add("per_km_lower_clustered", of: subject, per: rate.basis, is: .number(wide.perKilometreLower, places: 6))
                add("per_km_upper_clustered", of: subject, per: rate.basis, is: .number(wide.perKilometreUpper, places: 6))
            }
            if let most = row.maximumRate(rate.basis) {
                add("per_km_max", of: subject, per: rate.basis, is: .number(most.perKilometre, places: 6))
                add("spacing_min_m", of: subject, per: rate.basis, is: .metres(most.spacing))
            }
            if let near = row.countNearFence(rate.basis) {
                add("count_near_fence", of: subject, per: rate.basis, is: .count(near))
            }
        }
    }

    private mutating func add(_ row: AreaChange) {
        let subject = Subject(area: row.area, epoch: "\(row.fences.baseline)..\(row.fences.comparison)")
        for item in row.fences.classes { add("border_m", of: subject.of(item.changeClass.rawValue), is: .metres(item.border)) }
        for (kind, length) in [("baseline", row.fences.fenceLine.baseline), ("comparison", row.fences.fenceLine.comparison)] {
            add("fence_line_m", of: subject.of(kind), is: .metres(length))
        }
        for status in FenceStatus.allCases {
            add("fence_line_m", of: subject.of(status.rawValue), is: .metres(row.fences.fenceLine[status]))
        }
        for (before, cells) in row.fences.matrix.enumerated() {
            for (after, length) in cells.enumerated() {
                add("layers_m", of: subject.of("\(before)..\(after)"), is: .metres(length))
            }
        }
        for item in row.facilities {
            let counts = [
                ("baseline", item.baseline), ("comparison", item.comparison), ("persisted", item.persisted),
                ("moved", item.moved), ("reclassified", item.reclassified),
                ("reclassified_away", item.reclassifiedAway), ("new", item.new), ("removed", item.removed),
                ("entered", item.entered), ("left", item.left), ("unknown", item.unknown),
            ]
            for (quantity, count) in gaps == nil ? counts : Array(counts.prefix(2)) {
                add(quantity, of: subject.of(item.kind), is: .count(count))
            }
            add("factor", of: subject.of(item.kind), is: .number(item.factor, places: 6))
            // A public edition has no pairs.
            guard gaps == nil, let test = item.test else { continue }
            let figures: [(String, ResultTable.Cell)] = [
                ("factor_paired_lower", .number(test.paired?.lower, places: 6)),
                ("factor_paired_upper", .number(test.paired?.upper, places: 6)),
                ("p_paired", .probability(test.pairedPValue)), ("p_paired_adjusted", .probability(test.adjustedPairedPValue)),
                ("factor_lower", .number(test.lower, places: 6)), ("factor_upper", .number(test.upper, places: 6)),
                ("p", .probability(test.pValue)), ("p_adjusted", .probability(test.adjustedPValue)),
            ]
            for (quantity, cell) in figures { add(quantity, of: subject.of(item.kind), is: cell) }
        }
    }
}
