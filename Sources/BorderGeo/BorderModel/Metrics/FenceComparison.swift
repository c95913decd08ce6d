import LinearReferencing

/// Two inventories of one study laid over each other: elementary pieces with their change, from which every figure of F7 is
/// summed.
///
/// Made once for a pair of epochs; rows of areas are sums over a part of it. n log n in the number of fence events.
public struct FenceComparison: Sendable {
    public let baseline: Inventory
    public let comparison: Inventory
    /// Border observed at both epochs.
    public let observedBoth: MeasureSpanSet
    /// Pieces in order of measure, over `observedBoth`.
    package let pieces: [ChangePiece]
    /// Parts of fence lines with what became of them, over `observedBoth`.
    package let fencePieces: [FenceChangePiece]

    /// Compares the fences of two epochs.
    ///
    /// Layers are matched by name. Of a matched layer: a fence whose `upgradedOn` lies after the baseline and not after the
    /// comparison, or whose rows or material
    /// differ from those of the fence it replaced, is upgraded. A replaced fence is realigned where its offset shift is farther
    /// from the median shift
    /// than 2.4477 sigma, sigma from both records; without sigma nothing is called realigned.
    public init(baseline: Inventory, comparison: Inventory, countingBridged: Bool = true) {
        self.baseline = baseline
        self.comparison = comparison
        observedBoth = baseline.observed.intersection(comparison.observed)
        let before = baseline.layerRuns(countingBridged: countingBridged)
        let after = comparison.layerRuns(countingBridged: countingBridged)
        let sweep = SpanSweep(before.map(\.span) + after.map(\.span), over: observedBoth)
        let elements = sweep.pieces.map {
            Self.element($0, before: before, after: after, comparison: comparison, baseline: baseline)
        }
        let medianShift = Self.medianShift(elements)
        var pieces: [ChangePiece] = []
        var fencePieces: [FenceChangePiece] = []
        for element in elements {
            pieces.append(element.piece(medianShift: medianShift))
            fencePieces += element.fencePieces
        }
        self.pieces = pieces
        self.fencePieces = fencePieces
    }
}

extension FenceComparison {
    /// One elementary piece before it is classified: realignment needs the median over all of them.
    private struct Element {
        var span: MeasureSpan
        var before: LayerSet
        var after: LayerSet
        var upgraded: Bool
        /// Offset shift of each matched layer, and the sigma it is judged by; no sigma where the records carry none.
        var shifts: [(shift: Double, sigma: Double?)]
        var fencePieces: [FenceChangePiece]

        func piece(medianShift: Double) -> ChangePiece {
            let c0 = before.count
            let c1 = after.count
            let changeClass: ChangeClass =
                if c0 == 0, c1 == 0 {
                    .none
                } else if c0 == 0 {
                    .new
                } else if c1 == 0 {
                    .removed
                } else if c1 > c0 {
                    .layerAdded
                } else if c1 < c0 {
                    .layerLost
                } else if upgraded {
                    .upgraded
                } else if shifts.contains(where: { Self.isRealigned($0, medianShift) }) {
                    .realigned
                } else {
                    .unchanged
                }
            return ChangePiece(span: span, changeClass: changeClass, layersBaseline: c0, layersComparison: c1)
        }

        private static func isRealigned(_ shift: (shift: Double, sigma: Double?), _ median: Double) -> Bool {
            guard let sigma = shift.sigma else { return false }
            return (shift.shift - median).magnitude > 2.4477 * sigma
        }
    }

