import BorderBase

extension MeasureSpanSet {
    /// Measures are printed to the millimetre, so an end so near to the route's may be the route's end as it is printed.
    package static let rounding = Metres(0.000_5)

    /// The same set with its last end on the route's end where it is meant to be that: where it lies no more than `tolerance` beyond, or where
    /// it is the route's end rounded to the millimetre. A post on the last point of the border then lies in it.
    package func reachingEnd(of route: Route, within tolerance: Metres) -> MeasureSpanSet {
        guard let last = spans.last, last.to != route.end, last.from < route.end else { return self }
        let beyond = last.to - route.end
        // Beside the tolerance, what a double leaves of a decimal number.
        guard
            beyond.value > 0
                ? beyond.value <= max(tolerance, Self.rounding).value + 1e-9 : -beyond.value <= Self.rounding.value + 1e-9
        else { return self }
        return MeasureSpanSet(spans.dropLast() + [MeasureSpan(last.from, route.end)])
    }
}
