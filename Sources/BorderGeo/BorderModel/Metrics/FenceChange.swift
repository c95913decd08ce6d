import LinearReferencing

/// What became of the fence at a place between two epochs (F7).
public enum ChangeClass: String, Hashable, Sendable, Codable, CaseIterable {
    /// No fence at either epoch.
    case none
    case new, removed
    case layerAdded = "layer_added"
    case layerLost = "layer_lost"
    case upgraded, realigned, unchanged
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

    /// Lengths of fence line, from the lines themselves: sums over layers, longer than the border they run along.
    public struct FenceLineLengths: Hashable, Sendable {
        public var new: Metres
        public var upgraded: Metres
        public var removed: Metres
        /// Realigned fences are among these.
        public var unchanged: Metres

        public var newOrUpgraded: Metres { new + upgraded }

        public subscript(status: FenceStatus) -> Metres {
            switch status {
            case .new: new
            case .upgraded: upgraded
            case .removed: removed
            case .unchanged: unchanged
            }
        }
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
    public var fenceLine: FenceLineLengths

    /// Border of one class.
    public func border(_ changeClass: ChangeClass) -> Metres {
        classes.first { $0.changeClass == changeClass }?.border ?? .zero
    }
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

/// What became of one run of a fence, by its own layer.
public enum FenceStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case new, upgraded, removed, unchanged
}

/// A part of a fence event with one status: the change of one layer at one place.
package struct FenceChangePiece: Hashable, Sendable {
    package var span: MeasureSpan
    /// Index of the fence among the located assets.
    package var fence: Int
    package var layer: FenceLayer
    package var status: FenceStatus
    package var fenceLine: Metres
}
