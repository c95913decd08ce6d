import GRDB
import LinearReferencing
import OrderedCollections

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads a feature or attribute table of a GeoPackage in any CRS; positions come out as longitude and latitude on WGS 84.
///
/// Opened read-only; nothing that the file brings along (triggers, views with functions) is run.
package struct GeoPackageReader: Sendable {
    /// A table of the file's directory.
    package struct Table: Hashable, Sendable {
        package var name: String
        package var title: String
        /// `nil` for a table without geometry.
        package var geometryColumn: String?
        package var srsID: Int
    }

    package let path: String
    /// Feature tables first, in the order of the directory; QGIS's table of styles is left out.
    package let tables: [Table]
    private let queue: DatabaseQueue

    /// Opens a file and reads its directory. Throws `FileError.notFound`, or `InputError` for what is no GeoPackage.
    package init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw FileError.notFound(path: path) }
        self.path = path
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            tables = try queue.read { db in try Self.directory(db) }
        } catch let error as DatabaseError {
            throw InputError(
                "not readable as GeoPackage: \(error.message ?? "SQLite error")", at: .init(file: path),
                remedy: "Open it in QGIS and export the layer again as GeoPackage.")
        }
    }

    private static func directory(_ db: Database) throws -> [Table] {
        let sql = """
            SELECT c.table_name, coalesce(c.identifier, c.table_name), g.column_name, coalesce(g.srs_id, 4326)
            FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
            WHERE c.data_type IN ('features', 'attributes') AND c.table_name != 'layer_styles'
            ORDER BY g.column_name IS NULL, c.rowid
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            Table(name: row[0] ?? "", title: row[1] ?? "", geometryColumn: row[2], srsID: row[3] ?? 4326)
        }
    }
}

extension GeoPackageReader {
    /// The table to read: the one named (letter case aside), or the only feature table.
    ///
    /// Throws `InputError` naming the choices where the name is unknown or several tables could be meant.
    package func table(named name: String? = nil) throws(InputError) -> Table {
        let choices = tables.map(\.name).joined(separator: ", ")
        if let name {
            if let table = tables.first(where: {
                $0.name.lowercased() == name.lowercased() || $0.title.lowercased() == name.lowercased()
            }) {
                return table
            }
            throw InputError("there is no layer \"\(name)\"", at: .init(file: path), remedy: "It holds: \(choices).")
        }
        let spatial = tables.filter { $0.geometryColumn != nil }
        if let only = spatial.count == 1 ? spatial.first : tables.count == 1 ? tables.first : nil { return only }
        guard !tables.isEmpty else {
            throw InputError("it holds no layer", at: .init(file: path), remedy: "Export a vector layer into it.")
        }
        throw InputError(
            "it holds \(tables.count) layers and none was chosen", at: .init(file: path), remedy: "Choose one of: \(choices).")
    }

    /// Every row of a table as a feature. `crs` says what the coordinates are in where the file cannot (SRS -1 or 0).
    ///
    /// Z and M are left out and told. Throws `InputError` with the row for a geometry that cannot be read or transformed.
    package func read(_ table: Table, crs: CRS? = nil) throws -> (layer: FeatureLayer, findings: [Finding]) {
        do {
            return try queue.read { db in
                let transformation = try transformation(db, of: table, assuming: crs)
                var rows = try RowReader(db, table, path: path)
                return try rows.read(db, transformation)
            }
        } catch let error as DatabaseError {
            throw InputError(
                "the layer \"\(table.name)\" is not readable: \(error.message ?? "SQLite error")", at: .init(file: path),
                remedy: "Open it in QGIS and export the layer again.")
        }
    }

    /// `nil` where coordinates are WGS 84 already.
    private func transformation(_ db: Database, of table: Table, assuming given: CRS?) throws -> Transformation? {
        guard table.geometryColumn != nil else { return nil }
        let row = try Row.fetchOne(
            db, sql: "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
            arguments: [table.srsID])
        var source = given
        do {
            if table.srsID > 0, let row {
                let organization: String = row[0] ?? ""
                let code: Int = row[1] ?? 0
                if organization.uppercased() == "EPSG", code == 4326 { return nil }
                let definition: String = row[2] ?? ""
                // The code is the better source: definitions in WKT 1 have lost accuracies and axis orders on their way.
                source = organization.uppercased() == "EPSG" ? (try? CRS(epsg: code)) : nil
                if source == nil { source = try CRS(definition) }
            }
            guard let source else {
                throw InputError(
                    "the layer \"\(table.name)\" does not say what its coordinates are in", at: .init(file: path),
                    remedy: "Give it with \(.crs("EPSG:n")).")
            }
            return try Transformation(from: source, to: CRS(epsg: 4326))
        } catch let error as ProjError {
            throw InputError(
                "the coordinate system of layer \"\(table.name)\" is not usable: \(error)", at: .init(file: path),
                remedy: "Give the right one with \(.crs("EPSG:n")), or reproject the layer to EPSG:4326.")
        }
    }
}

/// One pass over the rows of a table.
private struct RowReader {
    let table: GeoPackageReader.Table
    let path: String
    /// Column, field name and type, geometry and primary key left out.
    private var fields: [Field] = []
    private var keyColumn: String?
    private var dropped: Set<String> = []
    private var misfits = 0

    init(_ db: Database, _ table: GeoPackageReader.Table, path: String) throws {
        self.table = table
        self.path = path
        let nested =
            try db.tableExists("gpkg_data_columns")
            ? Set(
                String.fetchAll(
                    db, sql: "SELECT column_name FROM gpkg_data_columns WHERE table_name = ? AND mime_type = 'application/json'",
                    arguments: [table.name])) : []
        for column in try db.columns(in: table.name) {
            if column.primaryKeyIndex > 0 {
                keyColumn = column.name
            } else if column.name != table.geometryColumn {
                fields.append(Field(column.name, nested.contains(column.name) ? .json : Self.type(column.type)))
            }
        }
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

    mutating func read(_ db: Database, _ transformation: Transformation?) throws -> (FeatureLayer, [Finding]) {
        var features: [Feature] = []
        let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM \(table.name.quotedDatabaseIdentifier)")
        while let row = try cursor.next() {
            let key = keyColumn.flatMap { Int64.fromDatabaseValue(row[$0]) }
            let geometry = try geometry(row, index: features.count, transformation)
            var properties: OrderedDictionary<String, FieldValue> = [:]
            for field in fields { properties[field.name] = value(row[field.name], field.type) }
            // An empty cell in a column of ids is a feature without one; only where there is no such column the key stands for it.
            let id = properties["id"].map { $0 == .null ? nil : $0.plainText } ?? key.map { String($0) }
            features.append(Feature(id: id, geometry: geometry, properties: properties))
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

    private mutating func value(_ stored: DatabaseValue, _ type: FieldType) -> FieldValue {
        switch stored.storage {
        case .null: return .null
        case .int64(let value):
            switch type {
            case .bool: return .bool(value != 0)
            case .integer: return .integer(value)
            case .real: return .real(Double(value))
            default:
                misfits += 1
                return .integer(value)
            }
        case .double(let value):
            if type != .real { misfits += 1 }
            return value.isFinite ? .real(value) : .null
        case .string(let value):
            if type == .bool || type == .integer || type == .real { misfits += 1 }
            return type == .json ? Self.nested(value) : .text(value)
        case .blob:
            misfits += 1
            return .null
        }
    }

    /// What is no JSON stays text; a text that stands among nested values is a JSON string.
    private static func nested(_ text: String) -> FieldValue {
        switch try? JSONValue(parsing: Array(text.utf8)) {
        case .object, .array: .json(text)
        default: .text(text)
        }
    }

    private mutating func geometry(_ row: Row, index: Int, _ transformation: Transformation?) throws -> GeoGeometry? {
        guard let column = table.geometryColumn, case .blob(let data) = (row[column] as DatabaseValue).storage else { return nil }
        func bad(_ problem: String) -> InputError {
            InputError(
                "the geometry cannot be read: \(problem)", at: .init(file: path, feature: index, pointer: table.name),
                remedy: "Repair the layer in QGIS (Fix geometries) and export it again.")
        }
        let bytes = Array(data)
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
        try geometry.forEachPosition { p in
            guard p.isOnEarth else { throw bad("\(p.longitude), \(p.latitude) is no longitude and latitude") }
        }
        return geometry
    }
}
