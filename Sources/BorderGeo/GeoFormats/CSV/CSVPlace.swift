import LinearReferencing

/// Where a row is, from its place columns.
struct CSVPlaceReader {
    let layout: CSVLayout
    private var zones: [Int: Transformation] = [:]
    private var extremes: [String: Extremes] = [:]
    private var found: [ReadRule] = []

    init(_ layout: CSVLayout) { self.layout = layout }

    enum CellPlace {
        case none
        case position(GeoPosition)
        case geometry(GeoGeometry)
    }

    /// A cell that does not say what its column should.
    struct Problem: Error {
        var column: Int
        package var sentence: String
        package var remedy: Remedy
        var rule = "broken-record"

        /// What keeps a place from being converted; the installation where that is the cause.
        static func notConverted(_ error: any Error, column: Int, otherwise: Problem) -> Problem {
            guard let missing = InputError(missingDatabase: error) else { return otherwise }
            return Problem(column: column, sentence: missing.problem, remedy: missing.remedy, rule: missing.rule)
        }
    }

    /// What was doubtful in the last row.
    mutating func takeNotes() -> [ReadRule] {
        defer { found.removeAll(keepingCapacity: true) }
        return found
    }

    package mutating func place(_ cells: [CSVCell], _ scanner: CSVScanner) throws(Problem) -> CellPlace {
        switch layout.place {
        case .none: return .none
        case .degrees(let x, let y):
            guard
                let (longitude, latitude) = try both(
                    x: x, y: y, of: cells, in: scanner, read: { (bytes, axis) in Self.degrees(bytes, axis) }, as: "degrees")
            else {
                return .none
            }
            return .position(
                GeoPosition(
                    longitude: try turned(longitude, by: layout.hemispheres.longitude, letters: "EW", of: cells, in: scanner),
                    latitude: try turned(latitude, by: layout.hemispheres.latitude, letters: "NS", of: cells, in: scanner)))
        case .plane(let x, let y):
            // In the declared CRS: the batch is converted at once.
            guard
                let (x, y) = try both(
                    x: x, y: y, of: cells, in: scanner, read: { (bytes, _) in Self.number(bytes) }, as: "metres")
            else {
                return .none
            }
            return .position(GeoPosition(longitude: x, latitude: y))
        case .utm(let e, let n, let z):
            guard
                let (easting, northing) = try both(
                    x: e, y: n, of: cells, in: scanner, read: { (bytes, _) in Self.number(bytes) }, as: "metres")
            else {
                return .none
            }
            return .position(try utm(easting, northing, zone: scanner.text(cells[z]), columns: (easting: e, zone: z)))
        case .mgrs(let column):
            let text = scanner.text(cells[column]).trimmed
            if text.isEmpty { return .none }
            return .position(try mgrs(text, column))
        case .text(let column): return try geometry(scanner.text(cells[column]).trimmed, column)
        }
    }

    /// Degrees with the sign of the hemisphere that another column names.
    private func turned(
        _ degrees: Double, by column: Int?, letters: String, of cells: [CSVCell], in scanner: CSVScanner
    ) throws(Problem) -> Double {
        guard let column else { return degrees }
        let text = scanner.text(cells[column]).trimmed.uppercased()
        guard let letter = text.first, let other = letters.last else { return degrees }
        guard letters.contains(letter) else {
            throw Problem(
                column: column,
                sentence: "\"\(text)\" is not a hemisphere: it is neither \(letters.first.map(String.init) ?? "") nor \(other)",
                remedy: "Write one of the two letters, or leave the cell empty.")
        }
        if degrees < 0, letter != other {
            throw Problem(
                column: column, sentence: "the degrees are negative and their hemisphere is \(letter)",
                remedy: "Write either the sign or the letter.")
        }
        return letter == other ? -degrees.magnitude : degrees
    }

    /// A grid reference says its own system: another one beside it is a contradiction.
    private func check(_ system: String, epsg: Int?, column: Int) throws(Problem) {
        var given = layout.shift.map { "\($0)" }
        if let crs = layout.crs,
            epsg == nil || crs.identifier.map({ $0.authority == "EPSG" && $0.code == epsg.map(String.init) }) != true
        {
            given = "\(crs)"
        }
        guard let given else { return }
        throw Problem(
            column: column, sentence: "the row says that its coordinates are in \(system), and \(given) was given for them",
            remedy: "Leave out \(.crs()): it is for what does not say it itself; or correct the column.")
    }

