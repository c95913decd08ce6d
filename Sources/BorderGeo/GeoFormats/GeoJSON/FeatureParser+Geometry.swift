import LinearReferencing

extension FeatureParser {
    /// `null` or a geometry object under the cursor.
    mutating func geometryMember(_ record: inout FeatureRecord, _ columns: inout FeatureColumns) throws(ParseFailure) {
        guard scanner.p.pointee == UInt8(ascii: "{") else {
            guard scanner.p.pointee == UInt8(ascii: "n") else { throw scanner.failure(.geometryNotObject) }
            return try scanner.literal("null")
        }
        let start = scanner.offset
        record.positionStart = UInt32(truncatingIfNeeded: columns.positions.count)
        record.partStart = UInt32(truncatingIfNeeded: columns.parts.count)
        record.groupStart = UInt32(truncatingIfNeeded: columns.groups.count)
        let (shape, members) = try geometry(into: &columns, depth: 0)
        record.shape = shape
        if shape == .collection { columns.collections[columns.count] = .collection(members) }
        record.positionCount = UInt32(truncatingIfNeeded: columns.positions.count) - record.positionStart
        record.partCount = UInt32(truncatingIfNeeded: columns.parts.count) - record.partStart
        record.groupCount = UInt32(truncatingIfNeeded: columns.groups.count) - record.groupStart
        record.geometryRange = range(from: start)
    }

    /// The geometry object under the cursor: its positions go to the columns; the members of a collection are returned.
    private mutating func geometry(into columns: inout FeatureColumns, depth: Int) throws(ParseFailure) -> (
        GeometryShape, [GeoGeometry]
    ) {
        let start = scanner.offset
        scanner.p += 1
        var shape: GeometryShape?
        var pending: Int?  // "coordinates" that came before "type"
        var seen: UInt8 = 0
        var members: [GeoGeometry] = []
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                let nameOffset = scanner.offset
                let name = try scanner.key()
                scanner.skipSpace()
                switch Self.member(name) {
                case .type:
                    try claim(&seen, 1, at: nameOffset)
                    shape = try shapeName()
                case .coordinates:
                    try claim(&seen, 2, at: nameOffset)
                    if let shape, shape != .collection {
                        try coordinates(shape, &columns)
                    } else {
                        pending = scanner.offset
                        try scanner.skipValue()
                    }
                case .geometries:
                    try claim(&seen, 4, at: nameOffset)
                    members = try geometries(into: &columns, depth: depth)
                case .bbox: try bbox()
                case .geometry, .properties, .features: throw ParseFailure(problem: .definingMember, offset: nameOffset)
                case .id, .other: try foreignMember(name, &columns)
                }
            } while scanner.take(UInt8(ascii: ","))
            guard scanner.take(UInt8(ascii: "}")) else {
                throw scanner.failure(scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBrace)
            }
        }
        guard let shape else { throw ParseFailure(problem: .missingType, offset: start) }
        guard shape != .collection else {
            guard seen & 4 != 0 else { throw ParseFailure(problem: .missingGeometries, offset: start) }
            guard seen & 2 == 0 else { throw ParseFailure(problem: .definingMember, offset: start) }
            return (shape, members)
        }
        guard seen & 4 == 0 else { throw ParseFailure(problem: .definingMember, offset: start) }
        guard seen & 2 != 0 else { throw ParseFailure(problem: .missingCoordinates, offset: start) }
        if let pending {
            let end = scanner.p
            scanner.p = scanner.base + pending
            try coordinates(shape, &columns)
            scanner.p = end
        }
        return (shape, [])
    }

    @inline(__always)
    private mutating func shapeName() throws(ParseFailure) -> GeometryShape {
        let start = scanner.offset
        guard scanner.p.pointee == UInt8(ascii: "\"") else { throw scanner.failure(.unknownType) }
        let name = try scanner.text()
        if name.equals("Point") { return .point }
        if name.equals("LineString") { return .lineString }
        if name.equals("Polygon") { return .polygon }
        if name.equals("MultiLineString") { return .multiLineString }
        if name.equals("MultiPoint") { return .multiPoint }
        if name.equals("MultiPolygon") { return .multiPolygon }
        if name.equals("GeometryCollection") { return .collection }
        throw ParseFailure(problem: .unknownType, offset: start)
    }

    /// The members of a collection, as geometries of their own: their positions are taken out of the columns again at the end.
    private mutating func geometries(into columns: inout FeatureColumns, depth: Int) throws(ParseFailure) -> [GeoGeometry] {
        guard depth < 8 else { throw scanner.failure(.tooDeepCollection) }
        guard scanner.take(UInt8(ascii: "[")) else { throw scanner.failure(.missingGeometries) }
        var result: [GeoGeometry] = []
        guard !scanner.take(UInt8(ascii: "]")) else { return [] }
        repeat {
            scanner.skipSpace()
            guard scanner.p.pointee == UInt8(ascii: "{") else { throw scanner.failure(.geometryNotObject) }
            let start = scanner.offset
            var scratch = FeatureColumns()
            var record = FeatureRecord()
            let (shape, members) = try geometry(into: &scratch, depth: depth + 1)
            if shape == .collection { columns.notes.add(.nestedCollection, record: columns.count, offset: start) }
            for note in scratch.notes.first { columns.notes.add(note.rule, record: columns.count, offset: note.offset) }
            record.shape = shape
            record.positionCount = UInt32(truncatingIfNeeded: scratch.positions.count)
            record.partCount = UInt32(truncatingIfNeeded: scratch.parts.count)
            record.groupCount = UInt32(truncatingIfNeeded: scratch.groups.count)
            if shape == .collection {
                result.append(.collection(members))
            } else {
                result.append(scratch.geometry(of: record, collection: nil) ?? .multiPoint([]))
            }
        } while scanner.take(UInt8(ascii: ","))
        guard scanner.take(UInt8(ascii: "]")) else { throw scanner.failure(.expectedCommaOrBracket) }
        return result
    }
}
