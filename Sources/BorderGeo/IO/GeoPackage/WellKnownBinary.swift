/// Geometries as ISO well-known binary: the blobs of GeoPackage, PostGIS, SpatiaLite.
public enum WellKnownBinary {
    /// What reading left out, since values here carry longitude and latitude alone.
    public struct Dropped: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let z = Dropped(rawValue: 1)
        public static let m = Dropped(rawValue: 2)
    }

    /// Why bytes are no geometry.
    public enum ReadingError: Error, Hashable, Sendable, CustomStringConvertible {
        case truncated
        case unknownType(UInt32)
        case tooDeep

        public var description: String {
            switch self {
            case .truncated: "the geometry's bytes end early"
            case .unknownType(let code): "geometry type \(code) is not read (curves and surfaces: convert them to lines first)"
            case .tooDeep: "collections are nested more than 32 deep"
            }
        }
    }
}

extension WellKnownBinary {
    /// Little-endian bytes of a geometry; with `measures` (one a position, in order) every part carries M.
    public static func bytes<P: Position>(_ geometry: Geometry<P>, measures: [Measure]? = nil) -> [UInt8] {
        var writer = Writer(measures: measures)
        writer.append(geometry)
        return writer.out.bytes
    }

    private struct Writer {
        var out = LittleEndianBytes()
        let measures: [Measure]?
        var next = 0

        init(measures: [Measure]?) { self.measures = measures }

        private mutating func header(_ type: UInt32) {
            out.bytes.append(1)
            out.append32(type + (measures == nil ? 0 : 2000))
        }

        private mutating func append(_ p: some Position) {
            out.append(p.x)
            out.append(p.y)
            guard let measures else { return }
            out.append(next < measures.count ? measures[next].metres : .nan)
            next += 1
        }

        private mutating func append<P: Position>(_ positions: [P]) {
            out.append32(UInt32(clamping: positions.count))
            for p in positions { append(p) }
        }

        private mutating func append<P: Position>(_ polygon: Polygon<P>) {
            out.append32(UInt32(clamping: polygon.rings.count))
            for ring in polygon.rings { append(ring) }
        }

        mutating func append<P: Position>(_ geometry: Geometry<P>) {
            switch geometry {
            case .point(let p):
                header(1)
                append(p)
            case .lineString(let line):
                header(2)
                append(line.positions)
            case .polygon(let polygon):
                header(3)
                append(polygon)
            case .multiPoint(let points): members(4, points.map { .point($0) } as [Geometry<P>])
            case .multiLineString(let lines): members(5, lines.map { .lineString($0) } as [Geometry<P>])
            case .multiPolygon(let polygons): members(6, polygons.map { .polygon($0) } as [Geometry<P>])
            case .collection(let geometries): members(7, geometries)
            }
        }

        private mutating func members<P: Position>(_ type: UInt32, _ geometries: [Geometry<P>]) {
            header(type)
            out.append32(UInt32(clamping: geometries.count))
            for geometry in geometries { append(geometry) }
        }
    }
}

extension WellKnownBinary {
    /// Reads a geometry in either byte order, ISO or EWKB types; Z and M are left out and told. Bytes behind the end are ignored.
    ///
    /// Numbers are taken as they are: NaN coordinates (an empty point) are the caller's to judge. Linear in the bytes.
    public static func geometry<P: Position>(
        _ bytes: ArraySlice<UInt8>, as: P.Type = P.self
    ) throws(ReadingError) -> (geometry: Geometry<P>, dropped: Dropped) {
        var reader = Reader(bytes: bytes, at: bytes.startIndex)
        let geometry: Geometry<P> = try reader.geometry(depth: 0)
        return (geometry, reader.dropped)
    }

    private struct Reader {
        let bytes: ArraySlice<UInt8>
        var at: Int
        var littleEndian = true
        var dropped: Dropped = []

        private mutating func number32() throws(ReadingError) -> UInt32 {
            guard bytes.endIndex - at >= 4 else { throw .truncated }
            var value: UInt32 = 0
            for byte in bytes[at..<(at + 4)] { value = value << 8 | UInt32(byte) }
            at += 4
            return littleEndian ? value.byteSwapped : value
        }

        private mutating func real() throws(ReadingError) -> Double {
            guard bytes.endIndex - at >= 8 else { throw .truncated }
            var value: UInt64 = 0
            for byte in bytes[at..<(at + 8)] { value = value << 8 | UInt64(byte) }
            at += 8
            return Double(bitPattern: littleEndian ? value.byteSwapped : value)
        }

        /// A count is only believed as far as the bytes that are left can hold that many members.
        private mutating func count(_ bytesEach: Int) throws(ReadingError) -> Int {
            let value = Int(try number32())
            guard value <= (bytes.endIndex - at) / bytesEach else { throw .truncated }
            return value
        }

        private mutating func position<P: Position>(_ extra: Int) throws(ReadingError) -> P {
            let x = try real()
            let y = try real()
            for _ in 0..<extra { _ = try real() }
            return P(x: x, y: y)
        }

        private mutating func positions<P: Position>(_ extra: Int) throws(ReadingError) -> [P] {
            let n = try count(16 + 8 * extra)
            var result: [P] = []
            result.reserveCapacity(n)
            for _ in 0..<n { result.append(try position(extra)) }
            return result
        }

        private mutating func polygon<P: Position>(_ extra: Int) throws(ReadingError) -> Polygon<P> {
            var rings: [[P]] = []
            for _ in 0..<(try count(4)) { rings.append(try positions(extra)) }
            return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
        }

        mutating func geometry<P: Position>(depth: Int) throws(ReadingError) -> Geometry<P> {
            guard depth <= 32 else { throw .tooDeep }
            guard at < bytes.endIndex else { throw .truncated }
            littleEndian = bytes[at] == 1
            at += 1
            let code = try number32()
            var type = code & 0x0FFF_FFFF
            var hasZ = code & 0x8000_0000 != 0
            var hasM = code & 0x4000_0000 != 0
            if code & 0x2000_0000 != 0 { _ = try number32() }  // EWKB's SRID
            switch type / 1000 {
            case 1: hasZ = true
            case 2: hasM = true
            case 3: (hasZ, hasM) = (true, true)
            default: break
            }
            type %= 1000
            if hasZ { dropped.insert(.z) }
            if hasM { dropped.insert(.m) }
            let extra = (hasZ ? 1 : 0) + (hasM ? 1 : 0)
            switch type {
            case 1: return .point(try position(extra))
            case 2: return .lineString(Polyline(try positions(extra)))
            case 3: return .polygon(try polygon(extra))
            case 4...7: return Self.joined(type, try members(depth: depth))
            default: throw .unknownType(code)
            }
        }

        private mutating func members<P: Position>(depth: Int) throws(ReadingError) -> [Geometry<P>] {
            let order = littleEndian
            var result: [Geometry<P>] = []
            for _ in 0..<(try count(5)) {
                result.append(try geometry(depth: depth + 1))
                littleEndian = order
            }
            return result
        }

        private static func joined<P: Position>(_ type: UInt32, _ members: [Geometry<P>]) -> Geometry<P> {
            switch type {
            case 4: .multiPoint(members.compactMap { if case .point(let p) = $0 { p } else { nil } })
            case 5: .multiLineString(members.flatMap(\.polylines))
            case 6: .multiPolygon(members.flatMap(\.polygons))
            default: .collection(members)
            }
        }
    }
}
