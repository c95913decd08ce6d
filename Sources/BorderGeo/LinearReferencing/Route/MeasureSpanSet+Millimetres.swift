import BorderBase

extension Measure {
    /// The nearest whole millimetre.
    package var toMillimetre: Measure { Measure((metres * 1000).rounded() / 1000) }
}

extension MeasureSpanSet {
    /// The same set with its ends on whole millimetres.
    package var toMillimetres: MeasureSpanSet {
        MeasureSpanSet(spans.map { MeasureSpan($0.from.toMillimetre, $0.to.toMillimetre) })
    }
}
