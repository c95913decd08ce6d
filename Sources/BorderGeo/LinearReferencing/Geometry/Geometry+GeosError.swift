import GeoHandles

/// A failed call into GEOS: the C function and GEOS's own words.
public struct GeosError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The C function that failed, as in `geos_c.h`.
    public var function: String
    /// What GEOS said.
    public var message: String

    public init(function: String, message: String) {
        self.function = function
        self.message = message
    }

    public var description: String { "\(function): \(message)" }
}

/// The one gate through which geometries enter GEOS and failures leave it. Each call has a context of its own (0.1 us).
func geos<R>(_ body: (GeosContext) throws(CFailure) -> R) throws(GeosError) -> R {
    do throws(CFailure) { return try GeosContext.run(body) } catch {
        throw GeosError(function: error.function, message: error.message)
    }
}

extension Geometry {
    /// The same as plain numbers. An empty exterior with holes stays what it is: GEOS refuses it.
    var shape: GeosShape {
        switch self {
        case .point(let p): .point(x: p.x, y: p.y)
        case .lineString(let line): .line(line.positions.interleaved)
        case .polygon(let polygon): polygon.shape
        case .multiPoint(let points): .collection(.points, points.map { .point(x: $0.x, y: $0.y) })
        case .multiLineString(let lines): .collection(.lines, lines.map { .line($0.positions.interleaved) })
        case .multiPolygon(let polygons): .collection(.polygons, polygons.map(\.shape))
        case .collection(let members): .collection(.mixed, members.map(\.shape))
        }
    }

    init(_ shape: GeosShape) {
        switch shape {
        case .point(let x, let y): self = .point(P(x: x, y: y))
        case .line(let xy): self = .lineString(Polyline([P](interleaved: xy)))
        case .polygon(let rings): self = .polygon(Polygon(rings))
        case .collection(.points, let members):
            self = .multiPoint(
                members.compactMap { if case .point(let x, let y) = $0 { P(x: x, y: y) } else { nil } })
        case .collection(.lines, let members):
            self = .multiLineString(
                members.compactMap { if case .line(let xy) = $0 { Polyline([P](interleaved: xy)) } else { nil } })
        case .collection(.polygons, let members):
            self = .multiPolygon(
                members.compactMap { if case .polygon(let rings) = $0 { Polygon(rings) } else { nil } })
        case .collection(.mixed, let members): self = .collection(members.map(Geometry.init))
        }
    }
}

extension Polygon {
    fileprivate var shape: GeosShape {
        exterior.isEmpty && holes.isEmpty ? .polygon([]) : .polygon(([exterior] + holes).map(\.interleaved))
    }

    fileprivate init(_ rings: [[Double]]) {
        self.init(
            exterior: rings.first.map { [P](interleaved: $0) } ?? [], holes: rings.dropFirst().map { [P](interleaved: $0) })
    }
}

extension Array where Element: Position {
    fileprivate var interleaved: [Double] {
        [Double](unsafeUninitializedCapacity: count * 2) { buffer, filled in
            for (i, p) in enumerated() {
                buffer[2 * i] = p.x
                buffer[2 * i + 1] = p.y
            }
            filled = count * 2
        }
    }

    fileprivate init(interleaved xy: [Double]) {
        self = stride(from: 0, to: xy.count - 1, by: 2).map { Element(x: xy[$0], y: xy[$0 + 1]) }
    }
}
