import LinearReferencing

extension Geometry {
    /// Well-known binary of a line with M (ISO types 2002 and 2005): one measure a position, in order; missing ones are NaN.
    ///
    /// Geometries that are no lines are written without M.
    func wkb(measures: [Measure]) -> [UInt8] {
        var next = measures.makeIterator()
        switch self {
        case .lineString(let line): return Self.bytes(line, &next)
        case .multiLineString(let lines):
            var out = LittleEndianBytes(bytes: [1])
            out.append32(2005)
            out.append32(UInt32(clamping: lines.count))
            for line in lines { out.bytes += Self.bytes(line, &next) }
            return out.bytes
        default: return wkb
        }
    }

    private static func bytes(_ line: Polyline<P>, _ measures: inout IndexingIterator<[Measure]>) -> [UInt8] {
        var out = LittleEndianBytes(bytes: [1])
        out.append32(2002)
        out.append32(UInt32(clamping: line.positions.count))
        for p in line.positions {
            out.append(p.x)
            out.append(p.y)
            out.append(measures.next()?.metres ?? .nan)
        }
        return out.bytes
    }
}

/// What positions of a well-known binary hold beside two coordinates, as its first type code says (ISO and EWKB).
struct WKBDimensions: Equatable {
    var hasZ = false
    var hasM = false
    /// What PostGIS says that the coordinates are in.
    var srid: Int?

    init(_ bytes: [UInt8]) {
        guard bytes.count >= 5 else { return }
        let code = bytes[0] == 0 ? bytes.little32(1).byteSwapped : bytes.little32(1)
        let thousands = (code & 0x0FFF_FFFF) / 1000
        hasZ = code & 0x8000_0000 != 0 || thousands == 1 || thousands == 3
        hasM = code & 0x4000_0000 != 0 || thousands == 2 || thousands == 3
        if code & 0x2000_0000 != 0, bytes.count >= 9 {
            srid = Int(bytes[0] == 0 ? bytes.little32(5).byteSwapped : bytes.little32(5))
        }
    }
}
