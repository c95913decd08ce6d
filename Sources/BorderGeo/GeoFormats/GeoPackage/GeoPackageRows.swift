import DatabaseHandles
import LinearReferencing
import OrderedCollections

/// One pass over the rows of a table.
struct GeoPackageRows {
    let table: GeoPackageReader.Table
    let path: String
    /// Column, field name and type, geometry and primary key left out.
    private var fields: [Field] = []
    /// Where the fields stand in a row, and the geometry and the primary key.
    private var columns: [Int] = []
    private var geometryColumn: Int?
    private var keyColumn: Int?
    /// Where `id` is an attribute that our own writer marked as such: the column with the features' ids, if any has one.
    private var idName: String?
    private var idColumn: Int?
    private(set) var isMarked = false
    private var dropped: Set<String> = []
    private var misfits = 0
    private var blobs = 0
    private var degrees = ExtremePositions<GeoPosition>()
    private var plane = ExtremePositions<PlanarPoint>()

    private let encoding: TextEncoding?
    private let recovering: Bool
    /// Of rows that came without what is broken in them.
    private var broken: [Finding] = []

    init(_ table: GeoPackageReader.Table, path: String, encoding: TextEncoding? = nil, recovering: Bool = false) {
        self.table = table
        self.path = path
        self.encoding = encoding
        self.recovering = recovering
    }

    /// Throws what is wrong with a row, or notes it and goes on.
    private mutating func refuse(_ error: InputError) throws {
        guard recovering else { throw error }
        broken.append(error.finding)
    }

    /// Finds out what the columns are.
    private mutating func describe(_ rows: borrowing SQLiteStatement, _ connection: borrowing SQLiteConnection) throws {
        let nested = try readNotes(connection)
        let keys = try keyColumns(connection)
        var taken: Set<String> = []
        for column in 0..<rows.columnCount {
            guard let name = rows.name(column) else { throw wrong("the name of column \(column) is not UTF-8", nil) }
            if name == table.geometryColumn {
                geometryColumn = column
            } else if keys.contains(name) {
                keyColumn = column
            } else if isMarked, name == idName {
                idColumn = column
            } else if taken.insert(name).inserted {
                columns.append(column)
                fields.append(Field(name, nested.contains(name) ? .json : Self.type(rows.declaredType(column))))
            }
        }
        guard let column = table.geometryColumn, geometryColumn == nil else { return }
        throw InputError(
            "the layer \"\(table.name)\" has no column \"\(column)\", which should hold its geometries",
            at: .init(file: path, pointer: "gpkg_geometry_columns.column_name"),
            remedy: "Open the file in QGIS and export the layer again as GeoPackage.")
    }

    /// Columns whose texts are JSON, and which columns our own writer says hold ids or an attribute of that name, by the schema extension; none where the
    /// file does not have it.
    private mutating func readNotes(_ connection: borrowing SQLiteConnection) throws -> Set<String> {
        guard try connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'gpkg_data_columns'").step() else { return [] }
        let rows = try connection.prepare("SELECT column_name, title, mime_type FROM gpkg_data_columns WHERE table_name = ?")
        try rows.bind([.text(table.name)])
        var nested: Set<String> = []
        while try rows.step() {
            guard case .text(let name) = try rows.value(0) else { continue }
            if case .text("application/json") = try rows.value(2) { nested.insert(name) }
            guard case .text(let title) = try rows.value(1) else { continue }
            if title == GeoPackageTable.featureIDTitle { idName = name }
            if title == GeoPackageTable.attributeTitle { isMarked = true }
        }
        return nested
    }

    private func keyColumns(_ connection: borrowing SQLiteConnection) throws -> Set<String> {
        // cid, name, type, notnull, dflt_value, pk: 0, or the place in the key.
        let rows = try connection.prepare("PRAGMA table_info(\(SQLIdentifier(table.name)))")
        var names: Set<String> = []
        while try rows.step() {
            if case .text(let name) = try rows.value(1), try rows.value(5) != .integer(0) { names.insert(name) }
        }
        return names
    }

    private func wrong(_ problem: String, _ row: Int?, column: String? = nil) -> InputError {
        InputError(
            problem, at: .init(file: path, feature: row, pointer: column.map { "\(table.name).\($0)" } ?? table.name),
            remedy: "Correct the layer in QGIS and export it again.")
    }

