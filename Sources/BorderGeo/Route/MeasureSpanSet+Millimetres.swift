extension Measure {
    /// The nearest whole millimetre.
    var toMillimetre: Measure { Measure((metres * 1000).rounded() / 1000) }
}

extension MeasureSpanSet {
    /// The same set with its ends on whole millimetres.
    var toMillimetres: MeasureSpanSet {
        MeasureSpanSet(spans.map { MeasureSpan($0.from.toMillimetre, $0.to.toMillimetre) })
    }
}
