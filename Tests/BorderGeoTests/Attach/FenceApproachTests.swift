import TestSupport
import Testing

@testable import BorderModel

@Suite struct FenceApproachTests {
    /// Steps that come as near as they are given; whole metres, so that limits hit them.
    static func run(_ nearest: [Double]) -> FenceBridges.Run {
        var run = FenceBridges.Run()
        for (i, distance) in nearest.enumerated() {
            let step = FenceProfile.Step(
                alongFrom: Double(i), alongTo: Double(i) + 1, from: 0, to: 1, offsetFrom: -distance, offsetTo: -distance - 5,
                stretch: .along)
            run.steps.append(FenceBridges.Step(step: step, fence: 0))
        }
        return run
    }

    /// Walking and the index give what a look at all steps gives.
    @Test(arguments: [0, 1_000_000]) func bothSayWhatALookAtAllSays(patience: Int) {
        var random = SeededGenerator(seed: 11)
        let nearest = (0..<60).map { _ in random.uniform(1...30).rounded() }
        var approach = FenceApproach(Self.run(nearest), patience: patience)
        // Beyond its patience from the first question on.
        if patience == 0 { #expect(approach.last(before: 60, within: 0) == nil) }
        for start in 0...60 {
            for limit in [0, 1, 4.5, 17, 30] {
                let last = (0..<start).last { nearest[$0] <= limit }
                let next = (start..<60).first { nearest[$0] <= limit }
                #expect(approach.last(before: start, within: limit) == last, "before \(start) within \(limit): \(nearest)")
                #expect(approach.first(from: start, within: limit) == next, "from \(start) within \(limit): \(nearest)")
            }
        }
        #expect(patience == 0 ? approach.steps == 60 : approach.steps > 1000)
    }

    /// Leaps of a fence that never comes near: every walk would go to its ends. Twice the leaps take little more than twice the steps.
    @Test func twiceTheLeapsTakeTwiceTheSteps() {
        func steps(_ count: Int) -> Int {
            var approach = FenceApproach(Self.run(Array(repeating: 100, count: count)))
            for leap in 1..<count { #expect(approach.last(before: leap, within: 50) == nil) }
            return approach.steps
        }
        let (few, many) = (steps(2000), steps(4000))
        #expect(many < few * 5 / 2, "\(few), then \(many)")
        // Walking all the way would look at 8 million steps.
        #expect(many < 200_000)
    }
}
