import BorderGeo
import TestSupport

/// How the outside cases compare geometries: by points, by vertices, by area.
enum CorpusComparison {
    /// A geometry of a case's field, which may be a list of them.
    static func geometry(_ row: CorpusRow, _ field: String) throws -> PlanarGeometry {
        if let list = try? row.value(field, as: [String].self) {
            return .collection(try list.map { try PlanarGeometry(wkt: $0) })
        }
        var text = try row.text(field)
        // One case was cut from SQL with its cast; readers that stop at the last parenthesis do not see it.
        if text.hasSuffix("'::geometry") { text.removeLast("'::geometry".count) }
        return try PlanarGeometry(wkt: text)
    }

    /// Compares with the expected vertices in their order. Geometries have two coordinates: heights and measures that are expected are left out.
    static func compareVertices(_ row: CorpusRow, _ got: PlanarGeometry) throws {
        let text = try row.text("expected")
        let (expected, tolerance) = (try geometry(row, "expected"), try row.number("tolerance"))
        if hasMoreOrdinates(wkt: text) { row.omit("heights and measures of positions: geometries have two coordinates") }
        row.compare(
            "geometry", sameVertices(got, expected, max(tolerance, 1e-12)), got: got.wkt, expected: text)
    }

    /// Compares with the points expected, whatever the vertices; of empty geometries any kind equals any other.
    static func comparePoints(_ row: CorpusRow, _ got: PlanarGeometry) throws {
        let (expected, tolerance) = (try geometry(row, "expected"), try row.number("tolerance"))
        row.compare("points", try samePoints(got, expected, tolerance), got: got.wkt, expected: expected.wkt)
    }

    /// Compares the area that only one of them covers, relative to the expected one.
    static func compareArea(_ row: CorpusRow, _ got: PlanarGeometry) throws {
        let (expected, tolerance) = (try geometry(row, "expected"), try row.number("tolerance"))
        if got.isEmpty || expected.isEmpty {
            return row.compare("empty", got.isEmpty == expected.isEmpty, got: got.wkt, expected: expected.wkt)
        }
        let apart = try got.symmetricDifference(expected).area().value / expected.area().value
        row.compare("share of the area that only one covers", got: apart, expected: 0, within: tolerance)
    }

    private static func samePoints(_ got: PlanarGeometry, _ expected: PlanarGeometry, _ tolerance: Double) throws -> Bool {
        if got.isEmpty || expected.isEmpty { return got.isEmpty == expected.isEmpty }
        if sameVertices(try got.normalised(), try expected.normalised(), tolerance) { return true }
        // Collections have no DE-9IM matrix; their normal forms would have agreed.
        if case .collection = got { return false }
        return try got.is(.equals, expected)
    }

    /// The same kind with the same vertices in the same order, each within `tolerance`. A zero-length line passes for its point, the one
    /// piece of a multiline for a line.
    static func sameVertices(_ a: PlanarGeometry, _ b: PlanarGeometry, _ tolerance: Double) -> Bool {
        func near(_ p: [PlanarPoint], _ q: [PlanarPoint]) -> Bool {
            p.count == q.count
                && zip(p, q).allSatisfy {
                    abs($0.easting - $1.easting) <= tolerance && abs($0.northing - $1.northing) <= tolerance
                }
        }
        func each<T>(_ p: [T], _ q: [T], _ same: (T, T) -> Bool) -> Bool { p.count == q.count && zip(p, q).allSatisfy(same) }
        switch (plain(a), plain(b)) {
        case (.point(let p), .point(let q)): return near([p], [q])
        case (.multiPoint(let p), .multiPoint(let q)): return near(p, q)
        case (.lineString(let p), .lineString(let q)): return near(p.positions, q.positions)
        case (.multiLineString(let p), .multiLineString(let q)): return each(p, q) { near($0.positions, $1.positions) }
        case (.polygon(let p), .polygon(let q)): return each(p.rings, q.rings, near)
        case (.multiPolygon(let p), .multiPolygon(let q)): return each(p, q) { each($0.rings, $1.rings, near) }
        case (.collection(let p), .collection(let q)): return each(p, q) { sameVertices($0, $1, tolerance) }
        default: return a.isEmpty && b.isEmpty
        }
    }

    private static func plain(_ g: PlanarGeometry) -> PlanarGeometry {
        switch g {
        case .multiLineString(let lines) where lines.count == 1: plain(.lineString(lines[0]))
        case .lineString(let line) where line.positions.count == 2 && isPoint(line):
            .point(line.positions[0])
        default: g
        }
    }

    private static func isPoint(_ line: Polyline<PlanarPoint>) -> Bool {
        let (p, q) = (line.positions[0], line.positions[1])
        return abs(p.easting - q.easting) < 1e-12 && abs(p.northing - q.northing) < 1e-12
    }

    /// The same lines in any order; each run the same way unless `directed` is false. A ring may start anywhere.
    static func sameLines(_ got: PlanarGeometry, _ expected: [PlanarGeometry], directed: Bool) throws -> String? {
        var rest = got.polylines.filter { !$0.positions.isEmpty }.map { PlanarGeometry.lineString($0) }
        for line in expected {
            let at = try rest.firstIndex { candidate in
                if sameVertices(candidate, line, 1e-9) { return true }
                let positions = candidate.polylines.first?.positions ?? []
                let isFree = !directed || positions.first == positions.last
                return try isFree && candidate.is(.equals, line)
            }
            guard let at else { return "\(line.wkt) is not among \(got.wkt)" }
            rest.remove(at: at)
        }
        return rest.isEmpty ? nil : "too many lines: \(rest.map(\.wkt))"
    }
}
