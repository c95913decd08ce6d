extension Geometry {
    /// Reads well-known text (OGC Simple Features), also with `SRID=...;` before it.
    ///
    /// A LINEARRING becomes a line, heights and measures are read over, an empty point becomes an empty multipoint.
    /// Throws `GeometryFormatError` with the place of the fault.
    public init(wkt text: some StringProtocol) throws(GeometryFormatError) {
        var reader = WKTReader<P>(text)
        self = try reader.read()
    }

    /// The same, with the measures that stand in the text: the last number of every position that has more than two, in file order;
    /// NaN for the others. (GEOS and these geometries hold none: `located(between:measures:)` takes them.)
    public init(wkt text: some StringProtocol, measures: inout [Double]) throws(GeometryFormatError) {
        var reader = WKTReader<P>(text)
        self = try reader.read()
        measures = reader.measures
    }

    /// Well-known text. Numbers are written as short as they can be and still read back to the same bits.
    public var wkt: String {
        var text = ""
        WKTWriter.write(self, to: &text)
        return text
    }
}

/// Whether positions of a well-known text have more than two numbers; false for what is none.
package func hasMoreOrdinates(wkt text: String) -> Bool {
    var reader = WKTReader<GeoPosition>(text)
    guard (try? reader.read()) != nil else { return false }
    return reader.measures.contains { !$0.isNaN }
}

enum WKTWriter {
    static func write<P: Position>(_ geometry: Geometry<P>, to text: inout String) {
        switch geometry {
        case .point(let p): text += "POINT (\(pair(p)))"
        case .lineString(let line): text += "LINESTRING " + list(line.positions)
        case .polygon(let polygon): text += "POLYGON " + rings(polygon)
        case .multiPoint(let points): text += "MULTIPOINT " + joined(points.map { "(\(pair($0)))" })
        case .multiLineString(let lines): text += "MULTILINESTRING " + joined(lines.map { list($0.positions) })
        case .multiPolygon(let polygons): text += "MULTIPOLYGON " + joined(polygons.map { rings($0) })
        case .collection(let members): text += "GEOMETRYCOLLECTION " + joined(members.map(\.wkt))
        }
    }

    private static func rings<P: Position>(_ polygon: Polygon<P>) -> String {
        polygon.exterior.isEmpty && polygon.holes.isEmpty
            ? "EMPTY" : joined(([polygon.exterior] + polygon.holes).map { list($0) })
    }

    private static func list<P: Position>(_ positions: [P]) -> String { joined(positions.map { pair($0) }) }

    private static func joined(_ parts: [String]) -> String {
        parts.isEmpty ? "EMPTY" : "(" + parts.joined(separator: ", ") + ")"
    }

    private static func pair<P: Position>(_ p: P) -> String { number(p.x) + " " + number(p.y) }

    private static func number(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
