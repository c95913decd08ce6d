import LinearReferencing

/// A fence as it stood at one epoch, on the elementary intervals of a comparison (F7): how many metres of it lie on each, and how far from the border.
struct FenceRecord: Sendable {
    /// What became of a record on one interval.
    enum Fate: Hashable, Sendable {
        /// No line of the other epoch is the same.
        case alone
        /// A line of the other epoch is, in a gate of so many metres.
        case paired(FenceStatus, gate: Double)
        /// Alone, but no more than the end of a line that was drawn otherwise.
        case redrawn
    }

    let fence: Int
    let epoch: FenceChangePiece.Epoch
    /// What it covers.
    let spans: [MeasureSpan]
    /// The intervals it stands on, as indexes, in order of measure.
    private(set) var intervals: [Int] = []
    /// The span of each; empty for a place without extent.
    private(set) var places: [MeasureSpan] = []
    /// The same before ends were rounded to the millimetre: a foot that stands still may do so on one.
    private var exactPlaces: [MeasureSpan] = []
    /// Metres of fence on each that count.
    private(set) var lengths: [Double] = []
    /// The least and the greatest measure of those metres; `nil` where there are none.
    private(set) var extents: [MeasureSpan?] = []
    /// Metres, and metres times offset.
    private var weights: [(metres: Double, moment: Double)] = []
    var fates: [Fate] = []

    init(fence: Int, epoch: FenceChangePiece.Epoch, spans: [MeasureSpan]) {
        self.fence = fence
        self.epoch = epoch
        self.spans = spans
    }

    mutating func stand(on interval: Int, _ span: MeasureSpan, exact: MeasureSpan) {
        intervals.append(interval)
        exactPlaces.append(exact)
        places.append(span)
        lengths.append(0)
        extents.append(nil)
        weights.append((0, 0))
        fates.append(.alone)
    }

    /// Index of an interval among the record's own.
    func position(of interval: Int) -> Int { intervals.partitioningIndex { $0 >= interval } }

    /// The measures whose metres belong to an interval. Those of all the intervals of a record fill the line, so that no metre is lost or counted twice: between two that do
    /// not touch, where the record has no metres, they meet in the middle.
    func territory(_ i: Int) -> MeasureSpan {
        let from = i == 0 ? Measure(-.infinity) : boundary(after: i - 1)
        let to = i + 1 == places.count ? Measure(.infinity) : boundary(after: i)
        return MeasureSpan(from, to)
    }

    private func boundary(after i: Int) -> Measure {
        // Metres whose foot stands still on an end belong to the later interval.
        Measure((exactPlaces[i].to.metres + exactPlaces[i + 1].from.metres) / 2)
    }

    /// Gives the metres of a profile that lie in `both` to the intervals.
    mutating func distribute(_ profile: FenceProfile, over both: [MeasureSpan], without excluded: FenceProfile.Stretch) {
        guard !places.isEmpty else { return }
        profile.forEachStep(over: both) { step in
            guard step.stretch.contains(.along) else { return }
            let counts = excluded.isEmpty || step.stretch.isDisjoint(with: excluded)
            var i = firstTerritory(reaching: step.low)
            while true {
                let territory = territory(i)
                let part = step.clipped(from: territory.from.metres, to: territory.to.metres)
                if part.length > 0 {
                    if counts {
                        lengths[i] += part.length
                        let own = MeasureSpan(Measure(part.low), Measure(part.high))
                        extents[i] = extents[i].map { MeasureSpan(min($0.from, own.from), max($0.to, own.to)) } ?? own
                    }
                    weights[i].metres += part.length
                    weights[i].moment += (part.offsetFrom + part.offsetTo) / 2 * part.length
                }
                i += 1
                if step.isStill || i == places.count || territory.to.metres >= step.high { return }
            }
        }
    }

    private func firstTerritory(reaching s: Double) -> Int {
        var low = 0
        var high = places.count - 1
        while low < high {
            let middle = (low + high) / 2
            if boundary(after: middle).metres > s { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The mean offset on an interval by metres of fence; where it is only bridged, the offset at the leap; `nil` where there is neither.
    func offset(_ i: Int, _ cover: FenceCover) -> Double? {
        let (metres, moment) = weights[i]
        let span = places[i]
        // A hair of fence within the snap says nothing about an interval that is bridged.
        if metres > 0.1 || (metres > 0 && span.length.value <= 0.1) { return moment / metres }
        if let leap = cover.leap(over: span.from + span.length / 2) { return leap.offset }
        return metres > 0 ? moment / metres : nil
    }
}
