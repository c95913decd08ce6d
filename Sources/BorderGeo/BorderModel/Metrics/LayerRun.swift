import LinearReferencing

/// A stretch of border that a fence covers, as the metrics see it: where, which layer, whose fence.
package struct LayerRun: Hashable, Sendable {
    package var span: MeasureSpan
    package var layer: FenceLayer
    /// Index of the fence among the located assets.
    package var fence: Int
    var bridged: Bool
}

extension Inventory {
    /// The runs of all fences of the epoch, in the order of fences. Bridged loops are left out where they do not
    /// count.
    package func layerRuns(countingBridged: Bool) -> [LayerRun] {
        zip(fences, covers).flatMap { index, cover in
            let layer = assets.fences[index].fence.layer
            return cover.direct.map { LayerRun(span: $0, layer: layer, fence: index, bridged: false) }
                + (countingBridged ? cover.bridged : []).map {
                    LayerRun(span: $0, layer: layer, fence: index, bridged: true)
                }
        }
    }
}

/// Which layers stand at a place.
struct LayerSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }
    init(_ layer: FenceLayer) { rawValue = 1 << UInt8(layer.rank) }

    package var count: Int { rawValue.nonzeroBitCount }
}

extension FenceLayer {
    /// 0 for the layer nearest the river, counted inland.
    public var rank: Int {
        switch self {
        case .primary: 0
        case .secondary: 1
        case .tertiary: 2
        }
    }
}
