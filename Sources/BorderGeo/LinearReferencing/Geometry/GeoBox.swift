/// The smaller of the boxes around places: the one that spans the antimeridian where that is the narrower one.
///
/// RFC 7946 5.2 writes such a box with its west greater than its east.
package struct GeoBox: Hashable, Sendable {
    /// Longitudes as they are, -180...180.
    private var plain: BoundingBox<GeoPosition>
    /// Longitudes as 0...360: narrower for what lies on both sides of the antimeridian.
    private var shifted: BoundingBox<GeoPosition>

    package init(around p: GeoPosition) {
        plain = BoundingBox(around: p)
        shifted = BoundingBox(around: Self.shift(p))
    }

    /// `nil` without a place.
    package init?(_ positions: some Sequence<GeoPosition>) {
        var box: GeoBox?
        for p in positions { if box == nil { box = GeoBox(around: p) } else { box?.extend(to: p) } }
        guard let box else { return nil }
        self = box
    }

    /// `nil` around an empty geometry.
    package init?(_ geometry: GeoGeometry) {
        var box: GeoBox?
        geometry.forEachPosition { p in if box == nil { box = GeoBox(around: p) } else { box?.extend(to: p) } }
        guard let box else { return nil }
        self = box
    }

    package mutating func extend(to p: GeoPosition) {
        plain.extend(to: p)
        shifted.extend(to: Self.shift(p))
    }

    package mutating func formUnion(_ other: GeoBox) {
        plain.formUnion(other.plain)
        shifted.formUnion(other.shifted)
    }

    private static func shift(_ p: GeoPosition) -> GeoPosition {
        p.longitude < 0 ? GeoPosition(longitude: p.longitude + 360, latitude: p.latitude) : p
    }
}

extension GeoBox {
    /// Whether it spans the antimeridian; then `west > east`.
    package var crossesAntimeridian: Bool {
        shifted.maxX > 180 && shifted.minX < 180 && shifted.maxX - shifted.minX < plain.maxX - plain.minX
    }

    package var west: Double { crossesAntimeridian ? shifted.minX : plain.minX }
    package var east: Double { crossesAntimeridian ? shifted.maxX - 360 : plain.maxX }
    package var south: Double { plain.minY }
    package var north: Double { plain.maxY }

    package var middle: GeoPosition {
        let box = crossesAntimeridian ? shifted : plain
        let longitude = (box.minX + box.maxX) / 2
        return GeoPosition(longitude: longitude > 180 ? longitude - 360 : longitude, latitude: (box.minY + box.maxY) / 2)
    }

    /// Whether a place lies in it, widened by `margin` degrees on every side.
    package func contains(_ p: GeoPosition, margin: Double = 0) -> Bool {
        let (box, q) = crossesAntimeridian ? (shifted, Self.shift(p)) : (plain, p)
        return q.longitude >= box.minX - margin && q.longitude <= box.maxX + margin && q.latitude >= box.minY - margin
            && q.latitude <= box.maxY + margin
    }
}
