import LinearReferencing

/// How much of the observed border is fenced in one domain at one epoch, by how many layers, and where it is not (F4).
public struct Coverage: Hashable, Sendable {
    public struct Layer: Hashable, Sendable {
        public var layer: FenceLayer
        /// Border under this layer, overlaps once.
        public var fenced: Metres
        /// True length of this layer's fence lines.
        public var fenceLine: Metres
    }

    public struct Multiplicity: Hashable, Sendable {
        /// Number of distinct layers, from 0 to that of the vocabulary.
        public var layers: Int
        public var border: Metres
    }

    /// A maximal observed stretch without fence. `open` where it ends because imagery or the domain ends: it is then at least
    /// this long.
    public struct Gap: Hashable, Sendable {
        public var span: MeasureSpan
        public var open: Bool
        public var length: Metres { span.length }
    }

    public var area: String
    public var epoch: String
    public var border: Metres
    public var observed: Metres
    /// Observed border under at least one layer.
    public var fenced: Metres
    /// Of `fenced`: under a fence that follows the border.
    public var direct: Metres
    /// Of `fenced`: only behind a fence that cuts the neck of a meander.
    public var bridged: Metres
    /// Of `fenced`: gaps no longer than the requested least gap, inside one fence or between two that end that near.
    public var joined: Metres
    /// How many gaps `joined` is.
    public var joinedGaps: Int
    /// Fence line over observed border at a larger angle with it than `FenceOptions.steepAngle`.
    public var steep: Metres
    /// Fence line over observed border on its outward side.
    public var across: Metres
    /// Fence line whose foot is on observed border, outside the corridor: in no other figure.
    public var outside: Metres
    /// Fence line beyond an end of the border: in no other figure.
    public var beyond: Metres
    /// Sum over layers of `fenced`: layer-kilometres of border.
    public var layerLength: Metres
    /// One row for each layer, in the order of the vocabulary.
    public var layers: [Layer]
    /// One row for each number of layers.
    public var multiplicity: [Multiplicity]
    public var gaps: [Gap]

    /// Fenced border over observed border; `nil` where nothing was observed: that is unknown, not 0.
    public var share: Share? { Share(fenced, of: observed) }
    public var fenceLine: Metres { layers.reduce(.zero) { $0 + $1.fenceLine } }
    public var unobserved: Metres { border - observed }
}

/// A place with its layers: the multiplicity profile that maps and strips are drawn from.
public struct CoveragePiece: Hashable, Sendable {
    public var span: MeasureSpan
    /// Number of distinct layers over it.
    public var layers: Int
    /// True where only bridged loops stand.
    public var bridgedOnly: Bool
}

extension Inventory {
    /// Coverage of `domain` by this inventory's fences.
    ///
    /// Only observed border counts; two records of one layer over the same place count once in border and each in fence line.
    /// Touching spans leave
    /// no gap. n log n in the number of fence events. Throws `IdentityViolation` where the lengths by number of layers and the
    /// unobserved length do not add up to the domain. Formula: F4.
    ///
    /// Gaps up to `minGap` are joined where they lie inside one fence or between fences whose ends are that near.
    public func coverage(of domain: MetricDomain, countingBridged: Bool = true, minGap: Metres = .zero) throws -> Coverage {
        let seen = domain.spans.intersection(observed)
        let runs = layerRuns(countingBridged: countingBridged)
        let sweep = SpanSweep(runs.map(\.span), over: seen)
        let layers = assets.layers
        var byCount = [Double](repeating: 0, count: layers.count + 1)
        var layerBorder = [Double](repeating: 0, count: layers.count)
        var direct = 0.0
        var bare: [MeasureSpan] = []
        for piece in sweep.pieces {
            let length = piece.span.length.value
            var standing: LayerSet = []
            var follows = false
            for index in piece.active {
                let run = runs[index]
                standing.insert(LayerSet(number: run.layerNumber))
                if !run.bridged { follows = true }
            }
            byCount[standing.count] += length
            for number in layers.indices where standing.contains(LayerSet(number: number)) { layerBorder[number] += length }
            if follows { direct += length }
            if standing.isEmpty { bare.append(piece.span) }
        }
        let gaps = Self.gaps(bare, in: seen)
        let joins = minGap.value > 0 ? joinable(gaps, upTo: minGap) : []
        let joined = joins.reduce(0) { $0 + $1.length.value }
        byCount[0] -= joined
        let covered = byCount.dropFirst().reduce(0, +)
        let metres = fenceMetres(over: seen.spans)
        let coverage = Coverage(
            area: domain.id, epoch: epoch.id, border: domain.border, observed: seen.length, fenced: Metres(covered + joined),
            direct: Metres(direct), bridged: Metres(max(0, covered - direct)), joined: Metres(joined), joinedGaps: joins.count,
            steep: metres.steep, across: metres.across, outside: metres.outside, beyond: metres.beyond,
            layerLength: Metres(layerBorder.reduce(0, +)),
            layers: layers.enumerated().map {
                Coverage.Layer(layer: $1, fenced: Metres(layerBorder[$0]), fenceLine: metres.line[$0])
            },
            multiplicity: byCount.enumerated().map { Coverage.Multiplicity(layers: $0.offset, border: Metres($0.element)) },
            gaps: gaps.filter { !joins.contains($0.span) })
        let counted = Metres(byCount.reduce(0, +))
        try IdentityViolation.check(
            "border by number of layers + joined gaps + unobserved border = border",
            that: counted + coverage.joined + coverage.unobserved, equals: domain.border, in: domain.id
        )
        return coverage
    }

    private static func gaps(_ bare: [MeasureSpan], in seen: MeasureSpanSet) -> [Coverage.Gap] {
        let edges = Set(seen.spans.flatMap { [$0.from, $0.to] })
        return MeasureSpanSet(bare).spans.map { Coverage.Gap(span: $0, open: edges.contains($0.from) || edges.contains($0.to)) }
    }

    /// The number of layers along `domain`, observed border only, in order of measure; neighbours with the same number are
    /// joined.
    public func profile(of domain: MetricDomain, countingBridged: Bool = true) -> [CoveragePiece] {
        let runs = layerRuns(countingBridged: countingBridged)
        var result: [CoveragePiece] = []
        for piece in SpanSweep(runs.map(\.span), over: domain.spans.intersection(observed)).pieces {
            let standing = piece.active.reduce(into: LayerSet()) { $0.insert(LayerSet(number: runs[$1].layerNumber)) }
            let bridgedOnly = !piece.active.isEmpty && piece.active.allSatisfy { runs[$0].bridged }
            if let last = result.last, last.span.to == piece.span.from, last.layers == standing.count,
                last.bridgedOnly == bridgedOnly
            {
                result[result.count - 1].span = MeasureSpan(last.span.from, piece.span.to)
            } else {
                result.append(CoveragePiece(span: piece.span, layers: standing.count, bridgedOnly: bridgedOnly))
            }
        }
        return result
    }
}
