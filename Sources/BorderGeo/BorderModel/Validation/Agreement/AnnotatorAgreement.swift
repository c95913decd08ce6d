import LineStatistics
import LinearReferencing

/// How far two or more annotators agree, and what that says of the number that stand there in all (F12).
///
/// False marks must be taken out first: every mark is taken for a real object that the others may have overlooked.
public struct AnnotatorAgreement: Sendable {
    /// One object as the annotators together saw it: who marked it, and which of their points.
    public struct Object: Hashable, Sendable {
        /// By annotator, the index of the point.
        public var marks: [Int?]
    }

    public var annotators: [String]
    public var objects: [Object]
    /// What is doubtful about the matching, each once.
    public var findings: [Finding]
    private var points: [ValidationPoints]

    /// Matches every two annotators, and joins the marks of a pair into one object from the nearest pair on, as long as no annotator has two
    /// marks in it. The same objects whatever the order of the annotators and of their marks. Fewer than two annotators share none.
    package init(
        _ annotators: [(name: String, points: ValidationPoints)], rule: MatchRule, jobs: Int? = nil
    ) throws(MatchError) {
        self.annotators = annotators.map(\.name)
        points = annotators.map(\.points)
        let joined = try JoinedMarks(points, rule: rule, jobs: jobs)
        findings = joined.findings
        objects = joined.objects
    }

    /// Where an object stands along the route: the mean of its marks; `nil` where none has a place.
    package func measure(of object: Object) -> Measure? {
        let places = object.marks.indices.compactMap { annotator in
            object.marks[annotator].flatMap { points[annotator].measure(of: $0)?.metres }
        }.sorted()
        return places.isEmpty ? nil : Measure(places.reduce(0, +) / Double(places.count))
    }

    /// Two annotators against each other.
    public struct Pair: Sendable {
        public var first: Int
        public var second: Int
        /// Objects each marked, and both.
        public var counts: (first: Int, second: Int, both: Int)
        /// Chapman's estimate of the total; `nil` only for impossible counts.
        public var total: CaptureRecapture?
        /// On the kinds of what both marked; `nil` where nothing was.
        package var kappa: CohenKappa?
        public var confusion: ConfusionMatrix
    }

    /// All pairs of annotators, within a part of the route or everywhere.
    public func pairs(in selection: DetectionValidation.Selection = .init(), confidence: Share = Share(0.95)) -> [Pair] {
        let here = objects.filter { selection.holds(measure(of: $0)) }
        return annotators.indices.flatMap { a in
            (a + 1..<annotators.count).map { b in pair(a, with: b, on: here, confidence: confidence) }
        }
    }

    private func pair(_ a: Int, with b: Int, on here: [Object], confidence: Share) -> Pair {
        var kinds: [(FacilityKind, FacilityKind)] = []
        var (onlyFirst, onlySecond): ([FacilityKind], [FacilityKind]) = ([], [])
        for object in here {
            switch (object.marks[a], object.marks[b]) {
            case (let i?, let j?): kinds.append((points[a][i].kind, points[b][j].kind))
            case (let i?, nil): onlyFirst.append(points[a][i].kind)
            case (nil, let j?): onlySecond.append(points[b][j].kind)
            case (nil, nil): continue
            }
        }
        let confusion = ConfusionMatrix(pairs: kinds, missed: onlyFirst, spurious: onlySecond)
        let counts = (first: kinds.count + onlyFirst.count, second: kinds.count + onlySecond.count, both: kinds.count)
        return Pair(
            first: a, second: b, counts: counts,
            total: CaptureRecapture(first: counts.first, second: counts.second, matched: counts.both, confidence: confidence),
            kappa: confusion.kappa, confusion: confusion)
    }

    /// Log-linear estimate of the total from three annotators and more; `nil` with fewer, or where no model fits.
    package func logLinear(
        in selection: DetectionValidation.Selection = .init(), confidence: Share = Share(0.95)
    ) -> LogLinearEstimate? {
        guard annotators.count >= 3 else { return nil }
        let found = objects.filter { selection.holds(measure(of: $0)) }
            .map { object in Set(annotators.indices.filter { object.marks[$0] != nil }) }
        return LogLinearEstimate(annotators: annotators.count, found: found, confidence: confidence)
    }

    /// Agreement bin by bin along the route, where no matching decides.
    public struct ByBins: Sendable {
        public var bins: Int
        /// Krippendorff's alpha of "something there", and of the counts on a ratio scale; `nil` where there is no variation.
        public var presence: Double?
        public var counts: Double?
        package var presenceInterval: BlockBootstrap.Interval?
        package var countsInterval: BlockBootstrap.Interval?
        /// Cohen's kappa of presence: of more than two annotators the mean over their pairs (Light 1971); `nil` where one has none.
        package var presenceKappa: Double?
    }

    /// Alpha over bins, with intervals by moving blocks of ten bins.
    package func byBins(
        _ bins: RouteBins, replicates: Int = 999, seed: UInt64, confidence: Share = Share(0.95)
    ) -> ByBins {
        var counts = [[Double]](repeating: [Double](repeating: 0, count: annotators.count), count: bins.spans.count)
        for (annotator, set) in points.enumerated() {
            for point in set { if let bin = point.measure.flatMap(bins.index) { counts[bin][annotator] += 1 } }
        }
        let table = counts
        let presence = AlphaOfKinds(table.map { row in row.map { min($0, 1) } }, scale: .nominal)
        let ratio = AlphaOfKinds(table, scale: .ratio)
        let bootstrap = BlockBootstrap(units: table.count, blockLength: 10, replicates: replicates, seed: seed)
        let kappas = annotators.indices.flatMap { a in
            (a + 1..<annotators.count).map { b in Self.presenceKappa(table.map { ($0[a] > 0, $0[b] > 0) }) }
        }
        let known = kappas.compactMap { $0 }.sorted()
        return ByBins(
            bins: table.count, presence: presence.alpha, counts: ratio.alpha,
            presenceInterval: presence.interval(bootstrap, confidence), countsInterval: ratio.interval(bootstrap, confidence),
            presenceKappa: known.isEmpty || known.count < kappas.count ? nil : known.reduce(0, +) / Double(known.count))
    }

    private static func presenceKappa(_ marked: [(Bool, Bool)]) -> Double? {
        var table = [[0, 0], [0, 0]]
        for (a, b) in marked { table[a ? 1 : 0][b ? 1 : 0] += 1 }
        return CohenKappa(table: table)?.kappa
    }

    /// Alpha over bins of which many hold the same: those without a mark most of all.
    private struct AlphaOfKinds {
        private let units: UnitKinds
        private let statistic: KrippendorffAlpha.Kinds

        init(_ rows: [[Double]], scale: KrippendorffAlpha.Scale) {
            let found = UnitKinds.of(rows, common: [Double](repeating: 0, count: rows.first?.count ?? 0))
            units = found.units
            statistic = KrippendorffAlpha.Kinds(found.kinds, scale: scale)
        }

        var alpha: Double? { statistic.alpha(counts: units.counts) }

        func interval(_ bootstrap: BlockBootstrap, _ confidence: Share) -> BlockBootstrap.Interval? {
            bootstrap.interval(over: units, confidence: confidence) { [statistic] in statistic.alpha(counts: $0) }
        }
    }
}
