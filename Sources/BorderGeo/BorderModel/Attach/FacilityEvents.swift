import LinearReferencing

/// Attached facilities as columns in order of measure: a stretch of border is a range of rows, so counts and distances in every
/// area look at what stands there and not at every record again.
struct FacilityEvents: Sendable {
    let measures: [Measure]
    /// By their number among the kinds of the assets.
    let kinds: [Int]
    /// The record of each row, as an index among the located assets.
    let records: [Int32]
    let borderEnd: Measure?

    /// Of `facilities` those at `indexes` that are attached. n log n.
    init(_ facilities: [LocatedFacility], at indexes: [Int], of kinds: ClassIndex<FacilityKind>, borderEnd: Measure?) {
        var rows: [(measure: Measure, kind: Int, record: Int32)] = []
        rows.reserveCapacity(indexes.count)
        for index in indexes {
            if let measure = facilities[index].attachedMeasure {
                rows.append((measure, kinds.number(of: facilities[index].facility.kind) ?? 0, Int32(truncatingIfNeeded: index)))
            }
        }
        rows.sort { $0.measure < $1.measure }
        measures = rows.map(\.measure)
        self.kinds = rows.map(\.kind)
        records = rows.map(\.record)
        self.borderEnd = borderEnd
    }

    /// The rows on each of `spans`, half open, save that the last point of the border belongs to a last span that reaches it.
    package func rows(on spans: [MeasureSpan]) -> [Range<Int>] {
        spans.enumerated().map { i, span in
            let first = measures.partitioningIndex { $0 >= span.from }
            let isClosed = i == spans.count - 1 && span.reaches(borderEnd)
            let end = isClosed ? measures.count : measures.partitioningIndex { $0 >= span.to }
            return first..<max(first, end)
        }
    }
}
