import TestSupport
import Testing

@testable import BorderModel
@testable import LinearReferencing

@Suite struct FenceLeapsTests {
    /// Against a look at all leaps in the order of the fence; ends are whole numbers, so that many fall together, and places lie between them.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func theFirstThatCutsOffAPlaceIsFound(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let leaps = (0..<40).map { i in
            let from = random.uniform(0...100).rounded()
            return FenceCover.Leap(
                span: MeasureSpan(Measure(from), Measure(from + random.uniform(1...30).rounded())), offset: Double(i))
        }
        var cover = FenceCover()
        cover.leaps = FenceCover.layered(leaps)
        for (a, b) in zip(cover.leaps, cover.leaps.dropFirst()) { #expect(a.span.to <= b.span.from, "seed \(seed)") }
        for i in -5...140 {
            let place = Measure(Double(i) + 0.5)
            #expect(cover.leap(over: place) == nil || cover.leap(over: place)?.span.contains(place) == true)
            #expect(cover.leap(over: place)?.offset == leaps.first { $0.span.contains(place) }?.offset, "seed \(seed), \(i)")
        }
    }
}