    private static func element(
        _ piece: SpanSweep.Piece, before: [LayerRun], after: [LayerRun], comparison: Inventory, baseline: Inventory
    ) -> Element {
        let old = piece.active.filter { $0 < before.count }.map { before[$0] }
        let new = piece.active.filter { $0 >= before.count }.map { after[$0 - before.count] }
        var element = Element(
            span: piece.span, before: old.reduce(into: []) { $0.insert(LayerSet($1.layer)) },
            after: new.reduce(into: []) { $0.insert(LayerSet($1.layer)) }, upgraded: false, shifts: [], fencePieces: [])
        func record(_ run: LayerRun, _ status: FenceStatus) {
            element.fencePieces.append(
                FenceChangePiece(
                    span: piece.span, fence: run.fence, layer: run.layer, status: status,
                    fenceLine: run.fenceLine(over: piece.span)))
        }
        for run in new {
            guard let previous = old.first(where: { $0.fence == run.fence }) ?? old.first(where: { $0.layer == run.layer }) else {
                record(run, .new)
                continue
            }
            let upgraded = isUpgraded(run.fence, from: previous.fence, comparison, baseline)
            if upgraded { element.upgraded = true }
            record(run, upgraded ? .upgraded : .unchanged)
            let sigmas = [previous, run].map { comparison.assets.fences[$0.fence].fence.provenance.sigma?.value }
            let sigma: Double? =
                if previous.fence == run.fence {
                    nil
                } else if let a = sigmas[0], let b = sigmas[1] {
                    (a * a + b * b).squareRoot()
                } else {
                    nil
                }
            element.shifts.append((run.offsetMean.metres - previous.offsetMean.metres, sigma))
        }
        for run in old where !element.after.contains(LayerSet(run.layer)) { record(run, .removed) }
        return element
    }

    private static func isUpgraded(_ fence: Int, from previous: Int, _ comparison: Inventory, _ baseline: Inventory) -> Bool {
        let new = comparison.assets.fences[fence].fence
        if let date = new.upgradedOn, date > baseline.epoch.date, date <= comparison.epoch.date { return true }
        guard fence != previous else { return false }
        let old = baseline.assets.fences[previous].fence
        let otherMaterial = new.material != old.material && new.material != .unknown && old.material != .unknown
        return otherMaterial || new.rows != old.rows
    }

    /// Median of the offset shifts, weighted by border length; 0 where nothing was matched.
    private static func medianShift(_ elements: [Element]) -> Double {
        let weighted = elements.flatMap { element in element.shifts.map { (shift: $0.shift, length: element.span.length.value) } }
            .sorted { ($0.shift, $0.length) < ($1.shift, $1.length) }
        let half = weighted.reduce(0) { $0 + $1.length } / 2
        var sum = 0.0
        for item in weighted {
            sum += item.length
            if sum >= half { return item.shift }
        }
        return 0
    }
}

extension FenceComparison {
    /// The change in one domain. Throws `IdentityViolation` where the classes and the unknown length do not add up to the
    /// domain, or the
    /// matrix to the border observed at both epochs. Linear in the number of pieces. Formula: F7.
    public func change(in domain: MetricDomain) throws -> FenceChange {
        let size = FenceLayer.allCases.count + 1
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
            coverageBaseline: Share(Metres(matrix.dropFirst().joined().reduce(0, +)), of: both),
            coverageComparison: Share(Metres(matrix.reduce(0) { $0 + $1.dropFirst().reduce(0, +) }), of: both),
            classes: ChangeClass.allCases.map { FenceChange.ClassLength(changeClass: $0, border: Metres(byClass[$0] ?? 0)) },
            matrix: matrix.map { $0.map { Metres($0) } }, newLayerLength: Metres(newLayers), fenceLine: fenceLine(in: domain))
        let classes = change.classes.reduce(Metres.zero) { $0 + $1.border }
        try IdentityViolation.check("border by class of change + unknown = border", classes, domain.border, in: domain.id)
        try IdentityViolation.check(
            "sum of the transition matrix = border observed at both epochs", Metres(matrix.joined().reduce(0, +)), both,
            in: domain.id)
        return change
    }

    private func fenceLine(in domain: MetricDomain) -> FenceChange.FenceLineLengths {
        var sums: [FenceStatus: Double] = [:]
        for (piece, span) in SpanOverlaps(fencePieces, \.span, with: domain.spans) where piece.span.length.value > 0 {
            sums[piece.status, default: 0] += piece.fenceLine.value * (span.length / piece.span.length)
        }
        return FenceChange.FenceLineLengths(
            new: Metres(sums[.new] ?? 0), upgraded: Metres(sums[.upgraded] ?? 0), removed: Metres(sums[.removed] ?? 0),
            unchanged: Metres(sums[.unchanged] ?? 0))
    }
}
