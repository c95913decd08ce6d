import LinearReferencing

/// Detections scored against a reference: who matches whom, what is scored at all, and what follows (F9).
public struct DetectionValidation: Sendable {
    /// What is not scored: neither right nor wrong.
    public struct Exclusions: Sendable {
        /// Zones where nothing is scored, as polygons.
        public var ignored: [Polygon<GeoPosition>]
        /// What was observed; points elsewhere on the route are not scored. `nil`: everywhere.
        public var observed: MeasureSpanSet?
        /// The border's last measure, which belongs to what reaches it; other ends of spans are outside. `nil`: all are.
        public var borderEnd: Measure?

        public init(ignored: [Polygon<GeoPosition>] = [], observed: MeasureSpanSet? = nil, borderEnd: Measure? = nil) {
            self.ignored = ignored
            self.observed = observed
            self.borderEnd = borderEnd
        }

        var isEmpty: Bool { ignored.isEmpty && observed == nil }

        func leavesOut(_ points: ValidationPoints, _ index: Int) -> Bool {
            if let observed {
                guard let measure = points.measure(of: index), observed.holds(measure, borderEnd: borderEnd) else { return true }
            }
            return ignored.contains { $0.contains(points.positions[index]) }
        }
    }

    public enum Outcome: Hashable, Sendable {
        /// Index of the partner in the other set.
        case matched(Int)
        case unmatched
        case notScored
    }

    package var reference: ValidationPoints
    package var detections: ValidationPoints
    package var matching: PointMatching
    /// One for each point of the two sets.
    public var referenceOutcomes: [Outcome]
    public var detectionOutcomes: [Outcome]
    /// Detections that are not scored where nothing matches them; empty: none.
    private var leftOut: [Bool] = []

    /// Whether a detection without a partner lies where nothing is scored.
    func isLeftOut(_ detection: Int) -> Bool { !leftOut.isEmpty && leftOut[detection] }

    /// Matches and scores. A reference outside what is observed, or in an ignored zone, is not scored, nor is the detection that matches
    /// it; an unmatched detection there is no false one.
    ///
    /// O((n + m) log (n + m)) plus exclusions.
    package init(
        reference: ValidationPoints, detections: ValidationPoints, rule: MatchRule, exclusions: Exclusions = Exclusions(),
        jobs: Int? = nil
    ) throws(MatchError) {
        let matching = try PointMatching(reference, detections, rule: rule, jobs: jobs)
        var referenceOutcomes = [Outcome](repeating: .unmatched, count: reference.count)
        if !exclusions.isEmpty {
            for index in reference.indices where exclusions.leavesOut(reference, index) { referenceOutcomes[index] = .notScored }
        }
        var detectionOutcomes = [Outcome](repeating: .unmatched, count: detections.count)
        for pair in matching.pairs {
            if referenceOutcomes[pair.first] == .notScored {
                detectionOutcomes[pair.second] = .notScored
            } else {
                referenceOutcomes[pair.first] = .matched(pair.second)
                detectionOutcomes[pair.second] = .matched(pair.first)
            }
        }
        if !exclusions.isEmpty {
            leftOut = detections.indices.map { exclusions.leavesOut(detections, $0) }
            for index in matching.unmatchedSecond where leftOut[index] { detectionOutcomes[index] = .notScored }
        }
        self.reference = reference
        self.detections = detections
        self.matching = matching
        self.referenceOutcomes = referenceOutcomes
        self.detectionOutcomes = detectionOutcomes
    }

    public var notScoredReference: Int { referenceOutcomes.count { $0 == .notScored } }
    public var notScoredDetections: Int { detectionOutcomes.count { $0 == .notScored } }

    /// Pairs that count, in order of the reference.
    package var scoredPairs: [MatchedPair] {
        notScoredReference == 0 ? matching.pairs : matching.pairs.filter { referenceOutcomes[$0.first] != .notScored }
    }
}

extension DetectionValidation {
    /// A part of what is scored: an area, a bin, everything.
    public struct Selection: Sendable {
        /// `nil`: everywhere, also off the route.
        public var spans: MeasureSpanSet?
        /// The border's last measure, which belongs to spans that reach it; every other end is outside, so that counts of neighbouring
        /// areas add up. `nil`: all ends are.
        public var borderEnd: Measure?

        public init(spans: MeasureSpanSet? = nil, borderEnd: Measure? = nil) {
            self.spans = spans
            self.borderEnd = borderEnd
        }

        package func includes(_ point: ValidationPoint) -> Bool { holds(point.measure) }

        @inline(__always)
        package func includes(_ points: ValidationPoints, _ index: Int) -> Bool {
            spans == nil || holds(points.measure(of: index))
        }

        /// Whether a place is in it; what has none is in everything alone.
        package func holds(_ measure: Measure?) -> Bool {
            guard let spans else { return true }
            guard let measure else { return false }
            return spans.holds(measure, borderEnd: borderEnd)
        }
    }

    /// Counts in a selection. A pair belongs where its reference stands, a false detection where it stands itself.
    ///
    /// With a kind, only what both sides call that kind is right; a pair of two kinds is a miss for one and false for the other.
    public func scores(in selection: Selection = Selection(), kind: FacilityKind? = nil) -> DetectionScores {
        let confusion = confusion(in: selection)
        return kind.map { confusion.scores(of: $0) } ?? confusion.scores
    }

    /// Which kind was called which in a selection. Linear.
    public func confusion(in selection: Selection = Selection()) -> ConfusionMatrix {
        var table = KindTable(kinds: ClassIndex(of: reference.kinds + detections.kinds))
        for index in reference.indices where selection.includes(reference, index) {
            switch referenceOutcomes[index] {
            case .notScored: continue
            case .unmatched: table.miss(reference.kinds[index])
            case .matched(let partner): table.add(reference.kinds[index], detections.kinds[partner])
            }
        }
        for index in detections.indices where detectionOutcomes[index] == .unmatched && selection.includes(detections, index) {
            table.addSpurious(detections.kinds[index])
        }
        return ConfusionMatrix(table)
    }

    /// East and north differences of the pairs of a selection (detection minus reference), no shift removed.
    package func pairs(in selection: Selection = Selection()) -> [MatchedPair] {
        selection.spans == nil ? scoredPairs : scoredPairs.filter { selection.includes(reference, $0.first) }
    }

    /// False detections within the gate of a reference that another detection took: the same object twice.
    public func duplicates(in selection: Selection = Selection(), jobs: Int? = nil) throws(MatchError) -> Int {
        let spurious = detections.indices.filter { detectionOutcomes[$0] == .unmatched && selection.includes(detections, $0) }
        return try matching.countReached(spurious, of: detections, reference, jobs: jobs)
    }
}
