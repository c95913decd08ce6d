import BorderBase
import DatabaseHandles
import LinearReferencing

/// One feature table of a GeoPackage: its columns, rows, R-tree and entries in the file's directories.
struct GeoPackageTable {
    private let layer: FeatureLayer
    /// Column name and field, in order; `nil`: the feature's id.
    private let columns: [(name: SQLIdentifier, field: Field?)]
    private let shape: Shape
    private var findings: [Finding] = []

    init(_ layer: FeatureLayer) { self.init(layer, LayerSurvey(of: layer)) }

    /// `layer` may be without its features. `keepsEmptyIDs`: a table of features without ids has a column for them.
    init(_ layer: FeatureLayer, _ survey: LayerSurvey, keepsEmptyIDs: Bool = true) {
        self.layer = layer
        shape = Shape(layer, survey)
        // SQLite's names ignore case, and fid and geom are taken.
        var unique = UniqueNames(taken: ["fid", "geom"], ignoresCase: true) { $1 == 2 ? $0 + "_" : "\($0)_\($1)" }
        var columns: [(name: SQLIdentifier, field: Field?)] = []
        // An attribute `id` of features without ids is marked in the directory of columns: an empty column beside it would be in everybody's way.
        if let idColumn = layer.idColumn, survey.hasIDs || keepsEmptyIDs && !layer.hasField("id") {
            columns.append((SQLIdentifier(unique.name(idColumn)), nil))
        }
        for field in layer.fields {
            let name = unique.name(SQLIdentifier(field.name).name)
            if name != field.name {
                findings.append(
                    Finding(
                        rule: "renamed-column", severity: .note, place: .init(file: layer.name, pointer: field.name),
                        sentence:
                            "The field \"\(field.name)\" became the column \"\(name)\": its name is not free in a GeoPackage.")
                )
            }
            columns.append((SQLIdentifier(name), field))
        }
        self.columns = columns
    }

    /// What the directory of columns says: which texts are JSON, and which column holds the features' ids where `id` is an attribute.
    typealias ColumnNote = (column: String, title: String?, type: String?)

    var columnNotes: [ColumnNote] {
        var notes: [ColumnNote] = []
        let isMarked = layer.isVerbatim && layer.hasField("id")
        for (name, field) in columns {
            if isMarked, field == nil { notes.append((name.name, Self.featureIDTitle, nil)) }
            if isMarked, field?.name == "id" {
                notes.append((name.name, Self.attributeTitle, field?.type == .json ? "application/json" : nil))
            } else if field?.type == .json {
                notes.append((name.name, nil, "application/json"))
            }
        }
        return notes
    }

    static let featureIDTitle = "id of the feature"
    static let attributeTitle = "attribute, not the id of the feature"
}

extension GeoPackageTable {
    /// One geometry type a table: single where all are, else multi.
    private struct Shape {
        let type: SQL
        let typeName: String
        var promotes: Bool
        var hasM: Bool

        init(_ layer: FeatureLayer, _ survey: LayerSurvey) {
            let shapes = survey.shapes.subtracting(.missing)
            let single = shapes.isSubset(of: [.point, .line, .polygon])
            let multi = shapes.isDisjoint(with: [.point, .line, .polygon])
            let base: (name: String, sql: SQL) =
                switch layer.kind {
                case .point: ("POINT", "POINT")
                case .line: ("LINESTRING", "LINESTRING")
                case .polygon, .none: ("POLYGON", "POLYGON")
                }
            let fitting: LayerSurvey.Shapes =
                switch layer.kind {
                case .point: [.point, .multiPoint]
                case .line: [.line, .multiLine]
                case .polygon: [.polygon, .multiPolygon]
                case .none: []
                }
            let matching = shapes.isSubset(of: fitting)
            promotes = matching && !single && !multi
            typeName = !matching ? "GEOMETRY" : single ? base.name : "MULTI" + base.name
            type = !matching ? "GEOMETRY" : single ? base.sql : "MULTI\(base.sql)"
            hasM = !layer.measures.isEmpty
        }
    }

