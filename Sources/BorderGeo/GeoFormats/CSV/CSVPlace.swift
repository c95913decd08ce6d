import LinearReferencing

/// Where a row is, from its place columns.
struct CSVPlaceReader {
    let layout: CSVLayout
    private var zones: [Int: Transformation] = [:]

    init(_ layout: CSVLayout) { self.layout = layout }

    enum Place {
        case none
        case position(GeoPosition)
        case geometry(GeoGeometry)
    }

    /// A cell that does not say what its column should.
    struct Problem: Error {
        var column: Int
        package var sentence: String
        package var remedy: Remedy
    }

    package mutating func place(_ cells: [CSVCell], _ scanner: CSVScanner) throws(Problem) -> Place {
        switch layout.place {
        case .none: return .none
        case .degrees(let x, let y):
            guard
                let (x, y) = try both(
                    x: x, y: y, of: cells, in: scanner, read: { (bytes, axis) in Self.degrees(bytes, axis) }, as: "degrees")
            else {
                return .none
            }
            return .position(GeoPosition(longitude: x, latitude: y))
        case .plane(let x, let y):
            // In the declared CRS: the batch is converted at once.
            guard
                let (x, y) = try both(
                    x: x, y: y, of: cells, in: scanner, read: { (bytes, _) in Self.number(bytes) }, as: "numbers")
            else {
                return .none
            }
            return .position(GeoPosition(longitude: x, latitude: y))
        case .utm(let e, let n, let z):
            let column = e
            guard
                let (e, n) = try both(
                    x: e, y: n, of: cells, in: scanner, read: { (bytes, _) in Self.number(bytes) }, as: "metres")
            else {
                return .none
            }
            let text = scanner.text(cells[z])
            guard let (zone, isNorth) = UTMCoordinate.zone(parsing: text) else {
                throw Problem(column: z, sentence: "\"\(text)\" is no UTM zone", remedy: "Write the zone as 52N.")
            }
            guard let utm = UTMCoordinate(zone: zone, isNorth: isNorth, easting: Metres(e), northing: Metres(n)) else {
                throw Problem(
                    column: column, sentence: "easting and northing are no place in UTM zone \(text)",
                    remedy: "Eastings lie between 100,000 and 900,000 m; are the two columns swapped?")
            }
            return .position(try position(utm, column: column))
        case .mgrs(let column):
            let text = scanner.text(cells[column]).trimmed
            if text.isEmpty { return .none }
            guard let utm = MGRS.parse(text) else {
                throw Problem(
                    column: column, sentence: "\"\(text)\" is no MGRS reference", remedy: "Write it as 52T DM 61234 99876.")
            }
            return .position(try position(utm, column: column))
        case .text(let column): return try geometry(scanner.text(cells[column]).trimmed, column)
        }
    }

    /// Both numbers, `nil` where both cells are empty.
    private func both(
        x: Int, y: Int, of cells: [CSVCell], in scanner: CSVScanner,
        read: (UnsafeBufferPointer<UInt8>, AngleText.Axis) -> Double?,
        as what: String
    ) throws(Problem) -> (Double, Double)? {
        let (a, b) = (scanner.bytes(cells[x]), scanner.bytes(cells[y]))
        if a.isEmpty, b.isEmpty { return nil }
        if a.isEmpty || b.isEmpty {
            throw Problem(
                column: a.isEmpty ? x : y, sentence: "the row has one coordinate but not the other",
                remedy: "Fill both cells, or leave both empty.")
        }
        func value(_ bytes: UnsafeBufferPointer<UInt8>, at column: Int, _ axis: AngleText.Axis) throws(Problem) -> Double {
            if let value = read(bytes, axis) { return value }
            throw Problem(
                column: column, sentence: "\"\(String(decoding: bytes, as: UTF8.self))\" cannot be read as \(what)",
                remedy: what == "degrees"
                    ? "Write 42.4301 or 42°25'48\"N, or leave both coordinates of the row empty."
                    : "Write a plain number, or leave both coordinates of the row empty.")
        }
        return (try value(a, at: x, .longitude), try value(b, at: y, .latitude))
    }

    @inline(__always)
    static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return nil }
        if start[0] == UInt8(ascii: "-") || start[0] &- 48 < 10 {
            var scanner = JSONScanner(start)
            if let number = try? scanner.number(), scanner.offset == bytes.count { return number.value }
        }
        // A comma for the point, as spreadsheets of half of Europe write it.
        let text = String(decoding: bytes, as: UTF8.self).trimmed.replacingFirstComma()
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    private static func degrees(_ bytes: UnsafeBufferPointer<UInt8>, _ axis: AngleText.Axis) -> Double? {
        if let number = number(bytes) { return number }
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        return AngleText.parse(text, axis)?.value ?? AngleText.parse(text.replacingFirstComma(), axis)?.value
    }

    /// `SRID=32652;POINT (...)` says its own CRS; a declared one converts the whole batch instead.
    private mutating func converted(_ raw: GeoGeometry, _ text: String) throws -> GeoGeometry {
        guard !layout.hasCRS, text.uppercased().hasPrefix("SRID="), let end = text.firstIndex(of: ";"),
            let code = Int(text[text.index(text.startIndex, offsetBy: 5)..<end].trimmed), code != 4326, code != 0
        else { return raw }
        if zones[code] == nil { zones[code] = try Transformation(from: CRS(epsg: code), to: CRS(epsg: 4326)) }
        guard let transformation = zones[code] else { return raw }
        if transformation.takesDegrees { return try transformation.transform(raw, .forward) }
        return try transformation.transform(raw.mapPositions { PlanarPoint(x: $0.x, y: $0.y) }, .forward)
    }

    private mutating func position(_ utm: UTMCoordinate, column: Int) throws(Problem) -> GeoPosition {
        do {
            if zones[utm.epsg] == nil { zones[utm.epsg] = try Transformation(from: CRS(epsg: utm.epsg), to: CRS(epsg: 4326)) }
            guard let transformation = zones[utm.epsg] else { return try utm.position() }
            return try transformation.forward(utm.point)
        } catch {
            throw Problem(
                column: column, sentence: "the coordinates cannot be converted: \(error)",
                remedy: "Check easting, northing and zone.")
        }
    }

    private struct Flaw: Error {
        var sentence: String
    }

    private mutating func geometry(_ text: String, _ column: Int) throws(Problem) -> Place {
        if text.isEmpty { return .none }
        do {
            guard text.hasPrefix("{") else {
                let geometry = try GeoGeometry(wkt: text)
                if let flaw = geometry.flaw { throw Flaw(sentence: flaw) }
                return .geometry(try converted(geometry, text))
            }
            var columns = FeatureColumns()
            columns.readGeometry(Array(text.utf8))
            if let failure = columns.failure { throw failure }
            return columns.count == 0 ? .none : columns.geometry(at: 0).map { .geometry($0) } ?? .none
        } catch let flaw as Flaw {
            throw Problem(
                column: column, sentence: "the geometry is not whole: \(flaw.sentence)",
                remedy: "Complete it, or leave the cell empty.")
        } catch {
            throw Problem(
                column: column, sentence: "the geometry cannot be read",
                remedy: "Write WKT such as POINT (129.75 42.43), or a GeoJSON geometry.")
        }
    }
}

extension String {
    fileprivate func replacingFirstComma() -> String {
        guard let comma = firstIndex(of: ","), !contains(".") else { return self }
        return self[..<comma] + "." + self[index(after: comma)...]
    }
}
