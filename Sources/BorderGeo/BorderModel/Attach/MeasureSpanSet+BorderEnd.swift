import LinearReferencing

extension MeasureSpan {
    /// Whether the span ends at the end of the border. Ends of spans are written in whole millimetres, the border's is not.
    func reaches(_ borderEnd: Measure?) -> Bool { borderEnd.map { to >= $0 - Metres(0.001) } ?? false }
}

extension MeasureSpanSet {
    /// Membership of a place on a border that ends at `borderEnd`: half open, so that a place on a cut belongs to one side of it and
    /// counts of parts add up, save that the last point of the border belongs to a set that reaches it. log n.
    package func holds(_ measure: Measure, borderEnd: Measure?) -> Bool {
        if contains(measure) { return true }
        guard let last = spans.last, last.reaches(borderEnd) else { return false }
        return measure >= last.to
    }
}
