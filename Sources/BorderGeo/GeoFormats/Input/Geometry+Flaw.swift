import LinearReferencing

extension Geometry where P == GeoPosition {
    /// Why no reader takes this geometry, so that what is written can be read again; `nil` where nothing is wrong with its form: lines have two positions,
    /// rings four and end where they begin. (Whether places lie on the Earth is `isOnEarth`.)
    package var flaw: String? {
        switch self {
        case .point, .multiPoint: nil
        case .lineString(let line): Self.flaw(of: line)
        case .multiLineString(let lines): lines.lazy.compactMap { Self.flaw(of: $0) }.first
        case .polygon(let polygon): Self.flaw(of: polygon)
        case .multiPolygon(let polygons): polygons.lazy.compactMap { Self.flaw(of: $0) }.first
        case .collection(let members): members.lazy.compactMap(\.flaw).first
        }
    }

    private static func flaw(of line: Polyline<GeoPosition>) -> String? {
        line.positions.count == 1 ? "a line needs two positions" : nil
    }

    private static func flaw(of polygon: Polygon<GeoPosition>) -> String? {
        if polygon.exterior.isEmpty, !polygon.holes.isEmpty { return "a polygon has holes and no ring around them" }
        for ring in [polygon.exterior] + polygon.holes where !ring.isEmpty {
            if ring.count < 4 { return "a ring needs four positions, the last one the same as the first" }
            if ring.first != ring.last { return "a ring does not end where it begins" }
        }
        return nil
    }
}
