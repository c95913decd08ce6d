import DatabaseHandles
import LinearReferencing

/// Writes layers into one GeoPackage (OGC 12-128, version 1.3): feature tables with R-trees, metadata, and the styles that QGIS loads itself.
///
/// The same layers give the same bytes (with one version of SQLite): no clock, fixed row order. Lines with measures carry them as M.
package struct GeoPackageWriter: Sendable {
    /// A layer and its styles, the default one first.
    package struct Table: Sendable {
        package var layer: FeatureLayer
        package var styles: [MapStyle]

        package init(_ layer: FeatureLayer, styles: [MapStyle]) {
            self.layer = layer
            self.styles = styles
        }
    }

    /// One paragraph stored as the file's metadata: what it is and where it comes from.
    package var summary: String

    package init(summary: String = "") { self.summary = summary }

    /// GeoPackage wants a time of change for every table; a real one would make every run's bytes differ.
    static let timeOfChange = "2000-01-01T00:00:00.000Z"
}

extension GeoPackageWriter {
    /// Writes a new file. Rows keep the order of the features; `fid` counts from 1 and `id` holds the feature's own id.
    ///
    /// Returns a finding for everything that a table cannot keep: renamed tables and columns, values of another type than their column. Throws
    /// `FileError` where the file exists already or cannot be written, and `InputError` for more columns or longer values than SQLite takes.
    /// About 0.1 s for 10,000 points.
    @discardableResult
    package func write(_ tables: [Table], to path: String) throws -> [Finding] {
        let (tables, renamed) = Self.renamed(tables)
        return try renamed
            + create(path, named: tables.first?.layer.name ?? "") { connection in
                try fill(connection, tables.map { ($0, LayerSurvey(of: $0.layer)) }) {
                    try $0.write(to: connection, identifier: $1)
                }
            }
    }

    /// The same for one layer whose features are lent one after the other; `table.layer` is without them. `keepsEmptyIDs` is that of `GeoPackageTable`.
    func write(
        _ table: Table, surveyed survey: LayerSurvey, to path: String, keepsEmptyIDs: Bool = true,
        _ forEach: ((Feature) throws -> Void) throws -> Void
    ) throws -> [Finding] {
        let (tables, renamed) = Self.renamed([table])
        return try renamed
            + create(path, named: table.layer.name) { connection in
                try fill(connection, tables.map { ($0, survey) }, keepsEmptyIDs: keepsEmptyIDs) {
                    try $0.write(to: connection, identifier: $1, forEach)
                }
            }
    }

    private func create(
        _ path: String, named name: String, _ body: (borrowing SQLiteConnection) throws -> [Finding]
    ) throws -> [Finding] {
        do { return try body(SQLiteConnection.open(path, for: .writing)) } catch let error as SQLiteError {
            switch error.kind {
            case .tooLarge, .statement:
                throw InputError(
                    "a GeoPackage cannot hold this: \(error.message)", at: .init(file: name),
                    remedy: "It holds at most 2000 columns a layer and 1 GB a value; give another format, or less.")
            case .full, .damaged, .refused, .system: throw FileError.writing(path, error)
            }
        }
    }

    private func fill(
        _ connection: borrowing SQLiteConnection, _ layers: [(table: Table, survey: LayerSurvey)], keepsEmptyIDs: Bool = true,
        write: (GeoPackageTable, String) throws -> [Finding]
    ) throws -> [Finding] {
        let tables = layers.map(\.table)
        try connection.execute("PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300; BEGIN")
        try connection.execute(Self.schema)
        try writeSpatialReferences(connection)
        try writeMetadata(connection, tables)
        var findings: [Finding] = []
        var identifiers: Set<String> = []
        var notes: [(table: String, notes: [GeoPackageTable.ColumnNote])] = []
        for (table, survey) in layers {
            let identifier = identifiers.insert(table.layer.title).inserted ? table.layer.title : table.layer.name
            let rows = GeoPackageTable(table.layer.cutAtAntimeridian, survey, keepsEmptyIDs: keepsEmptyIDs)
            findings += try write(rows, identifier)
            notes.append((table.layer.name, rows.columnNotes))
        }
        try writeStyles(connection, layers)
        try writeColumnTypes(connection, notes)
        try connection.execute("COMMIT")
        return findings
    }

    /// Layers under names that a GeoPackage has free: its own tables and SQLite's are taken, and names are compared without letter case.
    private static func renamed(_ tables: [Table]) -> (tables: [Table], findings: [Finding]) {
        var taken: Set<String> = ["layer_styles"]
        var findings: [Finding] = []
        let named = tables.map { table -> Table in
            let old = table.layer.name
            var name = SQLIdentifier(old).name
            let isReserved = ["sqlite_", "gpkg_", "rtree_"].contains { name.lowercased().hasPrefix($0) }
            if isReserved || name.isEmpty { name = "layer_" + name }
            while !taken.insert(name.lowercased()).inserted { name += "_" }
            guard name != old else { return table }
            findings.append(
                Finding(
                    rule: "renamed-table", severity: .note, place: .init(file: old),
                    sentence: "The layer \"\(old)\" became the table \"\(name)\": its name is not free in a GeoPackage."))
            var table = table
            table.layer.name = name
            return table
        }
        return (named, findings)
    }

