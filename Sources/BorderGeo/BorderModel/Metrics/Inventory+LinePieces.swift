import BorderBase
import LineStatistics

extension Inventory {
    /// The connected pieces of observed border in `domain`, each with the measures of the facilities on it in order: what
    /// statistics along the line work on.
    ///
    /// Linear in what stands there.
    package func linePieces(in domain: MetricDomain, of selection: FacilitySelection) -> [LinePiece] {
        let spans = domain.spans.intersection(observed).spans
        return zip(spans, standing.rows(on: spans)).map { span, rows in
            var events: [Measure] = []
            for row in rows where selection.includes(assets.kinds[standing.kinds[row]]) { events.append(standing.measures[row]) }
            return LinePiece(start: span.from, end: span.to, events: events)
        }
    }
}

extension LinePiece {
    /// How many bins `counts(inBinsOf:)` has.
    package func binCount(ofWidth width: Metres) -> Int {
        let number = min(((end - start) / width).rounded(.down), 1e6)
        return width.value > 0 && number >= 1 ? Int(number) : 0
    }

    /// Counts in bins of `width` from the start; what is left over at the end makes no bin. At most a million bins.
    package func counts(inBinsOf width: Metres) -> [Int] {
        let number = binCount(ofWidth: width)
        var counts = [Int](repeating: 0, count: number)
        guard number > 0 else { return counts }
        for event in events {
            let bin = ((event - start) / width).rounded(.down)
            if bin >= 0, bin < Double(number) { counts[Int(bin)] += 1 }
        }
        return counts
    }
}
