import LinearReferencing

/// Says of the leaps of one run of fence whether it passes the mouth of the loop there (F3, bridges of kind a).
///
/// A question walks over as much fence as the offset is long, and on until the foot has moved: a few steps. Where such walks get long again and again, as where the foot leaps to
/// and fro between two capes and moves nowhere, an index answers instead, so that all leaps of n steps take n log² n.
struct FenceMouths {
    /// Which loop the question is about, and from which side.
    struct Question {
        /// Of the fence at the leap.
        var offset: Double
        /// How far beyond the mouth the foot must go: nothing, for a wiggle.
        var reach: Double
        /// Where the foot is on this side of the leap, and on the other.
        var foot: Double
        var other: Double

        var loop: Double { (other - foot).magnitude }
        /// A foot that has gone so far has moved.
        var least: Double { max(reach, FenceCover.snap.value) }
        var otherSide: Question { Question(offset: offset, reach: reach, foot: other, other: foot) }
    }

    private let run: FenceBridges.Run
    /// Metres before each stretch.
    private var along: [Double] = []
    /// Where each step begins and ends on the border.
    private var ranks: RankedValues?
    /// Steps that walks have looked at, and questions put to the index.
    private(set) var steps = 0
    private(set) var questions = 0
    /// How many steps walks may look at before the index is made.
    private let patience: Int

    init(_ run: FenceBridges.Run, patience: Int? = nil) {
        self.run = run
        self.patience = patience ?? run.patience
    }

    /// Whether the fence passes the mouth both before and after the leap into stretch `stretch`: on both sides the foot goes farther away from the loop than into it.
    mutating func pass(_ question: Question, atLeapInto stretch: Int) -> Bool {
        passes(question, onward: false, from: stretch - 1) && passes(question.otherSide, onward: true, from: stretch)
    }

    /// On one side: over whole stretches until they are as long as the offset and the foot has moved. Before a wiggle a foot that stays put over half the offset will do.
    private mutating func passes(_ question: Question, onward: Bool, from stretch: Int) -> Bool {
        let seen = steps > patience ? ask(question, onward: onward, from: stretch) : walk(question, onward: onward, from: stretch)
        if seen.away >= question.reach, seen.away > seen.into + FenceCover.snap.value { return true }
        return question.reach == 0 && seen.into <= FenceCover.snap.value && seen.length >= question.offset / 2
    }

    /// How far the foot goes away from a loop and into it, over how many metres of fence.
    private typealias Sight = (away: Double, into: Double, length: Double)

    private mutating func walk(_ question: Question, onward: Bool, from stretch: Int) -> Sight {
        let towardsLoop = question.other > question.foot ? 1.0 : -1.0
        let loop = question.loop
        var seen: Sight = (0, 0, 0)
        func look(_ v: Double) {
            let way = (v - question.foot) * towardsLoop
            seen.away = max(seen.away, -way)
            if way > 0, way < loop { seen.into = max(seen.into, min(way, loop - way)) }
        }
        var i = stretch
        while run.starts.indices.contains(i) {
            for place in run.stretch(i) {
                let step = run.steps[place].step
                look(step.from)
                look(step.to)
                seen.length += step.length
                steps += 1
            }
            if seen.length >= question.offset, max(seen.away, seen.into) > question.least { break }
            i += onward ? 1 : -1
        }
        return seen
    }
}

extension FenceMouths {
    /// What a walk sees, without the walk.
    private mutating func ask(_ question: Question, onward: Bool, from stretch: Int) -> Sight {
        questions += 1
        if ranks == nil {
            ranks = RankedValues(run.steps.flatMap { [$0.step.from, $0.step.to] })
            along = [0]
            for i in run.starts.indices {
                along.append(along[i] + run.stretch(i).reduce(0) { $0 + run.steps[$1].step.length })
            }
        }
        guard let ranks else { return (0, 0, 0) }
        let last = run.starts.count - 1
        // As far as the fence is as long as the offset, and as far as the foot has moved; else to its end.
        let end: Int
        if onward {
            let enough = along.partitioningIndex { $0 - along[stretch] >= question.offset } - 1
            end = min(last, max(stretch, enough, stretchWhereMoved(question, onward: true, from: stretch, ranks) ?? last))
        } else {
            let enough = along.partitioningIndex { along[stretch + 1] - $0 < question.offset } - 1
            end = max(0, min(stretch, enough, stretchWhereMoved(question, onward: false, from: stretch, ranks) ?? 0))
        }
        let (first, final) = (min(stretch, end), max(stretch, end))
        let values = 2 * run.starts[first]..<2 * run.stretch(final).upperBound
        guard let extremes = ranks.extremes(in: values) else { return (0, 0, 0) }
        let isAhead = question.other > question.foot
        let away = max(0, isAhead ? question.foot - extremes.least : extremes.greatest - question.foot)
        let half = question.loop / 2
        let into = max(0, half - ranks.distance(to: (question.foot + question.other) / 2, in: values))
        return (away, into, along[final + 1] - along[first])
    }

    /// The first stretch on which the foot is farther than `least` from both ends of the loop, or away from it.
    private func stretchWhereMoved(_ question: Question, onward: Bool, from stretch: Int, _ ranks: RankedValues) -> Int? {
        let isAhead = question.other > question.foot
        let away =
            isAhead ? (-Double.infinity, question.foot - question.least) : (question.foot + question.least, Double.infinity)
        let inside =
            isAhead
            ? (question.foot + question.least, question.other - question.least)
            : (question.other + question.least, question.foot - question.least)
        let found = [away, inside].compactMap { low, high in
            onward
                ? ranks.first(from: 2 * run.starts[stretch], between: low, and: high)
                : ranks.last(before: 2 * run.stretch(stretch).upperBound, between: low, and: high)
        }
        guard let nearest = onward ? found.min() : found.max() else { return nil }
        return run.starts.partitioningIndex { 2 * $0 > nearest } - 1
    }
}