    private func writeSpatialReferences(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        let rows: [(String, Int64, String, Int64, String)] = [
            ("Undefined cartesian SRS", -1, "NONE", -1, "undefined"), ("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
            ("WGS 84 geodetic", 4326, "EPSG", 4326, Self.wgs84),
        ]
        for (name, id, organization, code, definition) in rows {
            try connection.execute(
                "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                [.text(name), .integer(id), .text(organization), .integer(code), .text(definition), .null])
        }
    }

    private func writeMetadata(_ connection: borrowing SQLiteConnection, _ tables: [Table]) throws(SQLiteError) {
        guard tables.contains(where: \.layer.synthetic) || !summary.isEmpty else { return }
        let note = tables.contains(where: \.layer.synthetic) ? FeatureLayer.syntheticNote + " " : ""
        try connection.execute(
            "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://www.dublincore.org/specifications/dublin-core/', 'text/plain', ?)",
            [.text(note + summary)])
        try connection.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)", [.text(Self.timeOfChange)])
        for table in ["gpkg_metadata", "gpkg_metadata_reference"] {
            try connection.execute(
                """
                INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_metadata', \
                'http://www.geopackage.org/spec121/#extension_metadata', 'read-write')
                """, [.text(table)])
        }
    }

    /// GeoPackage has no type for nested values and no place for ids that are texts: the schema extension says which texts are JSON, which GDAL heeds too, and which
    /// column holds the ids of features that have an attribute `id` as well.
    private func writeColumnTypes(
        _ connection: borrowing SQLiteConnection, _ notes: [(table: String, notes: [GeoPackageTable.ColumnNote])]
    ) throws(SQLiteError) {
        let columns = notes.flatMap { table in table.notes.map { (table: table.table, note: $0) } }
        guard !columns.isEmpty else { return }
        try connection.execute(Self.columnTables)
        for table in ["gpkg_data_columns", "gpkg_data_column_constraints"] {
            try connection.execute(
                """
                INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', \
                'http://www.geopackage.org/spec121/#extension_schema', 'read-write')
                """, [.text(table)])
        }
        for entry in columns {
            try connection.execute(
                "INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, ?, NULL, ?, NULL)",
                [.text(entry.table), .text(entry.note.column), .text(orNull: entry.note.title), .text(orNull: entry.note.type)])
        }
    }

    /// The table that QGIS reads styles from: the row with `useAsDefault` is applied on loading, the others stand in the style menu.
    private func writeStyles(
        _ connection: borrowing SQLiteConnection, _ layers: [(table: Table, survey: LayerSurvey)]
    ) throws(SQLiteError) {
        guard layers.contains(where: { !$0.table.styles.isEmpty }) else { return }
        try connection.execute(Self.stylesTable)
        try connection.execute(
            """
            INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) \
            VALUES ('layer_styles', 'attributes', 'layer_styles', 'QGIS styles', ?)
            """, [.text(Self.timeOfChange)])
        var id: Int64 = 0
        for (table, survey) in layers where table.layer.kind != .none {
            for (index, style) in table.styles.enumerated() {
                id += 1
                let qml = String(
                    decoding: QMLWriter().document(style, for: table.layer, hasIDs: survey.hasIDs), as: UTF8.self)
                try connection.execute(
                    "INSERT INTO layer_styles VALUES (?, '', '', ?, 'geom', ?, ?, '', ?, ?, '', NULL, ?)",
                    [
                        .integer(id), .text(table.layer.name), .text(style.name), .text(qml), .integer(index == 0 ? 1 : 0),
                        .text("\(table.layer.title): \(style.name)"), .text(Self.timeOfChange),
                    ])
            }
        }
    }
}

extension GeoPackageWriter {
    private static let schema: SQL = """
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, \
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, \
        description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, \
        min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, \
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, \
        srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, \
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), \
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), \
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, \
        scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
        CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset', \
        md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
        CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, \
        row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), \
        md_file_id INTEGER NOT NULL, md_parent_id INTEGER, \
        CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), \
        CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
        """

    private static let stylesTable: SQL = """
        CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), \
        f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, \
        description TEXT, owner TEXT(30), ui TEXT(30), \
        update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
        """

    private static let columnTables: SQL = """
        CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, \
        mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), \
        CONSTRAINT gdc_tn UNIQUE (table_name, name));
        CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, \
        min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, \
        CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
        """

    private static let wgs84 = """
        GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],\
        PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],\
        AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]
        """
}