    private mutating func utm(
        _ easting: Double, _ northing: Double, zone text: String, columns: (easting: Int, zone: Int)
    ) throws(Problem) -> GeoPosition {
        guard let zone = UTMZone(parsing: text) else {
            throw Problem(column: columns.zone, sentence: "\"\(text)\" is not a UTM zone", remedy: "Write the zone as 52N.")
        }
        func coordinate(isNorth: Bool) throws(Problem) -> UTMCoordinate {
            if let utm = UTMCoordinate(zone: zone.number, isNorth: isNorth, easting: Metres(easting), northing: Metres(northing))
            {
                return utm
            }
            throw Problem(
                column: columns.easting, sentence: "easting and northing are not a place in UTM zone \(text)",
                remedy: "Eastings are between 100,000 and 900,000 m; are the two columns swapped?")
        }
        switch zone.half {
        case .north, .south, .band:
            let utm = try coordinate(isNorth: zone.half != .south)
            try check("UTM zone \(text)", epsg: utm.epsg, column: columns.zone)
            var half = zone.half
            if case .band(let letter) = half, !MGRS.isNorth(letter) { half = .south }
            let position = try position(half == .south ? try coordinate(isNorth: false) : utm, column: columns.easting)
            if case .band(let letter) = zone.half, !MGRS.band(letter, contains: position.latitude, within: 0.1) {
                throw Problem(
                    column: columns.zone,
                    sentence:
                        "the northing \(FixedDecimal.string(shortest: northing)) is not in band \(letter) of zone \(text)",
                    remedy: "Correct the zone or the northing; a hemisphere alone is written as 52N.")
            }
            return position
        case .bandOrSouth:
            let north = try position(try coordinate(isNorth: true), column: columns.easting)
            let south = try position(try coordinate(isNorth: false), column: columns.easting)
            // Outside of the band's latitudes S can only be the hemisphere.
            guard MGRS.band("S", contains: north.latitude, within: 0.1) else { return south }
            let plausible = layout.expected.map { box in [north, south].filter { box.contains($0, margin: 2) } } ?? []
            if let only = plausible.first, plausible.count == 1 {
                found.append(only == north ? .bandDecided : .southDecided)
                return only
            }
            func shown(_ p: GeoPosition) -> String { FixedDecimal.string(p.latitude, decimals: 2) }
            throw Problem(
                column: columns.zone,
                sentence:
                    "\"\(text)\" has two readings: band S (latitude \(shown(north))) or the southern hemisphere (\(shown(south)))",
                remedy: "Write the zone as 52N, or as \"52S north\".")
        }
    }