    /// How well the rows so far were brought to WGS 84.
    func conversions(by transformation: Transformation) -> [ConversionQuality] {
        transformation.takesDegrees ? transformation.qualities(at: degrees) : transformation.qualities(at: plane)
    }

    private static func type(_ declared: String) -> FieldType {
        let name = declared.uppercased().prefix { $0 != "(" }
        switch name {
        case "BOOLEAN": return .bool
        case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER": return .integer
        case "FLOAT", "DOUBLE", "REAL": return .real
        case "DATE": return .date
        default: return .text
        }
    }

    mutating func read(_ connection: borrowing SQLiteConnection, _ transformation: Transformation?) throws -> (
        FeatureLayer, [Finding]
    ) {
        var features: [Feature] = []
        let findings = try forEach(connection, through: transformation) { features.append($0) }
        var layer = FeatureLayer(
            name: table.name, title: table.title, kind: Self.kind(features), fields: fields, features: features,
            synthetic: features.contains { $0.properties["synthetic"] == .bool(true) })
        layer.isVerbatim = isMarked
        return (layer, findings)
    }

    /// Lends the rows one after the other; returns what was found in them.
    mutating func forEach(
        _ connection: borrowing SQLiteConnection, through transformation: Transformation?, _ body: (Feature) throws -> Void
    ) throws -> [Finding] {
        let rows = try connection.prepare("SELECT * FROM \(SQLIdentifier(table.name))")
        try describe(rows, connection)
        var count = 0
        while try rows.step() {
            var key: Int64?
            if let keyColumn, case .integer(let value) = try rows.value(keyColumn) { key = value }
            var place: GeoGeometry?
            if let geometryColumn {
                do { place = try geometry(rows.value(geometryColumn), index: count, transformation) } catch let error
                    as InputError
                {
                    try refuse(error)
                }
            }
            var properties: OrderedDictionary<String, FieldValue> = [:]
            for (field, column) in zip(fields, columns) {
                let stored = try rows.value(column)
                if let value = value(stored, field.type) {
                    properties[field.name] = value
                } else {
                    properties[field.name] = try decoded(stored, row: count, column: field.name)
                }
            }
            // An empty cell in a column of ids is a feature without one; only where there is no such column the key stands for it.
            var id = properties["id"].map { $0 == .null ? nil : $0.plainText } ?? key.map { String($0) }
            if isMarked { id = nil }
            if let idColumn, case .text(let own) = try rows.value(idColumn) { id = own }
            try body(Feature(id: id, geometry: place, properties: properties))
            count += 1
        }
        var findings = broken
        for word in ["Z", "M"] where dropped.contains(word) {
            findings.append(
                Finding(
                    rule: "dropped-\(word.lowercased())", severity: .note, place: .init(file: path, pointer: table.name),
                    sentence: "Positions carry \(word) values, which were left out."))
        }
        if misfits > 0 {
            findings.append(
                Finding(
                    rule: "value-type", severity: .warning, place: .init(file: path, pointer: table.name),
                    sentence:
                        "\(NumberText.counted(misfits, one: "value does not fit the type of its", many: "values do not fit the type of their")) column and stayed as stored."
                ))
        }
        if blobs > 0 {
            findings.append(
                Finding(
                    rule: "dropped-bytes", severity: .warning, place: .init(file: path, pointer: table.name),
                    sentence:
                        "\(NumberText.counted(blobs, one: "value is bytes (BLOB), such as a picture, and is", many: "values are bytes (BLOB), such as pictures, and are")) replaced by null.",
                    remedy: "Keep the GeoPackage beside what is made of it."))
        }
        return findings
    }

    /// A text that is no UTF-8, in the encoding that the user named.
    private mutating func decoded(_ stored: SQLiteValue, row: Int, column: String) throws -> FieldValue {
        guard case .malformedText(let bytes) = stored else { return .null }
        if let encoding, let text = try? TextEncoding.decode(bytes, declared: encoding) {
            return .text(String(decoding: text.bytes, as: UTF8.self))
        }
        try refuse(
            InputError(
                "the text is not UTF-8", at: .init(file: path, feature: row, pointer: "\(table.name).\(column)"),
                remedy:
                    "Say what it is with \(.encoding("cp949")) (Korean) or \(.encoding("gb18030")) (Chinese), or correct the layer in QGIS."
            ))
        return .null
    }

