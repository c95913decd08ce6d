import DatabaseHandles
import GeoHandles
import LinearReferencing
import SystemPackage

/// Reads a feature or attribute table of a GeoPackage in any CRS; positions come out as longitude and latitude on WGS 84.
///
/// Opened read-only. Of what the file brings along, views are read within limits of time, steps and size that grow with the file; triggers, virtual
/// tables and extensions are not.
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
    private let size: Int

    /// Opens a file and reads its directory. Throws `FileError.notFound`, or `InputError` for what is no GeoPackage.
    package init(path: String) throws {
        guard let status = try? Stat(path) else { throw FileError.notFound(path: path) }
        self.path = path
        size = Int(clamping: status.size)
        do {
            tables = try Self.directory(SQLiteConnection.open(path, for: .reading, size: size), path)
        } catch let error as SQLiteError {
            throw InputError(
                "not readable as GeoPackage: \(error.message)", at: .init(file: path),
                remedy: "Open it in QGIS and export the layer again as GeoPackage.")
        }
    }

    private static func directory(_ connection: borrowing SQLiteConnection, _ path: String) throws -> [Table] {
        let rows = try connection.prepare(
            """
            SELECT c.table_name, coalesce(c.identifier, c.table_name), g.column_name, coalesce(g.srs_id, 4326), g.table_name
            FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
            WHERE c.data_type IN ('features', 'attributes') AND c.table_name != 'layer_styles'
            ORDER BY g.column_name IS NULL, c.rowid
            """)
        var tables: [Table] = []
        while try rows.step() {
            let place = DirectoryPlace(path: path, table: "gpkg_contents", row: tables.count)
            guard case .text(let name) = try rows.value(0) else { throw place.wrong("table_name", "is not text") }
            guard case .text(let title) = try rows.value(1) else { throw place.wrong("identifier", "is not text") }
            var table = Table(name: name, title: title, geometryColumn: nil, srsID: 4326)
            if try rows.value(4) != .null {
                let place = DirectoryPlace(path: path, table: "gpkg_geometry_columns", row: nil)
                guard case .text(let column) = try rows.value(2) else {
                    throw place.wrong("column_name", "of the layer \"\(name)\" is not text")
                }
                guard case .integer(let srsID) = try rows.value(3), let srsID = Int32(exactly: srsID) else {
                    throw place.wrong("srs_id", "of the layer \"\(name)\" is not a whole number")
                }
                table.geometryColumn = column
                table.srsID = Int(srsID)
            }
            tables.append(table)
        }
        return tables
    }
}

/// Where in the directories of a GeoPackage something is wrong.
private struct DirectoryPlace {
    var path: String
    var table: String
    var row: Int?

