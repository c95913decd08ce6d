extension Inventory {
    /// The connected pieces of observed border in `domain`, each with the measures of the facilities on it in order: what
    /// statistics along the line work on.
    ///
    /// A facility where two pieces touch belongs to the later one. n log n.
    public func linePieces(in domain: MetricDomain, of selection: FacilitySelection) -> [LinePiece] {
        var measures: [Measure] = []
        for index in present where selection.includes(assets.facilities[index].facility.kind) {
            if let measure = assets.facilities[index].attached?.measure { measures.append(measure) }
        }
        measures.sort()
        let spans = domain.spans.intersection(observed).spans
        return spans.enumerated().map { i, span in
            let first = measures.partitioningIndex { $0 >= span.from }
            // Half open, but the very last end belongs, as it does in counts.
            let end = measures.partitioningIndex { i == spans.count - 1 ? $0 > span.to : $0 >= span.to }
            return LinePiece(start: span.from, end: span.to, events: Array(measures[first..<max(first, end)]))
        }
    }
}

extension LinePiece {
    /// How many bins `counts(inBinsOf:)` has.
    func binCount(ofWidth width: Metres) -> Int {
        let number = min(((end - start) / width).rounded(.down), 1e6)
        return width.value > 0 && number >= 1 ? Int(number) : 0
    }

    /// Counts in bins of `width` from the start; what is left over at the end makes no bin. At most a million bins.
    func counts(inBinsOf width: Metres) -> [Int] {
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
