/// Reads features of a chunk into columns. Strict: what RFC 7946 says MUST is an error, what it says SHOULD is a note.
struct FeatureParser {
    var scanner: JSONScanner
    /// Fingerprints of the property names of the feature at hand.
    var keys: [UInt64] = []

    init(_ base: UnsafePointer<UInt8>, at offset: Int) { scanner = JSONScanner(base, at: offset) }

    enum Member { case type, geometry, properties, id, bbox, coordinates, geometries, features, other }

    static func member(_ name: JSONText) -> Member {
        guard !name.escaped else { return member(escaped: name) }
        switch name.count {
        case 2: return name.equals("id") ? .id : .other
        case 4: return name.equals("type") ? .type : name.equals("bbox") ? .bbox : .other
        case 8: return name.equals("geometry") ? .geometry : name.equals("features") ? .features : .other
        case 10: return name.equals("properties") ? .properties : name.equals("geometries") ? .geometries : .other
        case 11: return name.equals("coordinates") ? .coordinates : .other
        default: return .other
        }
    }

    private static func member(escaped name: JSONText) -> Member {
        switch name.string {
        case "type": .type
        case "geometry": .geometry
        case "properties": .properties
        case "id": .id
        case "bbox": .bbox
        case "coordinates": .coordinates
        case "geometries": .geometries
        case "features": .features
        default: .other
        }
    }
}

