import Benchmark
import BorderGeo
import Synthetic

/// The algebra under coverage.
func spanBenchmarks() {
    counted("unite-spans") {
        var random = SyntheticBorder.Generator(state: 5)
        return (0..<100).map { _ in
            MeasureSpanSet(
                (0..<500).map { _ in
                    let from = random.uniform(0, 1_350_000)
                    return MeasureSpan(Measure(from), Measure(from + random.uniform(1, 100)))
                })
        }
    } _: { sets in
        var all = MeasureSpanSet()
        for set in sets { all = all.union(set) }
        blackHole(all.complement(in: MeasureSpanSet(MeasureSpan(Measure(0), Measure(1_350_000)))))
    }
}