    private static func kind(_ features: [Feature]) -> FeatureLayer.GeometryKind {
        for feature in features {
            switch feature.geometry {
            case .point, .multiPoint: return .point
            case .lineString, .multiLineString: return .line
            case .polygon, .multiPolygon: return .polygon
            default: continue
            }
        }
        return .none
    }

    /// `nil` for a text that is none.
    private mutating func value(_ stored: SQLiteValue, _ type: FieldType) -> FieldValue? {
        switch stored {
        case .null: return .null
        case .integer(let value):
            switch type {
            case .bool: return .bool(value != 0)
            case .integer: return .integer(value)
            case .real: return .real(Double(value))
            default:
                misfits += 1
                return .integer(value)
            }
        case .real(let value):
            if type != .real { misfits += 1 }
            return value.isFinite ? .real(value) : .null
        case .text(let value):
            if type == .bool || type == .integer || type == .real { misfits += 1 }
            return type == .json ? Self.nested(value) : .text(value)
        case .blob:
            blobs += 1
            return .null
        case .malformedText: return nil
        }
    }

    /// What is no JSON stays text; a text that stands among nested values is a JSON string.
    private static func nested(_ text: String) -> FieldValue {
        switch try? JSONValue(parsing: Array(text.utf8)) {
        case .object, .array: .json(text)
        default: .text(text)
        }
    }

    private mutating func geometry(_ stored: SQLiteValue, index: Int, _ transformation: Transformation?) throws -> GeoGeometry? {
        func bad(_ problem: String) -> InputError {
            InputError(
                "the geometry cannot be read: \(problem)", at: .init(file: path, feature: index, pointer: table.name),
                remedy: "Repair the layer in QGIS (Fix geometries) and export it again.")
        }
        if stored == .null { return nil }
        guard case .blob(let bytes) = stored else { throw bad("it is stored as something else than bytes") }
        guard bytes.count >= 8, bytes[0] == 0x47, bytes[1] == 0x50 else { throw bad("it has no GeoPackage header") }
        let envelope: [Int] = [0, 32, 48, 48, 64]
        let kind = Int(bytes[3] >> 1 & 7)
        guard kind < envelope.count, bytes.count >= 8 + envelope[kind] else { throw bad("its header is damaged") }
        if bytes[3] & 0x10 != 0 { return nil }  // marked empty
        do {
            let body = Array(bytes[(8 + envelope[kind])...])
            let dimensions = WKBDimensions(body)
            if dimensions.hasZ { dropped.insert("Z") }
            if dimensions.hasM { dropped.insert("M") }
            guard let transformation else { return try checked(GeoGeometry(wkb: body), bad) }
            if transformation.takesDegrees {
                let geometry = try GeoGeometry(wkb: body)
                geometry.forEachPosition { degrees.add($0) }
                return try checked(transformation.transform(geometry, .forward), bad)
            }
            let geometry = try PlanarGeometry(wkb: body)
            geometry.forEachPosition { plane.add($0) }
            return try checked(transformation.transform(geometry, .forward), bad)
        } catch let error as GeometryFormatError {
            guard error.isCurve else { throw bad(error.description) }
            throw InputError(
                "the geometry is a curve with arcs, which is not read",
                at: .init(file: path, feature: index, pointer: table.name),
                remedy: "Make lines of it: ogr2ogr -nlt CONVERT_TO_LINEAR straight.gpkg \(path)")
        } catch let error as ProjError {
            throw bad("it has no place on WGS 84 (\(error))")
        }
    }

    private func checked(_ geometry: GeoGeometry, _ bad: (String) -> InputError) throws -> GeoGeometry? {
        if geometry.isEmpty { return nil }
        if let flaw = geometry.flaw { throw bad(flaw) }
        try geometry.forEachPosition { p in
            guard p.isOnEarth else { throw bad("\(p.longitude), \(p.latitude) is not a longitude and latitude") }
        }
        return geometry
    }
}
