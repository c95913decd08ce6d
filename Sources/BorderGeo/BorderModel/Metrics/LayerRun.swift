import LinearReferencing

/// A stretch of border that a fence covers, as the metrics see it: where, which layer, whose fence.
package struct LayerRun: Hashable, Sendable {
    package var span: MeasureSpan
    package var layer: FenceLayer
    /// Of the layer among those of the assets.
    var layerNumber: Int
    /// Index of the fence among the located assets.
    package var fence: Int
    var bridged: Bool
}

extension Inventory {
    /// The runs of all fences of the epoch, in the order of fences. Bridged loops are left out where they do not
    /// count.
    package func layerRuns(countingBridged: Bool) -> [LayerRun] {
        let layers = ClassIndex(assets.layers)
        return zip(fences, covers).flatMap { index, cover in
            let layer = assets.fences[index].fence.layer
            let number = layers.number(of: layer) ?? 0
            return cover.direct.map {
                LayerRun(span: $0, layer: layer, layerNumber: number, fence: index, bridged: false)
            }
                + (countingBridged ? cover.bridged : []).map {
                    LayerRun(span: $0, layer: layer, layerNumber: number, fence: index, bridged: true)
                }
        }
    }
}

/// Which layers stand at a place: a bit for each, by its number among the layers of the assets.
struct LayerSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }
    init(number: Int) { rawValue = number < FenceLayer.most ? 1 << UInt64(number) : 0 }

    package var count: Int { rawValue.nonzeroBitCount }
}
