import LinearReferencing

extension FeatureParser {
    /// The coordinates of a known shape under the cursor. An empty array is an empty geometry of any shape.
    @inline(__always)
    mutating func coordinates(_ shape: GeometryShape, _ columns: inout FeatureColumns) throws(ParseFailure) {
        guard scanner.p.pointee == UInt8(ascii: "[") else { throw scanner.failure(.coordinatesNotArray) }
        if shape == .point { return try pointPosition(&columns) }
        switch shape {
        case .lineString: try line(&columns)
        case .multiPoint: _ = try positions(&columns)
        case .multiLineString:
            try list { (parser) throws(ParseFailure) in
                try parser.line(&columns)
                columns.parts.append(UInt32(truncatingIfNeeded: columns.positions.count))
            }
        case .polygon: try polygon(&columns)
        case .multiPolygon:
            try list { (parser) throws(ParseFailure) in
                try parser.polygon(&columns)
                columns.groups.append(UInt32(truncatingIfNeeded: columns.parts.count))
            }
        default: break
        }
    }

    @inline(__always)
    private mutating func pointPosition(_ columns: inout FeatureColumns) throws(ParseFailure) {
        let start = scanner.p
        scanner.p += 1
        if scanner.take(UInt8(ascii: "]")) { return }
        scanner.p = start
        try position(&columns)
    }

    /// `[x, y]` or `[x, y, z]` under the cursor.
    @inline(__always)
    private mutating func position(_ columns: inout FeatureColumns) throws(ParseFailure) {
        guard scanner.take(UInt8(ascii: "[")) else { throw mismatch() }
        let x = try ordinate()
        guard scanner.take(UInt8(ascii: ",")) else { throw scanner.failure(.badPosition) }
        let y = try ordinate()
        if max(x.decimals, y.decimals) > 9 { noteOnce(.excessPrecision, &columns) }
        if scanner.take(UInt8(ascii: ",")) { try moreOrdinates(&columns) }
        guard scanner.take(UInt8(ascii: "]")) else { throw scanner.failure(.badPosition) }
        columns.positions.append(GeoPosition(longitude: x.value, latitude: y.value))
    }

    private mutating func moreOrdinates(_ columns: inout FeatureColumns) throws(ParseFailure) {
        var count = 2
        var height = 0.0
        repeat {
            let value = try ordinate().value
            count += 1
            if count == 3 { height = value }
        } while scanner.take(UInt8(ascii: ","))
        if count > 3 { noteOnce(.fourthOrdinate, &columns) } else if height != 0 { noteOnce(.heightDropped, &columns) }
    }

    /// Once a record: a line of ten thousand such positions is one thing to tell.
    private func noteOnce(_ rule: ReadRule, _ columns: inout FeatureColumns) {
        if columns.notes.last[Int(rule.rawValue)] == columns.count { return }
        columns.notes.last[Int(rule.rawValue)] = columns.count
        columns.notes.add(rule, record: columns.count, offset: scanner.offset)
    }

    @inline(__always)
    private mutating func ordinate() throws(ParseFailure) -> JSONNumber {
        scanner.skipSpace()
        guard scanner.p.pointee &- 48 < 10 || scanner.p.pointee == UInt8(ascii: "-") else { throw mismatch() }
        return try scanner.number()
    }

    /// A bracket too many or a number too early: the nesting is wrong; anything else is no position.
    private func mismatch() -> ParseFailure {
        switch scanner.p.pointee {
        case UInt8(ascii: "["), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): scanner.failure(.nestingMismatch)
        case 0: scanner.failure(.unexpectedEnd)
        default: scanner.failure(.badPosition)
        }
    }

    /// A list of positions; how many there were.
    private mutating func positions(_ columns: inout FeatureColumns) throws(ParseFailure) -> Int {
        let before = columns.positions.count
        try list { (parser) throws(ParseFailure) in try parser.position(&columns) }
        return columns.positions.count - before
    }

    private mutating func line(_ columns: inout FeatureColumns) throws(ParseFailure) {
        let start = scanner.offset
        let count = try positions(&columns)
        guard count != 1 else { throw ParseFailure(problem: .shortLine, offset: start) }
    }

    /// Rings without a position are none: a polygon of nothing else is empty, as one without rings is. One that has holes alone is refused.
    private mutating func polygon(_ columns: inout FeatureColumns) throws(ParseFailure) {
        var isExterior = true
        var emptyExterior: Int?
        try list { (parser) throws(ParseFailure) in
            let start = parser.scanner.offset
            let isEmpty = try parser.ring(&columns, isExterior: isExterior)
            if isExterior, isEmpty { emptyExterior = start }
            if !isEmpty, let emptyExterior { throw ParseFailure(problem: .shortRing, offset: emptyExterior) }
            isExterior = false
        }
    }

    /// Whether the ring is empty.
    private mutating func ring(_ columns: inout FeatureColumns, isExterior: Bool) throws(ParseFailure) -> Bool {
        scanner.skipSpace()
        let start = scanner.offset
        let first = columns.positions.count
        let count = try positions(&columns)
        if count == 0 { return true }
        guard count >= 4 else { throw ParseFailure(problem: .shortRing, offset: start) }
        guard columns.positions[first] == columns.positions[first + count - 1] else {
            throw ParseFailure(problem: .openRing, offset: start)
        }
        columns.parts.append(UInt32(truncatingIfNeeded: columns.positions.count))
        let area = Ring.doubledArea(columns.positions[first..<first + count])
        if area != 0, (area > 0) != isExterior { noteOnce(.ringOrientation, &columns) }
        return false
    }

    /// `[`, elements with commas between them, `]`.
    @inline(__always)
    private mutating func list(_ element: (inout FeatureParser) throws(ParseFailure) -> Void) throws(ParseFailure) {
        guard scanner.take(UInt8(ascii: "[")) else { throw mismatch() }
        if scanner.take(UInt8(ascii: "]")) { return }
        repeat {
            scanner.skipSpace()
            try element(&self)
        } while scanner.take(UInt8(ascii: ","))
        guard scanner.take(UInt8(ascii: "]")) else {
            throw scanner.failure(scanner.p.pointee == 0 ? .unexpectedEnd : .expectedCommaOrBracket)
        }
    }
}

/// Orientation of rings.
enum Ring {
    /// Twice the signed area in degrees, positive counter-clockwise; around the first position, so that small rings far from (0, 0) keep digits.
    static func doubledArea<P: Position>(_ ring: ArraySlice<P>) -> Double {
        guard let origin = ring.first else { return 0 }
        var sum = 0.0
        var previous = origin
        for p in ring.dropFirst() {
            sum += (previous.x - origin.x) * (p.y - origin.y) - (p.x - origin.x) * (previous.y - origin.y)
            previous = p
        }
        return sum
    }
}
