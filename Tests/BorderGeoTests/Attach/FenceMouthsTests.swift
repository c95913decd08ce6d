import TestSupport
import Testing

@testable import BorderModel
@testable import LinearReferencing

@Suite struct FenceMouthsTests {
    /// Steps of a fence whose foot wanders, leaps, and stands still.
    static func run(_ count: Int, seed: UInt64) -> FenceBridges.Run {
        var random = SeededGenerator(seed: seed)
        var run = FenceBridges.Run()
        var s = 5000.0
        for i in 0..<count {
            let leaps = i > 0 && random.uniform(0...1) < 0.4
            if leaps { s = random.uniform(0...10_000) }
            if i == 0 || leaps { run.starts.append(i) }
            let to = random.uniform(0...1) < 0.5 ? s : s + random.uniform(-30...30)
            append(&run, from: s, to: to, length: random.uniform(0.5...40))
            s = to
        }
        return run
    }

    private static func append(_ run: inout FenceBridges.Run, from: Double, to: Double, length: Double) {
        run.steps.append(
            .init(
                step: .init(alongFrom: 0, alongTo: length, from: from, to: to, offsetFrom: 50, offsetTo: 50, stretch: .along),
                fence: 0))
    }

    static func question(_ run: FenceBridges.Run, _ leap: Int, offset: Double, reach: Double) -> FenceMouths.Question {
        let after = run.starts[leap]
        return FenceMouths.Question(
            offset: offset, reach: reach, foot: run.steps[after - 1].step.to, other: run.steps[after].step.from)
    }

    /// The index gives what a walk gives.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func theIndexSaysWhatAWalkSays(seed: UInt64) {
        let run = Self.run(400, seed: seed)
        var random = SeededGenerator(seed: seed &+ 100)
        var walking = FenceMouths(run, patience: .max)
        var asking = FenceMouths(run, patience: -1)
        var passed = 0
        for leap in 1..<run.starts.count {
            for _ in 0..<8 {
                let question = Self.question(
                    run, leap, offset: random.uniform(0...1) < 0.1 ? 0 : random.uniform(0...600),
                    reach: random.uniform(0...1) < 0.5 ? 0 : 10)
                let walked = walking.pass(question, atLeapInto: leap)
                #expect(asking.pass(question, atLeapInto: leap) == walked, "seed \(seed), leap \(leap): \(question)")
                passed += walked ? 1 : 0
            }
        }
        #expect(walking.questions == 0 && asking.steps == 0)
        #expect(passed > 50 && passed < run.starts.count * 7, "both answers occur: \(passed)")
    }

    /// A fence that leaps to and fro between two capes, its foot still on both: every walk would go to its ends. Twice the leaps take little more than twice the steps.
    @Test func twiceTheLeapsTakeTwiceTheSteps() {
        func work(_ count: Int) -> (steps: Int, questions: Int) {
            var run = FenceBridges.Run()
            for i in 0..<count {
                run.starts.append(i)
                Self.append(&run, from: i % 2 == 0 ? 0 : 1000, to: i % 2 == 0 ? 0 : 1000, length: 3)
            }
            var mouths = FenceMouths(run)
            for leap in 1..<count {
                _ = mouths.pass(Self.question(run, leap, offset: 100, reach: 0), atLeapInto: leap)
            }
            return (mouths.steps, mouths.questions)
        }
        let (few, many) = (work(4000), work(8000))
        #expect(many.steps < few.steps * 5 / 2, "\(few), then \(many)")
        #expect(many.questions > 1000 && many.questions <= 2 * 8000)
        // Walking all the way would look at some 32 million steps.
        #expect(many.steps < 1_000_000)
    }
}

@Suite struct RankedValuesTests {
    /// Against a look at every value, on lists of all lengths about powers of two.
    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100] as [Int]) func itSaysWhatALookAtAllSays(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        // Whole numbers: many are equal, and ends of intervals hit them.
        let values = (0..<count).map { _ in random.uniform(0...20).rounded() }
        let ranks = RankedValues(values)
        for start in 0...count {
            for end in start...count {
                let part = values[start..<end]
                let extremes = ranks.extremes(in: start..<end)
                #expect(extremes?.least == part.min() && extremes?.greatest == part.max())
                let place = random.uniform(-2...22).rounded()
                let nearest = part.map { ($0 - place).magnitude }.min() ?? .infinity
                #expect(ranks.distance(to: place, in: start..<end) == nearest, "\(start)..<\(end), \(place): \(values)")
            }
            for _ in 0..<4 {
                let low = random.uniform(-2...20).rounded()
                let high = random.uniform(0...1) < 0.3 ? Double.infinity : low + random.uniform(0...5).rounded()
                func isIn(_ i: Int) -> Bool { values[i] > low && values[i] < high }
                let next = (start..<count).first { isIn($0) }
                let previous = (0..<start).last { isIn($0) }
                #expect(ranks.first(from: start, between: low, and: high) == next, "\(start), \(low) to \(high): \(values)")
                #expect(ranks.last(before: start, between: low, and: high) == previous, "\(start), \(low) to \(high): \(values)")
            }
        }
    }
}
