import LinearReferencing

/// Two inventories of one study laid over each other: lines paired by place on elementary intervals, from which every figure of F7 is summed.
///
/// Made once for a pair of epochs; rows of areas are sums over a part of it. n log n in the number of fence events and in the metres of border over 250 m.
public struct FenceComparison: Sendable {
    public let baseline: Inventory
    public let comparison: Inventory
    /// Border observed at both epochs.
    public let observedBoth: MeasureSpanSet
    /// Pieces in order of measure, over `observedBoth`.
    package let pieces: [ChangePiece]
    /// Pieces of fences with what became of them, over `observedBoth`, in order of measure.
    package let fencePieces: [FenceChangePiece]
    /// Pairs whose later record has fewer rows: more likely drawn or described otherwise than taken down.
    package let fewerRows: [FencePairName]
    /// Offsets of pairs that place alone made, for the common shift.
    package let shifts: [PlaceShift]
    /// Pairs that place alone made where a record carries no sigma: they cannot be told from a line that was moved within the gate.
    package let pairsWithoutSigma: Int

    /// Two records that are one line.
    package struct FencePairName: Hashable, Sendable {
        package var before: Int
        package var after: Int
    }

    /// How much farther left a line is at the comparison, over a span of border.
    package struct PlaceShift: Hashable, Sendable {
        package var span: MeasureSpan
        package var shift: Double
    }

    /// Intervals are cut at every multiple of this: two lines that cross are not one pair of equal means.
    static let raster = 250.0

    /// Compares the fences of two epochs. A line that stood at both is found by its record, else by its id, else by its place: within the gate of the two records' sigmas, or
    /// within `matchDistance` where a record has none.
    public init(
        baseline: Inventory, comparison: Inventory, countingBridged: Bool = true, matchDistance: Metres = Metres(30)
    ) {
        self.baseline = baseline
        self.comparison = comparison
        observedBoth = baseline.observed.intersection(comparison.observed)
        var intervals = FenceIntervals(baseline, comparison, both: observedBoth, countingBridged: countingBridged)
        let pairing = FencePairing(
            matchDistance: matchDistance, fences: comparison.assets.fences,
            dates: (baseline.epoch.date, comparison.epoch.date))
        intervals.pair(by: pairing)
        pieces = intervals.changePieces
        fencePieces = intervals.fencePieces
        fewerRows = intervals.fewerRows
        shifts = intervals.shifts
        pairsWithoutSigma = intervals.pairsWithoutSigma
    }
}

extension FenceComparison {
    /// The change in one domain. Throws `IdentityViolation` where the classes and the unknown length do not add up to the domain, the matrix to the border observed at both
    /// epochs, or the ledger to the fence line that stood at the two. Linear in the number of pieces. Formula: F7.
    public func change(in domain: MetricDomain) throws -> FenceChange {
        let size = comparison.assets.layers.count + 1
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        var byClass: [ChangeClass: Double] = [:]
        var newLayers = 0.0
        for (piece, span) in SpanOverlaps(pieces, \.span, with: domain.spans) {
            let length = span.length.value
            matrix[piece.layersBaseline][piece.layersComparison] += length
            byClass[piece.changeClass, default: 0] += length
            newLayers += Double(max(0, piece.layersComparison - piece.layersBaseline)) * length
        }
        let both = domain.spans.intersection(observedBoth).length
        byClass[.unknown] = (domain.border - both).value
        let change = FenceChange(
            area: domain.id, baseline: baseline.epoch.id, comparison: comparison.epoch.id, border: domain.border,
            observedBoth: both,
            coverageBaseline: Share(Metres(matrix.dropFirst().reduce(0) { $0 + $1.reduce(0, +) }), of: both),
            coverageComparison: Share(Metres(matrix.reduce(0) { $0 + $1.dropFirst().reduce(0, +) }), of: both),
            classes: ChangeClass.allCases.map { FenceChange.ClassLength(changeClass: $0, border: Metres(byClass[$0] ?? 0)) },
            matrix: matrix.map { $0.map { Metres($0) } }, newLayerLength: Metres(newLayers),
            fenceLine: try ledger(in: domain))
        let classes = change.classes.reduce(Metres.zero) { $0 + $1.border }
        try IdentityViolation.check(
            "border by class of change + unknown = border", that: classes, equals: domain.border, in: domain.id)
        try IdentityViolation.check(
            "sum of the transition matrix = border observed at both epochs", that: Metres(matrix.joined().reduce(0, +)),
            equals: both, in: domain.id)
        return change
    }

    /// The pieces of what stands at the comparison, and of what was removed: every line once.
    package var standingPieces: [FenceChangePiece] { fencePieces.filter { $0.epoch == .comparison || $0.status == .removed } }

    /// Fence line by what became of it, clipped to the domain exactly.
    private func ledger(in domain: MetricDomain) throws -> FenceLedger {
        let seen = domain.spans.intersection(observedBoth).spans
        var ledger = FenceLedger()
        ledger.baseline = baseline.fenceLine(over: seen)
        ledger.comparison = comparison.fenceLine(over: seen)
        var redrawn = 0.0
        for piece in fencePieces {
            let length = length(of: piece, over: seen)
            switch (piece.epoch, piece.status) {
            case (.baseline, .removed), (.comparison, .new): ledger[piece.status] = ledger[piece.status] + length
            case (.baseline, _): redrawn -= length.value
            case (.comparison, .redrawn): redrawn += length.value
            case (.comparison, _):
                ledger[piece.status] = ledger[piece.status] + length
                redrawn += length.value
            }
        }
        ledger.redrawn = Metres(redrawn)
        try IdentityViolation.check(
            "fence line: baseline - removed + new + redrawn = comparison",
            that: ledger.baseline - ledger.removed + ledger.new + ledger.redrawn, equals: ledger.comparison, in: domain.id)
        return ledger.toMillimetres
    }

    /// The fence line of a piece over `seen`, sorted spans inside `observedBoth`.
    package func length(of piece: FenceChangePiece, over seen: [MeasureSpan]) -> Metres {
        guard let extent = piece.extent else { return .zero }
        let near = Metres(2e-3)
        var i = seen.partitioningIndex { $0.to >= extent.from - near }
        if i < seen.count, seen[i].from < extent.from - near, seen[i].to > extent.to + near { return piece.fenceLine }
        var parts: [MeasureSpan] = []
        while i < seen.count, seen[i].from <= extent.to + near {
            if let part = seen[i].intersection(piece.territory) { parts.append(part) }
            i += 1
        }
        guard !parts.isEmpty else { return .zero }
        let located = comparison.assets.fences[piece.fence].location
        return Metres(located.profile.length(of: .along, over: parts, without: comparison.assets.excludedStretch))
    }
}