    /// Makes the table, fills it and enters it into the directories. Returns what it cannot keep.
    func write(to connection: borrowing SQLiteConnection, identifier: String) throws -> [Finding] {
        try write(to: connection, identifier: identifier) { row in for feature in layer.features { try row(feature) } }
    }

    /// The same for features that are lent one after the other.
    func write(
        to connection: borrowing SQLiteConnection, identifier: String, _ forEach: ((Feature) throws -> Void) throws -> Void
    ) throws -> [Finding] {
        var findings = findings
        let name = SQLIdentifier(layer.name)
        let tree = SQLIdentifier("rtree_\(layer.name)_geom")
        let spatial = layer.kind != .none
        let declared = columns.map { column -> SQL in ", \(column.name) \(Self.type(column.field?.type ?? .text))" }
        let geometry: SQL = spatial ? ", geom \(shape.type)" : ""
        try connection.execute(
            "CREATE TABLE \(name) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL\(geometry)\(declared.joined(separator: "")))")
        if spatial { try connection.execute("CREATE VIRTUAL TABLE \(tree) USING rtree(id, minx, maxx, miny, maxy)") }
        let marks = repeatElement("?" as SQL, count: columns.count + (spatial ? 2 : 1)).joined(separator: ", ")
        let insert = try connection.prepare("INSERT INTO \(name) VALUES (\(marks))")
        // A table without geometries has none to put into it.
        let index: SQL = spatial ? "INSERT INTO \(tree) VALUES (?, ?, ?, ?, ?)" : "SELECT ?, ?, ?, ?, ?"
        let entry = try connection.prepare(index)
        var misfits: [String: Int] = [:]
        var box: BoundingBox<GeoPosition>?
        var row = 0
        // A layer in memory has been cut as a whole, with its measures.
        let isCut = !layer.features.isEmpty
        try forEach { feature in
            let geometry = isCut ? feature.geometry : feature.geometry?.cutAtAntimeridian
            let own = geometry.flatMap { BoundingBox($0) }
            let id = SQLiteValue.integer(Int64(row + 1))
            var values = [id]
            if spatial { values.append(blob(geometry, box: own, row: row)) }
            for (column, field) in columns { values.append(value(of: feature, field: field, column: column.name, &misfits)) }
            row += 1
            try insert.run(values)
            guard spatial, let own else { return }
            try entry.run([id, .real(own.minX), .real(own.maxX), .real(own.minY), .real(own.maxY)])
            if box == nil { box = own } else { box?.formUnion(own) }
        }
        try register(in: connection, identifier: identifier, box: box)
        for (column, count) in misfits.sorted(by: { $0.key < $1.key }) {
            findings.append(
                Finding(
                    rule: "value-type", severity: .warning, place: .init(file: layer.name, pointer: column),
                    sentence:
                        "\(NumberText.counted(count, one: "value of \"\(column)\" has another type than its column and was", many: "values of \"\(column)\" have another type than their column and were")) stored as text.",
                    remedy: "Give the field one type in the source."))
        }
        return findings
    }

    private func register(
        in connection: borrowing SQLiteConnection, identifier: String, box: BoundingBox<GeoPosition>?
    ) throws(SQLiteError) {
        let spatial = layer.kind != .none
        try connection.execute(
            "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(layer.name), .text(spatial ? "features" : "attributes"), .text(identifier),
                .text(layer.synthetic ? FeatureLayer.syntheticNote : ""), .text(GeoPackageWriter.timeOfChange),
                .real(orNull: box?.minX),
                .real(orNull: box?.minY), .real(orNull: box?.maxX), .real(orNull: box?.maxY), spatial ? .integer(4326) : .null,
            ])
        guard spatial else { return }
        try connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, ?)",
            [.text(layer.name), .text(shape.typeName), .integer(shape.hasM ? 1 : 0)])
        try connection.execute(
            """
            INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', \
            'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
            """, [.text(layer.name)])
        // Made last: they call functions that only the editing client has, and rows are already in the tree.
        for trigger in Self.triggers(layer.name) { try connection.execute(trigger) }
    }

    /// GeoPackage's header (magic, version, flags, SRS, envelope) and well-known binary. Points go without an envelope, as GDAL does it.
    private func blob(_ geometry: GeoGeometry?, box: BoundingBox<GeoPosition>?, row: Int) -> SQLiteValue {
        guard var geometry else { return .null }
        if shape.promotes { geometry = geometry.promotedToMulti }
        var isPoint = false
        if case .point = geometry { isPoint = true }
        var out = LittleEndianBytes(bytes: [0x47, 0x50, 0, box == nil ? 0x11 : isPoint ? 0x01 : 0x03])
        out.append32(4326)
        if let box, !isPoint { for value in [box.minX, box.maxX, box.minY, box.maxY] { out.append(value) } }
        let body = shape.hasM ? geometry.wkb(measures: layer.measures[row] ?? []) : geometry.wkb
        return .blob(out.bytes + body)
    }

    private static func type(_ type: FieldType) -> SQL {
        switch type {
        case .bool: "BOOLEAN"
        case .integer: "INTEGER"
        case .real: "DOUBLE"
        case .date: "DATE"
        case .text, .json, .mixed: "TEXT"
        }
    }

    private func value(of feature: Feature, field: Field?, column: String, _ misfits: inout [String: Int]) -> SQLiteValue {
        guard let field else { return .text(orNull: feature.id) }
        let value = feature.properties[field.name] ?? .null
        switch (value, field.type) {
        case (.null, _): return field.name == "id" && !layer.isVerbatim ? .text(orNull: feature.id) : .null
        case (.bool(let value), .bool): return .integer(value ? 1 : 0)
        case (.integer(let value), .integer): return .integer(value)
        case (.integer(let value), .real): return .real(Double(value))
        case (.real(let value), .real): return .real(value)
        case (.text(let value), .text), (.text(let value), .json), (.json(let value), .json), (.json(let value), .text),
            (.text(let value), .mixed):
            return .text(value)
        case (.text(let value), .date) where CalendarDate(value) != nil: return .text(value)
        default:
            misfits[column, default: 0] += 1
            return .text(value.plainText)
        }
    }

    /// Of GeoPackage 1.3, annex F.3.
    private static func triggers(_ table: String) -> [SQL] {
        let name = SQLIdentifier(table)
        let tree = SQLIdentifier("rtree_\(table)_geom")
        let insert: SQL =
            "INSERT OR REPLACE INTO \(tree) VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));"
        func trigger(_ suffix: String, on event: SQL, when: SQL, run body: SQL) -> SQL {
            "CREATE TRIGGER \(SQLIdentifier("\(tree.name)_\(suffix)")) AFTER \(event) ON \(name) WHEN \(when) BEGIN \(body) END"
        }
        let filled: SQL = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
        let hollow: SQL = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
        return [
            trigger("insert", on: "INSERT", when: filled, run: insert),
            trigger("update1", on: "UPDATE OF geom", when: "OLD.fid = NEW.fid AND \(filled)", run: insert),
            trigger(
                "update2", on: "UPDATE OF geom", when: "OLD.fid = NEW.fid AND \(hollow)",
                run: "DELETE FROM \(tree) WHERE id = OLD.fid;"),
            trigger(
                "update3", on: "UPDATE", when: "OLD.fid != NEW.fid AND \(filled)",
                run: "DELETE FROM \(tree) WHERE id = OLD.fid; \(insert)"),
            trigger(
                "update4", on: "UPDATE", when: "OLD.fid != NEW.fid AND \(hollow)",
                run: "DELETE FROM \(tree) WHERE id IN (OLD.fid, NEW.fid);"),
            trigger("delete", on: "DELETE", when: "OLD.geom NOT NULL", run: "DELETE FROM \(tree) WHERE id = OLD.fid;"),
        ]
    }
}
