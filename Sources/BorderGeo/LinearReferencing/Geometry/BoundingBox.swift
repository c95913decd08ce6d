/// The smallest box around positions; none exists around nothing, so the init from positions is failable.
public struct BoundingBox<P: Position>: Hashable, Sendable {
    public var minX: Double
    public var minY: Double
    public var maxX: Double
    public var maxY: Double

    public init(around p: P) {
        minX = p.x
        minY = p.y
        maxX = p.x
        maxY = p.y
    }

    public init?(_ positions: some Sequence<P>) {
        var box: BoundingBox?
        for p in positions { if box == nil { box = BoundingBox(around: p) } else { box?.extend(to: p) } }
        guard let box else { return nil }
        self = box
    }

    public init?(_ geometry: Geometry<P>) {
        var box: BoundingBox?
        geometry.forEachPosition { p in if box == nil { box = BoundingBox(around: p) } else { box?.extend(to: p) } }
        guard let box else { return nil }
        self = box
    }

    public mutating func extend(to p: P) {
        minX = min(minX, p.x)
        minY = min(minY, p.y)
        maxX = max(maxX, p.x)
        maxY = max(maxY, p.y)
    }

    public mutating func formUnion(_ other: BoundingBox) {
        minX = min(minX, other.minX)
        minY = min(minY, other.minY)
        maxX = max(maxX, other.maxX)
        maxY = max(maxY, other.maxY)
    }
}
