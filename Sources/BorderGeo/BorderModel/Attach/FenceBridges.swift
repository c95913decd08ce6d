import LinearReferencing

/// Decides which loops of the border a fence cuts off where its foot leaps (F3).
struct FenceBridges {
    /// A loop no longer than so many offsets is the border's wiggle seen from there.
    let ratio: Double
    /// How far the foot must go beyond the mouth of a longer loop.
    private static let reach = 10.0

    /// What a fence gets of the loops it cuts off.
    struct Loops {
        /// Wiggles.
        var direct: [MeasureSpan] = []
        var bridged: [MeasureSpan] = []
        var leaps: [FenceCover.Leap] = []
    }

    /// A step with its fence.
    struct Step {
        var step: FenceProfile.Step
        var fence: Int
    }

    /// A run of fence inside the corridor: steps in order, cut into stretches where the foot leaps.
    struct Run {
        var steps: [Step] = []
        /// Where each stretch begins.
        var starts: [Int] = []

        /// Begins another run in the same room.
        mutating func removeAll() {
            steps.removeAll(keepingCapacity: true)
            starts.removeAll(keepingCapacity: true)
        }

        /// How many steps walks may look at before an index is made, which takes n log n.
        var patience: Int { 1024 + 32 * steps.count }

        func stretch(_ i: Int) -> Range<Int> { starts[i]..<(i + 1 < starts.count ? starts[i + 1] : steps.count) }
    }

    /// Adds the loops that a chain of parts cuts off to those of its fences.
    func add(_ chain: FenceChain, of fences: [FenceProfile], to loops: inout [Loops]) {
        guard chain.links.count > 1 || chain.links.contains(where: { Self.leaps(fences[$0.fence], $0.part) }) else { return }
        var run = Run()
        for link in chain.links {
            let profile = fences[link.fence]
            let part = profile.parts[link.part]
            if link.isTurned {
                var steps: [FenceProfile.Step] = []
                profile.forEachStep(of: part) { steps.append($0.turned) }
                for step in steps.reversed() { add(step, of: link.fence, to: &run, &loops) }
            } else {
                if run.steps.isEmpty { run.steps.reserveCapacity(part.samples.count) }
                profile.forEachStep(of: part) { add($0, of: link.fence, to: &run, &loops) }
            }
        }
        finish(run, &loops)
    }

    /// Adds a step to the run under way; one outside the corridor ends it.
    private func add(_ step: FenceProfile.Step, of fence: Int, to run: inout Run, _ loops: inout [Loops]) {
        guard step.stretch.contains(.along) else {
            finish(run, &loops)
            run.removeAll()
            return
        }
        let leaps = run.steps.last.map { ($0.step.to - step.from).magnitude > FenceCover.snap.value } ?? true
        if leaps { run.starts.append(run.steps.count) }
        run.steps.append(Step(step: step, fence: fence))
    }

    /// Whether the foot of a part leaps at all: of most it does not.
    static func leaps(_ profile: FenceProfile, _ part: Int) -> Bool {
        var last = Double.nan
        var found = false
        profile.forEachStep(of: profile.parts[part]) { step in
            let isAlong = step.stretch.contains(.along)
            // False for NaN.
            if isAlong, (last - step.from).magnitude > FenceCover.snap.value { found = true }
            last = isAlong ? step.to : .nan
        }
        return found
    }

    private struct Cut {
        var low: Double
        var high: Double
        var isWiggle: Bool
        var fence: Int

        var span: MeasureSpan { MeasureSpan(Measure(low), Measure(high)) }
    }

    private func finish(_ run: Run, _ loops: inout [Loops]) {
        guard run.starts.count > 1 else { return }
        var cuts: [Cut] = []
        var mouths = FenceMouths(run)
        lazy var approach = FenceApproach(run)
        for i in 1..<run.starts.count {
            let after = run.starts[i]
            let before = run.steps[after - 1]
            let next = run.steps[after]
            let (s1, s2) = (before.step.to, next.step.from)
            let (d1, d2) = (before.step.offsetTo, next.step.offsetFrom)
            let cut = Cut(
                low: min(s1, s2), high: max(s1, s2), isWiggle: (s1 - s2).magnitude <= ratio * d2.magnitude, fence: before.fence)
            loops[cut.fence].leaps.append(FenceCover.Leap(span: cut.span, offset: d1 * d2 > 0 ? (d1 + d2) / 2 : d2))
            let question = FenceMouths.Question(
                offset: d2.magnitude, reach: cut.isWiggle ? 0 : Self.reach, foot: s1, other: s2)
            if mouths.pass(question, atLeapInto: i) {
                add(cut.span, isWiggle: cut.isWiggle, of: cut.fence, to: &loops)
                continue
            }
            if changesBank(run, at: after, from: s1, to: s2, within: d2.magnitude / 2, &approach) { cuts.append(cut) }
        }
        cancel(cuts, &loops)
    }

    /// Whether the nearest fence on either side of a leap that comes within `limit` of the border lies on different limbs.
    private func changesBank(
        _ run: Run, at after: Int, from s1: Double, to s2: Double, within limit: Double, _ approach: inout FenceApproach
    ) -> Bool {
        guard let before = approach.last(before: after, within: limit), let next = approach.first(from: after, within: limit)
        else { return false }
        func isOnFirst(_ index: Int) -> Bool {
            let step = run.steps[index].step
            let s = step.offsetFrom.magnitude <= step.offsetTo.magnitude ? step.from : step.to
            return (s - s1).magnitude < (s - s2).magnitude
        }
        return isOnFirst(before) != isOnFirst(next)
    }

    /// Loops that a fence cuts off by going over the neck cancel in pairs over one place: it came back.
    private func cancel(_ cuts: [Cut], _ loops: inout [Loops]) {
        guard cuts.count > 1 else {
            if let cut = cuts.first { add(cut.span, isWiggle: cut.isWiggle, of: cut.fence, to: &loops) }
            return
        }
        // Where each cut begins and ends, in order of measure.
        var ends = cuts.indices.flatMap { [(place: cuts[$0].low, cut: $0), (place: cuts[$0].high, cut: $0)] }
        ends.sort { ($0.place, $0.cut) < ($1.place, $1.cut) }
        var open: Set<Int> = []
        var wiggles = 0
        for (i, end) in ends.enumerated() {
            let isWiggle = cuts[end.cut].isWiggle ? 1 : 0
            if open.remove(end.cut) == nil {
                open.insert(end.cut)
                wiggles += isWiggle
            } else {
                wiggles -= isWiggle
            }
            guard open.count % 2 == 1, i + 1 < ends.count, ends[i + 1].place > end.place, let first = open.min() else { continue }
            add(
                MeasureSpan(Measure(end.place), Measure(ends[i + 1].place)), isWiggle: wiggles > 0, of: cuts[first].fence,
                to: &loops)
        }
    }

    private func add(_ span: MeasureSpan, isWiggle: Bool, of fence: Int, to loops: inout [Loops]) {
        if isWiggle { loops[fence].direct.append(span) } else { loops[fence].bridged.append(span) }
    }
}
