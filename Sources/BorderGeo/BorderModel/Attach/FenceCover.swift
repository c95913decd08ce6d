import LinearReferencing

/// What a located fence covers of the border (F3): its own spans, and the loops that it cuts off.
///
/// What a record bridges can depend on the records of its layer that it meets, so on the epoch; its spans and its metres are its own.
package struct FenceCover: Hashable, Sendable {
    /// A place where the foot goes from one limb of the border to another: between the two lies a loop.
    package struct Leap: Hashable, Sendable {
        package var span: MeasureSpan
        /// Of the fence there.
        package var offset: Double
    }

    /// What the fence follows, with the border's wiggles that it passes: sorted, apart by more than `snap`.
    package var direct: [MeasureSpan] = []
    /// Loops that it cuts off, without what it follows.
    package var bridged: [MeasureSpan] = []
    /// Measures outside `direct` where the foot stands still: fence line, but no border.
    package var places: [Measure] = []
    /// Sorted and disjoint: where several cut off a place, the first of them along the fence.
    package var leaps: [Leap] = []

    /// F3: spans of one fence that are no farther apart are one.
    static let snap = Metres(0.01)

    /// Everything that counts as fenced.
    package func spans(countingBridged: Bool) -> MeasureSpanSet {
        MeasureSpanSet(countingBridged ? direct + bridged : direct, snap: Self.snap)
    }
}

extension FenceCover {
    /// Of each of some fences of one layer that stand at one time what it covers: parts whose ends meet are one fence.
    static func covers(of fences: [FenceProfile], ratio: Double) -> [FenceCover] {
        var covers = fences.map { FenceCover(spansOf: $0) }
        var bridges = Array(repeating: FenceBridges.Loops(), count: fences.count)
        for chain in FenceChain.chains(of: fences) {
            FenceBridges(ratio: ratio).add(chain, of: fences, to: &bridges)
        }
        for i in covers.indices { covers[i].add(bridges[i]) }
        return covers
    }

    /// Of the only fence there is.
    static func cover(of fence: FenceProfile, ratio: Double) -> FenceCover {
        guard fence.parts.count <= 1 else { return covers(of: [fence], ratio: ratio).first ?? FenceCover() }
        var cover = FenceCover(spansOf: fence)
        var loops = FenceBridges.Loops()
        if !fence.parts.isEmpty, FenceBridges.leaps(fence, 0) {
            var all = [loops]
            let chain = FenceChain(links: [FenceChain.Link(fence: 0, part: 0, isTurned: false)])
            FenceBridges(ratio: ratio).add(chain, of: [fence], to: &all)
            loops = all[0]
        }
        cover.add(loops)
        return cover
    }

    /// The stretches of one fence alone, each of which covers from its least to its greatest measure.
    private init(spansOf profile: FenceProfile) {
        var spans: [MeasureSpan] = []
        for part in profile.parts {
            FenceStretches.forEach(of: part, in: profile) { low, high in
                if high - low > Self.snap.value {
                    spans.append(MeasureSpan(Measure(low), Measure(high)))
                } else {
                    places.append(Measure((low + high) / 2))
                }
            }
        }
        direct = MeasureSpanSet(spans, snap: Self.snap).spans
    }

    private mutating func add(_ loops: FenceBridges.Loops) {
        if !loops.direct.isEmpty { direct = MeasureSpanSet(direct + loops.direct, snap: Self.snap).spans }
        if !loops.bridged.isEmpty {
            bridged = MeasureSpanSet(loops.bridged, snap: Self.snap).subtracting(MeasureSpanSet(direct)).spans
        }
        leaps = Self.layered(loops.leaps)
        guard !places.isEmpty else { return }
        let covered = bridged.isEmpty ? direct : MeasureSpanSet(direct + bridged, snap: Self.snap).spans
        places.sort()
        places.removeAll { covered.hold($0, within: Self.snap) }
    }
}

extension FenceCover {
    /// The leap that cuts off a place; `nil` where none does. log n.
    func leap(over place: Measure) -> Leap? {
        let i = leaps.partitioningIndex { $0.span.to >= place }
        return i < leaps.count && leaps[i].span.from <= place ? leaps[i] : nil
    }

    /// Leaps in the order of the fence as disjoint spans in order of measure, each place with the first that cuts it off. n log n.
    static func layered(_ leaps: [Leap]) -> [Leap] {
        guard leaps.count > 1 else { return leaps }
        // Mostly none lies over another.
        let sorted = leaps.sorted { $0.span.from < $1.span.from }
        if sorted.indices.dropFirst().allSatisfy({ sorted[$0 - 1].span.to <= sorted[$0].span.from }) { return sorted }
        // Each end once: a cell without length would hide that its neighbours have another owner.
        let ends = Set(leaps.flatMap { [$0.span.from, $0.span.to] }).sorted()
        // Of the cells between neighbouring ends: whose each is, and the next one that is nobody's yet.
        var owner = [Int](repeating: -1, count: ends.count)
        var next = Array(0...ends.count)
        func free(_ cell: Int) -> Int {
            var end = cell
            while next[end] != end { end = next[end] }
            var here = cell
            while next[here] != end {
                let after = next[here]
                next[here] = end
                here = after
            }
            return end
        }
        for (i, leap) in leaps.enumerated() {
            let end = ends.partitioningIndex { $0 >= leap.span.to }
            var cell = free(ends.partitioningIndex { $0 >= leap.span.from })
            while cell < end {
                owner[cell] = i
                next[cell] = cell + 1
                cell = free(cell + 1)
            }
        }
        var result: [Leap] = []
        var last = -1
        for cell in ends.indices.dropLast() {
            defer { last = owner[cell] }
            guard owner[cell] >= 0 else { continue }
            if owner[cell] == last, let open = result.last, open.span.to == ends[cell] {
                result[result.count - 1].span = MeasureSpan(open.span.from, ends[cell + 1])
            } else {
                result.append(Leap(span: MeasureSpan(ends[cell], ends[cell + 1]), offset: leaps[owner[cell]].offset))
            }
        }
        return result
    }
}

/// The connected stretches of a fence along the border: without a leap, and not out of the corridor in between.
enum FenceStretches {
    /// Calls `body` with the least and the greatest measure of each.
    static func forEach(of part: FenceProfile.Part, in profile: FenceProfile, _ body: (Double, Double) -> Void) {
        var open: (low: Double, high: Double, last: Double)?
        profile.forEachStep(of: part) { step in
            guard step.stretch.contains(.along) else {
                if let found = open { body(found.low, found.high) }
                open = nil
                return
            }
            if let found = open, (step.from - found.last).magnitude > FenceCover.snap.value {
                body(found.low, found.high)
                open = nil
            }
            open = (min(open?.low ?? .infinity, step.low), max(open?.high ?? -.infinity, step.high), step.to)
        }
        if let open { body(open.low, open.high) }
    }
}

extension [MeasureSpan] {
    /// Whether a place is in one of disjoint spans in order, or no farther from it than `tolerance`. log n.
    func hold(_ place: Measure, within tolerance: Metres) -> Bool {
        let i = partitioningIndex { $0.to + tolerance >= place }
        return i < count && self[i].from - tolerance <= place
    }
}
