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

    /// Matches the second annotator's points to the first's, the third's to the objects so far, and so on. An object stands where the
    /// first of its marks is. Two or more annotators; fewer give no objects in common.
    package init(
        _ annotators: [(name: String, points: ValidationPoints)], rule: MatchRule, jobs: Int? = nil
    ) throws(MatchError) {
        self.annotators = annotators.map(\.name)
        points = annotators.map(\.points)
        var objects: [Object] = []
        var findings: [Finding] = []
        var places = ValidationPoints()
        for (annotator, set) in annotators.enumerated() {
            let matching = try PointMatching(places, set.points, rule: rule, jobs: jobs)
            for finding in matching.findings where annotator > 0 && !findings.contains(finding) { findings.append(finding) }
            for pair in matching.pairs { objects[pair.first].marks[annotator] = pair.second }
            for index in matching.unmatchedSecond {
                var marks = [Int?](repeating: nil, count: annotators.count)
                marks[annotator] = index
                objects.append(Object(marks: marks))
                places.append(set.points[index])
            }
        }
        self.objects = objects
        self.findings = findings
    }

    /// The mark that stands for an object: that of the first annotator who saw it.
    public func point(of object: Object) -> ValidationPoint? {
        object.marks.indices.lazy.compactMap { annotator in object.marks[annotator].map { points[annotator][$0] } }.first
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
        let here = objects.filter { object in point(of: object).map(selection.includes) ?? false }
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
        let found = objects.filter { point(of: $0).map(selection.includes) ?? false }
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
        /// Cohen's kappa of presence for the first two annotators.
        package var presenceKappa: CohenKappa?
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
        var presenceTable = [[0, 0], [0, 0]]
        if annotators.count >= 2 {
            for row in table { presenceTable[row[0] > 0 ? 1 : 0][row[1] > 0 ? 1 : 0] += 1 }
        }
        return ByBins(
            bins: table.count, presence: presence.alpha, counts: ratio.alpha,
            presenceInterval: presence.interval(bootstrap, confidence), countsInterval: ratio.interval(bootstrap, confidence),
            presenceKappa: CohenKappa(table: presenceTable))
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
