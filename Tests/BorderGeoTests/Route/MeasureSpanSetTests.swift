import BorderGeo
import TestSupport
import Testing

private func set(_ pairs: (Double, Double)...) -> MeasureSpanSet {
    MeasureSpanSet(pairs.map { MeasureSpan(Measure($0.0), Measure($0.1)) })
}

@Suite struct MeasureSpanSetTests {
    @Test func touchingSpansJoinAndHaveNoGap() {
        #expect(set((0, 10), (10, 20)).spans == [MeasureSpan(Measure(0), Measure(20))])
    }

    @Test func algebraOnHandCases() {
        let a = set((0, 10), (20, 30))
        let b = set((5, 25))
        #expect(a.union(b) == set((0, 30)))
        #expect(a.intersection(b) == set((5, 10), (20, 25)))
        #expect(a.subtracting(b) == set((0, 5), (25, 30)))
        #expect(b.complement(in: set((0, 100))) == set((0, 5), (25, 100)))
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func lengthsAddUpOnRandomSets(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func randomSet() -> MeasureSpanSet {
            MeasureSpanSet(
                (0..<50).map { _ in
                    MeasureSpan(Measure(random.uniform(0...1000).rounded()), Measure(random.uniform(0...1000).rounded()))
                }.filter { $0.length.value < 40 })
        }
        let a = randomSet()
        let b = randomSet()
        #expect(a.union(b).length + a.intersection(b).length == a.length + b.length, "seed \(seed)")
        #expect(a.subtracting(b).length == a.length - a.intersection(b).length, "seed \(seed)")
        #expect(a.subtracting(b).intersection(b).isEmpty, "seed \(seed)")
    }
}