extension FeatureParser {
    /// The feature under the cursor.
    package mutating func feature(into columns: inout FeatureColumns) throws(ParseFailure) {
        scanner.skipSpace()
        let start = scanner.offset
        guard scanner.take(UInt8(ascii: "{")) else {
            throw scanner.failure(scanner.p.pointee == 0 ? .unexpectedEnd : .expectedFeature)
        }
        var record = FeatureRecord()
        var seen: UInt8 = 0
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                let nameOffset = scanner.offset
                let name = try scanner.key()
                scanner.skipSpace()
                switch Self.member(name) {
                case .type:
                    try claim(&seen, 1, at: nameOffset)
                    guard scanner.p.pointee == UInt8(ascii: "\"") else { throw scanner.failure(.expectedFeature) }
                    let valueStart = scanner.offset
                    guard try scanner.text().equals("Feature") else {
                        throw ParseFailure(problem: .expectedFeature, offset: valueStart)
                    }
                case .geometry:
                    try claim(&seen, 2, at: nameOffset)
                    try geometryMember(&record, &columns)
                case .properties:
                    try claim(&seen, 4, at: nameOffset)
                    try properties(&record, &columns)
                case .id:
                    try claim(&seen, 8, at: nameOffset)
                    try id(&record)
                case .bbox: try bbox()
                case .coordinates, .geometries, .features: throw ParseFailure(problem: .definingMember, offset: nameOffset)
                case .other: try foreignMember(name, &columns)
                }
            } while scanner.take(UInt8(ascii: ","))
            guard scanner.take(UInt8(ascii: "}")) else {
                throw scanner.failure(scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBrace)
            }
        }
        guard seen & 1 != 0 else { throw ParseFailure(problem: .missingType, offset: start) }
        guard seen & 2 != 0 else { throw ParseFailure(problem: .missingGeometry, offset: start) }
        if seen & 4 == 0 { columns.notes.add(.missingProperties, record: columns.count, offset: start) }
        record.whole = range(from: start)
        columns.records.append(record)
    }

    /// A bare geometry under the cursor as a feature without properties.
    mutating func bareGeometry(into columns: inout FeatureColumns) throws(ParseFailure) {
        scanner.skipSpace()
        let start = scanner.offset
        var record = FeatureRecord()
        try geometryMember(&record, &columns)
        record.whole = range(from: start)
        columns.records.append(record)
    }

    @inline(__always)
    func range(from start: Int) -> FeatureRecord.ByteRange {
        FeatureRecord.ByteRange(
            start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: scanner.offset - start))
    }

    /// Marks a defined member as seen; a second one is an error, since readers differ in which they take.
    @inline(__always)
    func claim(_ seen: inout UInt8, _ bit: UInt8, at offset: Int) throws(ParseFailure) {
        guard seen & bit == 0 else { throw ParseFailure(problem: .duplicateMember, offset: offset) }
        seen |= bit
    }

    /// A member that GeoJSON does not define: stepped over, but the old "crs" is looked at, for it changes what the coordinates mean.
    @inline(__always)
    mutating func foreignMember(_ name: JSONText, _ columns: inout FeatureColumns) throws(ParseFailure) {
        let start = scanner.offset
        try scanner.skipValue()
        guard name.equals("crs") else { return }
        switch CRSMember(scanner.base, start) {
        case .none: break
        case .wgs84: columns.notes.add(.oldCRS, record: columns.count, offset: start)
        case .unreadable: columns.notes.add(.unknownCRS, record: columns.count, offset: start)
        case .named: throw ParseFailure(problem: .crsInsideFeature, offset: start)
        }
    }

    private mutating func id(_ record: inout FeatureRecord) throws(ParseFailure) {
        let start = scanner.offset
        switch scanner.p.pointee {
        case UInt8(ascii: "\""): _ = try scanner.text()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try scanner.number()
        case UInt8(ascii: "n"): return try scanner.literal("null")
        default: throw scanner.failure(.badID)
        }
        record.idRange = range(from: start)
    }

    mutating func bbox() throws(ParseFailure) {
        let start = scanner.offset
        guard scanner.take(UInt8(ascii: "[")) else {
            if scanner.p.pointee == UInt8(ascii: "n") { return try scanner.literal("null") }
            throw scanner.failure(.badBBox)
        }
        var count = 0
        repeat {
            scanner.skipSpace()
            guard scanner.p.pointee == UInt8(ascii: "-") || scanner.p.pointee &- 48 < 10 else { throw scanner.failure(.badBBox) }
            _ = try scanner.number()
            count += 1
        } while scanner.take(UInt8(ascii: ","))
        guard scanner.take(UInt8(ascii: "]")), count == 4 || count == 6 || count == 8 else {
            throw ParseFailure(problem: .badBBox, offset: start)
        }
    }

    private mutating func properties(_ record: inout FeatureRecord, _ columns: inout FeatureColumns) throws(ParseFailure) {
        let start = scanner.offset
        guard scanner.p.pointee == UInt8(ascii: "{") else {
            guard scanner.p.pointee == UInt8(ascii: "n") else { throw scanner.failure(.propertiesNotObject) }
            return try scanner.literal("null")
        }
        scanner.p += 1
        keys.removeAll(keepingCapacity: true)
        var doubtful = false
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                let key = PropertyKey.hash(try scanner.key())
                if keys.count < 64 { for other in keys where other == key { doubtful = true } } else { doubtful = true }
                keys.append(key)
                if columns.watchedKeys.contains(key) { record.flags.insert(.watchedKey) }
                scanner.skipSpace()
                switch scanner.p.pointee {
                case UInt8(ascii: "{"), UInt8(ascii: "["): try scanner.skipValue()
                default: try scanner.scalar()
                }
            } while scanner.take(UInt8(ascii: ","))
            guard scanner.take(UInt8(ascii: "}")) else {
                throw scanner.failure(scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBrace)
            }
        }
        record.propertiesRange = range(from: start)
        if doubtful, hasDuplicateNames(at: start) {
            record.flags.insert(.duplicateKeys)
            columns.notes.add(.duplicateKey, record: columns.count, offset: start)
        }
    }

    /// The closer look at properties that may carry a name twice: n log n, so a hostile object of many names costs no more than reading it.
    private func hasDuplicateNames(at start: Int) -> Bool {
        var names: Set<String> = []
        var duplicate = false
        PropertyScanner(scanner.base, at: start).forEach { name, _ in if !names.insert(name.string).inserted { duplicate = true }
        }
        return duplicate
    }
}
