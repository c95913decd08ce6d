import LinearReferencing

/// What became of the fence at a place of the border between two epochs (F7).
public enum ChangeClass: String, Hashable, Sendable, Codable, CaseIterable {
    /// No fence at either epoch.
    case none
    case new, removed
    /// More or fewer distinct layers than before, some at both epochs.
    case layerAdded = "layer_added"
    case layerLost = "layer_lost"
    /// As many layers, and a line more or less in one of them.
    case lineAdded = "line_added"
    case lineLost = "line_lost"
    case upgraded, realigned, relabelled, unchanged
    /// Not observed at one of the two epochs, or at both.
    case unknown
}

/// How the fences of one domain changed between two epochs.
///
/// Three measurands that are never mixed: border by class, layer-kilometres of border added, and fence line.
public struct FenceChange: Hashable, Sendable {
    public struct ClassLength: Hashable, Sendable {
        public var changeClass: ChangeClass
        public var border: Metres
    }

    public var area: String
    public var baseline: String
    public var comparison: String
    public var border: Metres
    /// Border observed at both epochs: the only place where change is known.
    public var observedBoth: Metres
    /// Fenced border over border observed at both; `nil` where there is none.
    public var coverageBaseline: Share?
    public var coverageComparison: Share?
    /// One row for each class, also those of length 0.
    public var classes: [ClassLength]
    /// `matrix[c0][c1]`: border with `c0` layers at the baseline and `c1` at the comparison.
    public var matrix: [[Metres]]
    /// Sum over the border of layers gained where more stand than before.
    public var newLayerLength: Metres
    public var fenceLine: FenceLedger

    /// Border of one class.
    public func border(_ changeClass: ChangeClass) -> Metres {
        classes.first { $0.changeClass == changeClass }?.border ?? .zero
    }
}

/// Lengths of fence line in one domain, from the lines themselves: sums over layers, longer than the border they run along (F7).
///
/// `comparison = baseline - removed + new + redrawn`, and `comparison = new + upgraded + realigned + relabelled + unchanged` but for pieces at ends and joints that count as
/// redrawn.
public struct FenceLedger: Hashable, Sendable {
    /// All fence line that stood at the baseline, observed at both epochs.
    public var baseline = Metres.zero
    public var new = Metres.zero
    public var upgraded = Metres.zero
    public var realigned = Metres.zero
    public var relabelled = Metres.zero
    public var unchanged = Metres.zero
    public var removed = Metres.zero
    /// How much longer lines are drawn at the comparison that stood at both epochs; negative where they are drawn shorter.
    public var redrawn = Metres.zero
    /// All fence line that stands at the comparison, observed at both epochs.
    public var comparison = Metres.zero

    public var newOrUpgraded: Metres { new + upgraded }

    /// Entries in whole millimetres, as they are printed, that balance exactly: `redrawn` is what the others leave.
    var toMillimetres: FenceLedger {
        var ledger = self
        for path: WritableKeyPath<FenceLedger, Metres> in [
            \.baseline, \.new, \.upgraded, \.realigned, \.relabelled, \.unchanged, \.removed, \.comparison,
        ] {
            ledger[keyPath: path] = Metres((self[keyPath: path].value * 1000).rounded() / 1000)
        }
        let redrawn = ledger.comparison - ledger.baseline + ledger.removed - ledger.new
        ledger.redrawn = Metres((redrawn.value * 1000).rounded() / 1000)
        return ledger
    }

    /// The length of the comparison's pieces of a status, of the baseline's for `removed`, and the difference for `redrawn`.
    public subscript(status: FenceStatus) -> Metres {
        get { self[keyPath: Self.path(status)] }
        set { self[keyPath: Self.path(status)] = newValue }
    }

    private static func path(_ status: FenceStatus) -> WritableKeyPath<FenceLedger, Metres> {
        switch status {
        case .new: \.new
        case .upgraded: \.upgraded
        case .realigned: \.realigned
        case .relabelled: \.relabelled
        case .unchanged: \.unchanged
        case .removed: \.removed
        case .redrawn: \.redrawn
        }
    }
}

/// What became of a piece of one fence (F7).
public enum FenceStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case new, upgraded, realigned, relabelled, unchanged, removed
    /// A piece at an end or a joint of a line that stood at both epochs, shorter than the gate: it was drawn otherwise, no more.
    case redrawn
}

/// A place with what became of its fence: what maps and strips are drawn from.
package struct ChangePiece: Hashable, Sendable {
    package var span: MeasureSpan
    package var changeClass: ChangeClass
    package var layersBaseline: Int
    package var layersComparison: Int

    package init(span: MeasureSpan, changeClass: ChangeClass, layersBaseline: Int, layersComparison: Int) {
        self.span = span
        self.changeClass = changeClass
        self.layersBaseline = layersBaseline
        self.layersComparison = layersComparison
    }
}

/// A piece of one fence with one status at one epoch: pieces of a fence lie side by side and hold all its metres that were observed at both epochs.
package struct FenceChangePiece: Hashable, Sendable {
    package enum Epoch: Hashable, Sendable { case baseline, comparison }

    /// The border that it covers; empty where its foot stands still.
    package var span: MeasureSpan
    /// The measures whose metres of this fence belong to the piece: `span`, and what lies beside it at an end of the fence.
    package var territory: MeasureSpan
    /// The least and the greatest measure of those metres; `nil` where there are none.
    package var extent: MeasureSpan?
    /// Index of the fence among the located assets.
    package var fence: Int
    package var layer: FenceLayer
    package var epoch: Epoch
    package var status: FenceStatus
    package var fenceLine: Metres
}
