extension Geometry {
    /// Reads well-known binary: OGC, ISO with heights and measures (read over), and PostGIS's EWKB; either byte order.
    ///
    /// Throws `GeometryFormatError` for anything that is cut short, too long, nested too deep or of an unknown kind. Counts are checked
    /// against the bytes that are there before anything is allocated.
    public init(wkb bytes: [UInt8]) throws(GeometryFormatError) {
        var reader = WKBReader<P>(bytes)
        self = try reader.read()
    }

    /// Well-known binary, little-endian, two dimensions.
    public var wkb: [UInt8] {
        var writer = WKBWriter()
        writer.write(self)
        return writer.bytes
    }
}

private struct WKBWriter {
    var bytes: [UInt8] = []

    mutating func write<P: Position>(_ geometry: Geometry<P>) {
        switch geometry {
        case .point(let p):
            header(1)
            position(p)
        case .lineString(let line): write(line)
        case .polygon(let polygon): write(polygon)
        case .multiPoint(let points): members(points, kind: 4) { $0.write(Geometry.point($1)) }
        case .multiLineString(let lines): members(lines, kind: 5) { $0.write($1) }
        case .multiPolygon(let polygons): members(polygons, kind: 6) { $0.write($1) }
        case .collection(let all): members(all, kind: 7) { $0.write($1) }
        }
    }

    private mutating func write<P: Position>(_ line: Polyline<P>) {
        header(2)
        positions(line.positions)
    }

    private mutating func write<P: Position>(_ polygon: Polygon<P>) {
        header(3)
        let rings = polygon.exterior.isEmpty && polygon.holes.isEmpty ? [] : [polygon.exterior] + polygon.holes
        integer(rings.count)
        for ring in rings { positions(ring) }
    }

    private mutating func members<T>(_ members: [T], kind: Int, _ write: (inout WKBWriter, T) -> Void) {
        header(kind)
        integer(members.count)
        for member in members { write(&self, member) }
    }

    private mutating func header(_ kind: Int) {
        bytes.append(1)
        integer(kind)
    }

    private mutating func positions<P: Position>(_ positions: [P]) {
        integer(positions.count)
        for p in positions { position(p) }
    }

    private mutating func position<P: Position>(_ p: P) {
        for value in [p.x, p.y] { little(value.bitPattern) }
    }

    private mutating func integer(_ value: Int) { little(UInt32(truncatingIfNeeded: value)) }

    private mutating func little<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

private struct WKBReader<P: Position> {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() throws(GeometryFormatError) -> Geometry<P> {
        let geometry = try geometry(depth: 0)
        guard at == bytes.count else { throw fail("\(bytes.count - at) bytes follow the geometry") }
        return geometry
    }

    /// Kind, numbers in a position, byte order.
    private struct Header {
        var kind: UInt32
        var dimensions: Int
        var isBig: Bool
    }

    private mutating func header() throws(GeometryFormatError) -> Header {
        guard at < bytes.count, bytes[at] <= 1 else { throw fail("expected a byte order, 0 or 1") }
        let isBig = bytes[at] == 0
        at += 1
        let code: UInt32 = try integer(isBig)
        if code & 0x2000_0000 != 0 { let _: UInt32 = try integer(isBig) }
        let base = code & 0x0FFF_FFFF
        let iso = base / 1000
        guard iso <= 3 else { throw fail("type \(code) is unknown") }
        let extra = max(
            iso == 3 ? 2 : iso > 0 ? 1 : 0, (code & 0x8000_0000 != 0 ? 1 : 0) + (code & 0x4000_0000 != 0 ? 1 : 0))
        return Header(kind: base % 1000, dimensions: 2 + extra, isBig: isBig)
    }

