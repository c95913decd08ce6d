import LinearReferencing

/// Attached facilities as columns in order of measure: a stretch of border is a range of rows, so counts and distances in every
/// area look at what stands there and not at every record again.
struct FacilityEvents: Sendable {
    let measures: [Measure]
    let kinds: [FacilityKind]

    /// Of `facilities` those at `indexes` that are attached. n log n.
    init(_ facilities: [LocatedFacility], at indexes: [Int]) {
        var rows: [(measure: Measure, kind: FacilityKind)] = []
        rows.reserveCapacity(indexes.count)
        for index in indexes {
            if let measure = facilities[index].attachedMeasure { rows.append((measure, facilities[index].facility.kind)) }
        }
        rows.sort { $0.measure < $1.measure }
        measures = rows.map(\.measure)
        kinds = rows.map(\.kind)
    }

    /// The rows on each of `spans`. Half open, but the very last end belongs: a post at the end of the border is on the border, also where
    /// the span's end is that of the border rounded to the millimetre.
    package func rows(on spans: [MeasureSpan]) -> [Range<Int>] {
        spans.enumerated().map { i, span in
            let first = measures.partitioningIndex { $0 >= span.from }
            let end = measures.partitioningIndex { i == spans.count - 1 ? $0 > span.to + MeasureSpanSet.rounding : $0 >= span.to }
            return first..<max(first, end)
        }
    }
}
