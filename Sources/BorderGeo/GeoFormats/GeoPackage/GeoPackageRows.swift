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
    private var dropped: Set<String> = []
    private var misfits = 0

    init(_ table: GeoPackageReader.Table, path: String) {
        self.table = table
        self.path = path
    }

    /// Finds out what the columns are.
    private mutating func describe(_ rows: borrowing SQLiteStatement, _ connection: borrowing SQLiteConnection) throws {
        let nested = try nestedColumns(connection)
        let keys = try keyColumns(connection)
        var taken: Set<String> = []
        for column in 0..<rows.columnCount {
            guard let name = rows.name(column) else { throw wrong("the name of column \(column) is not UTF-8", nil) }
            if name == table.geometryColumn {
                geometryColumn = column
            } else if keys.contains(name) {
                keyColumn = column
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

    /// Columns whose texts are JSON, by the schema extension; none where the file does not have it.
    private func nestedColumns(_ connection: borrowing SQLiteConnection) throws -> Set<String> {
        guard try connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'gpkg_data_columns'").step() else { return [] }
        let rows = try connection.prepare(
            "SELECT column_name FROM gpkg_data_columns WHERE table_name = ? AND mime_type = 'application/json'")
        try rows.bind([.text(table.name)])
        var names: Set<String> = []
        while try rows.step() {
            if case .text(let name) = try rows.value(0) { names.insert(name) }
        }
        return names
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
        let rows = try connection.prepare("SELECT * FROM \(SQLIdentifier(table.name))")
        try describe(rows, connection)
        while try rows.step() {
            var key: Int64?
            if let keyColumn, case .integer(let value) = try rows.value(keyColumn) { key = value }
            var place: GeoGeometry?
            if let geometryColumn { place = try geometry(rows.value(geometryColumn), index: features.count, transformation) }
            var properties: OrderedDictionary<String, FieldValue> = [:]
            for (field, column) in zip(fields, columns) {
                guard let value = value(try rows.value(column), field.type) else {
                    throw wrong("the text is not UTF-8", features.count, column: field.name)
                }
                properties[field.name] = value
            }
            // An empty cell in a column of ids is a feature without one; only where there is no such column the key stands for it.
            let id = properties["id"].map { $0 == .null ? nil : $0.plainText } ?? key.map { String($0) }
            features.append(Feature(id: id, geometry: place, properties: properties))
        }
        var findings: [Finding] = []
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
                    sentence: "\(misfits) values do not fit the type of their column and stayed as stored."))
        }
        let layer = FeatureLayer(
            name: table.name, title: table.title, kind: Self.kind(features), fields: fields, features: features,
            synthetic: features.contains { $0.properties["synthetic"] == .bool(true) })
        return (layer, findings)
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
            misfits += 1
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
            if transformation.source?.isGeographic == true {
                return try checked(transformation.transform(GeoGeometry(wkb: body), .forward), bad)
            }
            return try checked(transformation.transform(PlanarGeometry(wkb: body), .forward), bad)
        } catch let error as GeometryFormatError {
            throw bad(error.description)
        } catch let error as ProjError {
            throw bad("it has no place on WGS 84 (\(error))")
        }
    }

    private func checked(_ geometry: GeoGeometry, _ bad: (String) -> InputError) throws -> GeoGeometry? {
        if geometry.isEmpty { return nil }
        if let flaw = geometry.flaw { throw bad(flaw) }
        try geometry.forEachPosition { p in
            guard p.isOnEarth else { throw bad("\(p.longitude), \(p.latitude) is no longitude and latitude") }
        }
        return geometry
    }
}
