/// A polyline's positions in drawing order. May be empty or degenerate: what needs a real line (a `Route`) checks it.
public struct Polyline<P: Position>: Hashable, Sendable {
    public var positions: [P]

    @inlinable public init(_ positions: [P]) { self.positions = positions }
}

/// A polygon: an exterior ring and holes; each ring repeats its first position at the end.
public struct Polygon<P: Position>: Hashable, Sendable {
    public var exterior: [P]
    public var holes: [[P]]

    @inlinable public init(exterior: [P], holes: [[P]] = []) {
        self.exterior = exterior
        self.holes = holes
    }

    public var rings: [[P]] { exterior.isEmpty ? holes : [exterior] + holes }
}

/// The seven kinds of simple features over one kind of position. An empty point is `.multiPoint([])`.
public enum Geometry<P: Position>: Hashable, Sendable {
    case point(P)
    case lineString(Polyline<P>)
    case polygon(Polygon<P>)
    case multiPoint([P])
    case multiLineString([Polyline<P>])
    case multiPolygon([Polygon<P>])
    case collection([Geometry<P>])
}

/// A geometry in degrees on WGS 84, as files hold it.
public typealias GeoGeometry = Geometry<GeoPosition>
/// A geometry in metres in a plane.
package typealias PlanarGeometry = Geometry<PlanarPoint>

extension Geometry {
    /// The GeoJSON name of the kind: `Point`, `LineString`, ...
    public var typeName: String {
        switch self {
        case .point: "Point"
        case .lineString: "LineString"
        case .polygon: "Polygon"
        case .multiPoint: "MultiPoint"
        case .multiLineString: "MultiLineString"
        case .multiPolygon: "MultiPolygon"
        case .collection: "GeometryCollection"
        }
    }

    /// The line parts of a LineString, MultiLineString or collection of them, in order; empty for other kinds.
    public var polylines: [Polyline<P>] {
        switch self {
        case .lineString(let line): [line]
        case .multiLineString(let lines): lines
        case .collection(let members): members.flatMap(\.polylines)
        default: []
        }
    }

    /// The polygons of a Polygon, MultiPolygon or collection of them, in order; empty for other kinds.
    public var polygons: [Polygon<P>] {
        switch self {
        case .polygon(let polygon): [polygon]
        case .multiPolygon(let polygons): polygons
        case .collection(let members): members.flatMap(\.polygons)
        default: []
        }
    }

    /// Calls `body` with every position, in file order.
    public func forEachPosition(_ body: (P) throws -> Void) rethrows {
        switch self {
        case .point(let p): try body(p)
        case .multiPoint(let points): try points.forEach(body)
        case .lineString(let line): try line.positions.forEach(body)
        case .multiLineString(let lines): for line in lines { try line.positions.forEach(body) }
        case .polygon(let polygon): for ring in polygon.rings { try ring.forEach(body) }
        case .multiPolygon(let polygons): for polygon in polygons { for ring in polygon.rings { try ring.forEach(body) } }
        case .collection(let members): for member in members { try member.forEachPosition(body) }
        }
    }

    /// The same geometry with every position replaced.
    public func mapPositions<Q: Position>(_ transform: (P) throws -> Q) rethrows -> Geometry<Q> {
        switch self {
        case .point(let p): .point(try transform(p))
        case .multiPoint(let points): .multiPoint(try points.map(transform))
        case .lineString(let line): .lineString(Polyline<Q>(try line.positions.map(transform)))
        case .multiLineString(let lines): .multiLineString(try lines.map { Polyline<Q>(try $0.positions.map(transform)) })
        case .polygon(let polygon): .polygon(try polygon.mapPositions(transform))
        case .multiPolygon(let polygons): .multiPolygon(try polygons.map { try $0.mapPositions(transform) })
        case .collection(let members): .collection(try members.map { try $0.mapPositions(transform) })
        }
    }

    public var isEmpty: Bool {
        var found = false
        forEachPosition { _ in found = true }
        return !found
    }
}

extension Polygon {
    public func mapPositions<Q: Position>(_ transform: (P) throws -> Q) rethrows -> Polygon<Q> {
        Polygon<Q>(exterior: try exterior.map(transform), holes: try holes.map { try $0.map(transform) })
    }
}
