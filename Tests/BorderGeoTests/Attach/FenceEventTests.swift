import TestSupport
import Testing

@testable import BorderBase
@testable import BorderModel
@testable import LinearReferencing

@Suite struct FenceEventTests {
    /// 40 m of fence whose foot is at 150, inside a loop that the fence cuts off, and 7 m whose foot is at a place beside it: what it covers is the loop alone, and every metre is in
    /// its event, also those a little farther from it than spans that join.
    @Test(arguments: [99.5, 99.985, 99.995, 100, 199.99, 200, 200.005, 200.015, 201])
    func metresBesideTheOnlyLoopAreInItsEvent(place: Double) {
        var profile = FenceProfile(end: Measure(1000))
        let here = GeoPosition(longitude: 127, latitude: 42)
        profile.startPart(source: 0, at: here)
        for (from, to, measure) in [(0.0, 40.0, 150.0), (40, 47, place)] {
            profile.append(
                FenceProfile.Step(
                    alongFrom: from, alongTo: to, from: measure, to: measure, offsetFrom: -20, offsetTo: -20, stretch: .along))
        }
        profile.endPart(at: here)
        var cover = FenceCover()
        cover.bridged = [MeasureSpan(Measure(100), Measure(200))]
        let events = profile.events(cover)
        #expect(events.count == 1 && events.first?.bridged == true)
        #expect(isNear(events.first?.fenceLine.value ?? 0, 47, 1e-9), "\(events)")
    }

    /// Rounding leads no part of a step past its ends: of one random pair in ten a + (b - a) is past b.
    @Test(arguments: 1...4 as ClosedRange<UInt64>) func partsOfAStepStayBetweenItsEnds(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            let (a, b) = (random.uniform(0...1000), random.uniform(0...1000))
            let step = FenceProfile.Step(
                alongFrom: 0, alongTo: 1, from: a, to: b, offsetFrom: b, offsetTo: a, stretch: .along)
            let middle = random.uniform(0...1)
            for part in [step.cut(0, 1), step.cut(0, middle), step.cut(middle, 1)] {
                let (low, high) = (min(a, b), max(a, b))
                #expect(part.low >= low && part.high <= high, "seed \(seed): \(part) of \(step)")
                #expect((low...high).contains(part.offsetFrom) && (low...high).contains(part.offsetTo))
            }
        }
    }

    /// What a leap bridges has the offset of the fence at that leap, also where two adjoin.
    @Test func bridgedEventsHaveTheOffsetOfTheirLeap() {
        let loops = [(100.0, 200.0, -20.0), (200, 260, 30), (400, 410, -7)]
        var cover = FenceCover()
        cover.bridged = loops.map { MeasureSpan(Measure($0.0), Measure($0.1)) }
        cover.leaps = loops.map { FenceCover.Leap(span: MeasureSpan(Measure($0.0), Measure($0.1)), offset: $0.2) }
        let events = FenceProfile(end: Measure(1000)).events(cover)
        #expect(events.map(\.offsetMean.metres) == [-20, 30, -7])
    }
}