    func wrong(_ column: String, _ problem: String) -> InputError {
        InputError(
            "its \(column) \(problem)", at: .init(file: path, feature: row, pointer: "\(table).\(column)"),
            remedy: "Open the file in QGIS and export the layer again as GeoPackage.")
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
            "it holds \(tables.count) layers, and none was chosen", at: .init(file: path),
            remedy: "Choose one with \(.layer): \(choices).")
    }

    /// Every row of a table as a feature. `options` says what the coordinates are in where the file cannot (SRS -1 or 0), and the encoding of texts that are no UTF-8.
    /// `recovering`: broken rows come without what is broken, each with a finding.
    ///
    /// Z and M are left out and told. Throws `InputError` with the row for a geometry that cannot be read or transformed.
    package func read(
        _ table: Table, options: InputOptions = InputOptions(), recovering: Bool = false
    ) throws -> (layer: FeatureLayer, findings: [Finding]) {
        try asking(table) { connection in
            let transformation = try transformation(connection, of: table, options)
            var rows = GeoPackageRows(table, path: path, encoding: options.encoding, recovering: recovering)
            var (layer, findings) = try rows.read(connection, transformation)
            findings += try conversions(transformation, of: rows, options)
            try options.unshift(&layer.features, &findings, file: path)
            return (layer, findings)
        }
    }

    /// What the conversion of a layer's coordinates is worth; an error where that is less than was requested.
    private func conversions(
        _ transformation: Transformation?, of rows: GeoPackageRows, _ options: InputOptions
    ) throws -> [Finding] {
        try (transformation.map { rows.conversions(by: $0) } ?? []).compactMap { quality in
            if let limit = options.accuracy, quality.mayExceed(limit) { throw quality.refusal(limit: limit, file: path) }
            return quality.isDoubtful ? quality.finding(file: path) : nil
        }
    }

    /// The same rows, lent one after the other. `saysIDs`: the file says which column holds ids of features, so that an attribute `id` is one.
    func forEach(
        _ table: Table, options: InputOptions, _ body: (Feature) throws -> Void
    ) throws -> (saysIDs: Bool, findings: [Finding]) {
        try asking(table) { connection in
            let transformation = try transformation(connection, of: table, options)
            var rows = GeoPackageRows(table, path: path, encoding: options.encoding)
            var findings = try rows.forEach(connection, through: transformation, body)
            findings += try conversions(transformation, of: rows, options)
            return (rows.isMarked, findings)
        }
    }

    private func asking<Result>(_ table: Table, _ body: (borrowing SQLiteConnection) throws -> Result) throws -> Result {
        do { return try body(SQLiteConnection.open(path, for: .reading, size: size)) } catch let error as SQLiteError {
            throw InputError(
                "the layer \"\(table.name)\" is not readable: \(error.message)", at: .init(file: path, pointer: table.name),
                remedy: error.kind == .refused
                    ? "If it is a view, export it as a table of its own." : "Open it in QGIS and export the layer again.")
        }
    }

    /// `nil` where coordinates are WGS 84 already.
    private func transformation(
        _ connection: borrowing SQLiteConnection, of table: Table, _ options: InputOptions
    ) throws -> Transformation? {
        guard table.geometryColumn != nil else { return nil }
        let row = try connection.prepare(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?")
        try row.bind([.integer(Int64(table.srsID))])
        var source = options.crs
        do {
            if table.srsID > 0, try row.step() {
                let directory = DirectoryPlace(path: path, table: "gpkg_spatial_ref_sys", row: nil)
                guard case .text(let organization) = try row.value(0) else {
                    throw directory.wrong("organization", "of the system \(table.srsID) is not text")
                }
                guard case .integer(let number) = try row.value(1), let code = Int(exactly: number) else {
                    throw directory.wrong("organization_coordsys_id", "of the system \(table.srsID) is not a whole number")
                }
                let place = Finding.Place(file: path, pointer: table.name)
                if organization.uppercased() == "EPSG", code == 4326 {
                    try options.checkDegrees(by: "the layer", at: place)
                    return nil
                }
                guard case .text(let definition) = try row.value(2) else {
                    throw directory.wrong("definition", "of the system \(table.srsID) is not text")
                }
                // The code is the better source: definitions in WKT 1 have lost accuracies and axis orders on their way.
                source = organization.uppercased() == "EPSG" ? (try? CRS(epsg: code)) : nil
                if source == nil { source = try CRS(definition) }
                if let source { try options.check(source, by: "the layer", at: place) }
            }
            // Of a layer that says nothing the degrees of a web map are what was said.
            if source == nil, options.shift != nil { return nil }
            guard let source else {
                throw InputError(
                    "the layer \"\(table.name)\" does not say what its coordinates are in", at: .init(file: path),
                    remedy: "Give it with \(.crs("EPSG:n")).")
            }
            return try Transformation(from: source, to: CRS(epsg: 4326))
        } catch let error as ProjError {
            throw InputError(missingDatabase: error, at: .init(file: path))
                ?? InputError(
                    "the coordinate system of layer \"\(table.name)\" is not usable: \(error)", at: .init(file: path),
                    remedy: "Give the right one with \(.crs("EPSG:n")), or reproject the layer to EPSG:4326.")
        }
    }
}