    private mutating func mgrs(_ text: String, _ column: Int) throws(Problem) -> GeoPosition {
        guard let square = MGRS.square(text) else {
            throw Problem(
                column: column, sentence: "\"\(text)\" is not an MGRS reference", remedy: "Write it as 52T DM 61234 99876.")
        }
        guard square.size.value < 1000 else {
            throw Problem(
                column: column,
                sentence: "\"\(text)\" is a square of \(Int(square.size.value / 1000)) km, which is an area, not a place",
                remedy: "Write at least six digits (100 m): 52T DM 612 998.")
        }
        try check("MGRS (WGS 84)", epsg: nil, column: column)
        let position = try position(square.centre, column: column)
        guard MGRS.band(square.band, contains: position.latitude, within: 0.02) else {
            throw Problem(
                column: column, sentence: "\"\(text)\" is not a place: its square is not in band \(square.band)",
                remedy: "Correct the band (the letter behind the zone) or the square.")
        }
        return position
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
            if what == "metres", let (thousands, fraction) = Self.commaReadings(bytes) {
                throw Problem(
                    column: column,
                    sentence:
                        "\"\(String(decoding: bytes, as: UTF8.self))\" has two readings: \(thousands) (a comma between thousands) or \(fraction) (a decimal comma)",
                    remedy: "Write \(thousands) or \(fraction).")
            }
            if let value = read(bytes, axis) { return value }
            throw Problem(
                column: column, sentence: "\"\(scanner.text(cells[column]))\" cannot be read as \(what)",
                remedy: what == "degrees"
                    ? "Write 42.4301 or 42°25'48\"N, or leave both coordinates of the row empty."
                    : "Write a plain number, or leave both coordinates of the row empty.")
        }
        return (try value(a, at: x, .longitude), try value(b, at: y, .latitude))
    }

    /// Both readings of `208,760`: three digits behind the only comma of a number without a point.
    private static func commaReadings(_ bytes: UnsafeBufferPointer<UInt8>) -> (thousands: String, fraction: String)? {
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 3, (1...4).contains(parts[0].utf8.count) else { return nil }
        let digits = parts[0].drop { $0 == "-" }
        guard !digits.isEmpty, (digits + parts[1]).utf8.allSatisfy({ (48..<58).contains($0) }) else { return nil }
        return ("\(parts[0])\(parts[1])", "\(parts[0]).\(parts[1])")
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

    /// From what a geometry says itself (`SRID=32652;`), which comes before everything; `nil` where it says nothing, WGS 84 (0 and 4326 too), or what
    /// the whole batch is converted from.
    private mutating func transformation(srid: Int?, column: Int) throws -> Transformation? {
        guard let srid, srid > 0, layout.crs != nil || srid != 4326 else { return nil }
        try check("EPSG:\(srid)", epsg: srid, column: column)
        guard layout.crs == nil else { return nil }
        if zones[srid] == nil { zones[srid] = try Transformation(from: CRS(epsg: srid), to: CRS(epsg: 4326)) }
        return zones[srid]
    }

    private static func srid(_ text: String) -> Int? {
        guard text.uppercased().hasPrefix("SRID="), let end = text.firstIndex(of: ";") else { return nil }
        return Int(text[text.index(text.startIndex, offsetBy: 5)..<end].trimmed)
    }

    /// Well-known binary as hexadecimal digits, as databases print it; `nil` for other texts.
    private static func hexadecimal(_ text: String) -> [UInt8]? {
        // PostgreSQL prints bytes as "\\x0101...".
        let digits = Array((text.hasPrefix("\\x") ? text.dropFirst(2) : text[...]).utf8)
        guard digits.count >= 10, digits.count % 2 == 0, digits[0] == 48, digits[1] == 48 || digits[1] == 49 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for i in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Character(Unicode.Scalar(digits[i])).hexDigitValue,
                let low = Character(Unicode.Scalar(digits[i + 1])).hexDigitValue
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }

    /// A geometry in degrees or in a plane, as longitude and latitude.
    private mutating func placed(
        _ transformation: Transformation?, degrees: () throws -> GeoGeometry, plane: () throws -> PlanarGeometry
    ) throws -> GeoGeometry {
        guard let transformation else { return try degrees() }
        if transformation.takesDegrees {
            return try moved(try degrees(), by: transformation) { $0.degrees.add($1) }
        }
        return try moved(try plane(), by: transformation) { $0.plane.add($1) }
    }

    private mutating func moved<P>(
        _ geometry: Geometry<P>, by transformation: Transformation, _ note: (inout Extremes, P) -> Void
    ) throws -> GeoGeometry {
        if let key = transformation.source?.definition {
            geometry.forEachPosition { note(&extremes[key, default: Extremes(transformation)], $0) }
        }
        return try transformation.transform(geometry, .forward)
    }

    /// Where a transformation of this table's rows was used.
    private struct Extremes {
        let transformation: Transformation
        var degrees = ExtremePositions<GeoPosition>()
        var plane = ExtremePositions<PlanarPoint>()

        init(_ transformation: Transformation) { self.transformation = transformation }
    }

    /// How well the geometries so far were brought to WGS 84 from what they say that they are in.
    var conversions: [ConversionQuality] {
        extremes.keys.sorted().compactMap { extremes[$0] }.flatMap {
            $0.transformation.takesDegrees
                ? $0.transformation.qualities(at: $0.degrees) : $0.transformation.qualities(at: $0.plane)
        }
    }

    private mutating func position(_ utm: UTMCoordinate, column: Int) throws(Problem) -> GeoPosition {
        do {
            if zones[utm.epsg] == nil { zones[utm.epsg] = try Transformation(from: CRS(epsg: utm.epsg), to: CRS(epsg: 4326)) }
            guard let transformation = zones[utm.epsg] else { return try utm.position() }
            return try transformation.forward(utm.point)
        } catch {
            throw Problem.notConverted(
                error, column: column,
                otherwise: Problem(
                    column: column, sentence: "the coordinates cannot be converted: \(error)",
                    remedy: "Check easting, northing and zone."))
        }
    }

    private struct Flaw: Error {
        var sentence: String
    }

    private func checked(_ geometry: GeoGeometry) throws -> GeoGeometry {
        if let flaw = geometry.flaw { throw Flaw(sentence: flaw) }
        return geometry
    }

    private mutating func geometry(_ text: String, _ column: Int) throws(Problem) -> CellPlace {
        if text.isEmpty { return .none }
        do {
            if let bytes = Self.hexadecimal(text) {
                let dimensions = WKBDimensions(bytes)
                if dimensions.hasZ || dimensions.hasM { found.append(.measureDropped) }
                let transformation = try transformation(srid: dimensions.srid, column: column)
                return .geometry(
                    try checked(
                        try placed(
                            transformation, degrees: { try GeoGeometry(wkb: bytes) }, plane: { try PlanarGeometry(wkb: bytes) })))
            }
            guard text.hasPrefix("{") else {
                if hasMoreOrdinates(wkt: text) { found.append(.measureDropped) }
                let transformation = try transformation(srid: Self.srid(text), column: column)
                return .geometry(
                    try checked(
                        try placed(
                            transformation, degrees: { try GeoGeometry(wkt: text) }, plane: { try PlanarGeometry(wkt: text) })))
            }
            var columns = FeatureColumns()
            columns.readGeometry(Array(text.utf8))
            if let failure = columns.failure { throw failure }
            return columns.count == 0 ? .none : columns.geometry(at: 0).map { .geometry($0) } ?? .none
        } catch let problem as Problem {
            throw problem
        } catch let flaw as Flaw {
            throw Problem(
                column: column, sentence: "the geometry is not whole: \(flaw.sentence)",
                remedy: "Complete it, or leave the cell empty.")
        } catch {
            throw Problem.notConverted(
                error, column: column,
                otherwise: Problem(
                    column: column, sentence: "the geometry cannot be read",
                    remedy: "Write WKT such as POINT (129.75 42.43), or a GeoJSON geometry."))
        }
    }
}

extension String {
    fileprivate func replacingFirstComma() -> String {
        guard let comma = firstIndex(of: ","), !contains(".") else { return self }
        return self[..<comma] + "." + self[index(after: comma)...]
    }
}