    private mutating func geometry(depth: Int) throws(GeometryFormatError) -> Geometry<P> {
        guard depth <= deepestNesting else { throw fail("collections are nested more than \(deepestNesting) deep") }
        let header = try header()
        switch header.kind {
        case 1:
            let p = try position(header)
            return p.x.isNaN && p.y.isNaN ? .multiPoint([]) : .point(p)
        case 2: return .lineString(Polyline(try positions(header)))
        case 3:
            let rings = try list(header, atLeast: 4) { (r) throws(GeometryFormatError) in try r.positions(header) }
            return .polygon(Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst())))
        case 4...7:
            let members = try list(header, atLeast: 9) { (r) throws(GeometryFormatError) in try r.geometry(depth: depth + 1) }
            return try collection(header.kind, members)
        case 8:
            var error = fail("it is an arc (CircularString)")
            error.isCurve = true
            throw error
        case 9...12, 15, 16:
            let members = try list(header, atLeast: 9) { (r) throws(GeometryFormatError) in try r.geometry(depth: depth + 1) }
            return try straight(header.kind, members)
        case 17:
            let rings = try list(header, atLeast: 4) { (r) throws(GeometryFormatError) in try r.positions(header) }
            return .polygon(Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst())))
        default: throw fail("type \(header.kind) is unknown")
        }
    }

    /// Kinds that may hold arcs, of members that are none: compound curve, curve polygon, multicurve, multisurface, polyhedral surface, TIN.
    private func straight(_ kind: UInt32, _ members: [Geometry<P>]) throws(GeometryFormatError) -> Geometry<P> {
        var lines: [Polyline<P>] = []
        var polygons: [Polygon<P>] = []
        for member in members {
            switch (kind, member) {
            case (9...11, .lineString(let line)): lines.append(line)
            case (12, .polygon(let polygon)), (15, .polygon(let polygon)), (16, .polygon(let polygon)): polygons.append(polygon)
            default: throw fail("a \(member.typeName) is in a collection of another kind")
            }
        }
        switch kind {
        case 9:
            // Each part starts where the last one ends.
            return .lineString(
                Polyline(
                    lines.reduce(into: []) { $0 += $0.last == $1.positions.first ? $1.positions.dropFirst() : $1.positions[...] })
            )
        case 10: return .polygon(Polygon(exterior: lines.first?.positions ?? [], holes: lines.dropFirst().map(\.positions)))
        case 11: return .multiLineString(lines)
        default: return .multiPolygon(polygons)
        }
    }

    private func collection(_ kind: UInt32, _ members: [Geometry<P>]) throws(GeometryFormatError) -> Geometry<P> {
        var points: [P] = []
        var lines: [Polyline<P>] = []
        var polygons: [Polygon<P>] = []
        if kind == 7 { return .collection(members) }
        for member in members {
            switch (kind, member) {
            case (4, .point(let p)): points.append(p)
            case (4, .multiPoint(let none)) where none.isEmpty: continue
            case (5, .lineString(let line)): lines.append(line)
            case (6, .polygon(let polygon)): polygons.append(polygon)
            default: throw fail("a \(member.typeName) is in a collection of another kind")
            }
        }
        return kind == 4 ? .multiPoint(points) : kind == 5 ? .multiLineString(lines) : .multiPolygon(polygons)
    }

    private mutating func positions(_ header: Header) throws(GeometryFormatError) -> [P] {
        try list(header, atLeast: 8 * header.dimensions) { (r) throws(GeometryFormatError) in try r.position(header) }
    }

    private mutating func position(_ header: Header) throws(GeometryFormatError) -> P {
        let x = Double(bitPattern: try integer(header.isBig))
        let y = Double(bitPattern: try integer(header.isBig))
        for _ in 2..<header.dimensions { let _: UInt64 = try integer(header.isBig) }
        return P(x: x, y: y)
    }

    private mutating func list<T>(
        _ header: Header, atLeast size: Int, _ element: (inout Self) throws(GeometryFormatError) -> T
    ) throws(GeometryFormatError) -> [T] {
        let count = Int(try integer(header.isBig) as UInt32)
        guard count <= (bytes.count - at) / size else { throw fail("a count of \(count) is more than the bytes can hold") }
        var elements: [T] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    private mutating func integer<T: FixedWidthInteger>(_ isBig: Bool) throws(GeometryFormatError) -> T {
        let size = MemoryLayout<T>.size
        guard bytes.count - at >= size else { throw fail("the bytes end early") }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: T.self) }
        at += size
        return isBig ? T(bigEndian: value) : T(littleEndian: value)
    }

    private func fail(_ problem: String) -> GeometryFormatError { GeometryFormatError(.wkb, at: at, problem) }
}
