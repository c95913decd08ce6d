import LinearReferencing

/// One fence event as the metrics see it: where, which layer, whose fence, how much fence line.
package struct LayerRun: Hashable, Sendable {
    package var span: MeasureSpan
    package var layer: FenceLayer
    /// Index of the fence among the located assets.
    package var fence: Int
    var fenceLine: Metres
    package var offsetMean: Offset
    var bridged: Bool

    /// Fence line over a part of the run: the run's sinuosity is taken as even.
    func fenceLine(over piece: MeasureSpan) -> Metres {
        span.length.value > 0 ? fenceLine * (piece.length / span.length) : .zero
    }
}

extension Inventory {
    /// The runs of all fences of the epoch, in the order of fences and events. Bridged loops are left out where they do not
    /// count.
    package func layerRuns(countingBridged: Bool) -> [LayerRun] {
        fences.flatMap { index in
            let located = assets.fences[index]
            return located.events.filter { countingBridged || !$0.bridged }.map {
                LayerRun(
                    span: $0.span, layer: located.fence.layer, fence: index, fenceLine: $0.fenceLine, offsetMean: $0.offsetMean,
                    bridged: $0.bridged)
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
