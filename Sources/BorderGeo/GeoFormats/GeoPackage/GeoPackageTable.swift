import GRDB
import LinearReferencing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One feature table of a GeoPackage: its columns, rows, R-tree and entries in the file's directories.
struct GeoPackageTable {
    private let layer: FeatureLayer
    /// Column name and field, in order; `nil`: the feature's id.
    private let columns: [(name: String, field: Field?)]
    private let shape: Shape
    private var findings: [Finding] = []

    init(_ layer: FeatureLayer) {
        self.layer = layer
        shape = Shape(layer)
        // SQLite's names ignore case, and fid and geom are taken.
        var unique = UniqueNames(taken: ["fid", "geom"], ignoresCase: true) { $1 == 2 ? $0 + "_" : "\($0)_\($1)" }
        var columns: [(name: String, field: Field?)] = []
        if !layer.hasField("id") {
            columns.append((unique.name("id"), nil))
        }
        for field in layer.fields {
            let name = unique.name(field.name)
            if name != field.name {
                findings.append(
                    Finding(
                        rule: "renamed-column", severity: .note, place: .init(file: layer.name, pointer: field.name),
                        sentence: "The field \"\(field.name)\" became the column \"\(name)\": its name is taken in a GeoPackage.")
                )
            }
            columns.append((name, field))
        }
        self.columns = columns
    }

    /// Columns whose texts are JSON.
    var nestedColumns: [String] { columns.filter { $0.field?.type == .json }.map(\.name) }
}

extension GeoPackageTable {
    /// One geometry type a table: single where all are, else multi.
    private struct Shape {
        var typeName: String
        var promotes: Bool
        var hasM: Bool

        init(_ layer: FeatureLayer) {
            var single = true
            var multi = true
            for feature in layer.features {
                switch feature.geometry {
                case .point, .lineString, .polygon: multi = false
                case nil: break
                default: single = false
                }
            }
            let base = layer.kind == .point ? "POINT" : layer.kind == .line ? "LINESTRING" : "POLYGON"
            let matching = layer.features.allSatisfy { feature in feature.geometry.map { Self.fits($0, layer.kind) } ?? true }
            promotes = matching && !single && !multi
            typeName = !matching ? "GEOMETRY" : single ? base : "MULTI" + base
            hasM = !layer.measures.isEmpty
        }

        private static func fits(_ geometry: GeoGeometry, _ kind: FeatureLayer.GeometryKind) -> Bool {
            switch (geometry, kind) {
            case (.point, .point), (.multiPoint, .point), (.lineString, .line), (.multiLineString, .line), (.polygon, .polygon),
                (.multiPolygon, .polygon):
                true
            default: false
            }
        }
    }

    func write(_ db: Database, identifier: String) throws -> [Finding] {
        var findings = findings
        let name = layer.name.quotedDatabaseIdentifier
        let spatial = layer.kind != .none
        let declared = columns.map { "\($0.name.quotedDatabaseIdentifier) \(Self.type($0.field?.type ?? .text))" }
        try db.execute(
            sql: "CREATE TABLE \(name) (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
                + (spatial ? ", geom \(shape.typeName)" : "") + declared.map { ", " + $0 }.joined() + ")")
        var box: BoundingBox<GeoPosition>?
        let rtree = "rtree_\(layer.name)_geom".quotedDatabaseIdentifier
        if spatial { try db.execute(sql: "CREATE VIRTUAL TABLE \(rtree) USING rtree(id, minx, maxx, miny, maxy)") }
        let marks = repeatElement("?", count: columns.count + (spatial ? 2 : 1)).joined(separator: ", ")
        let insert = try db.makeStatement(sql: "INSERT INTO \(name) VALUES (\(marks))")
        let index = spatial ? try db.makeStatement(sql: "INSERT INTO \(rtree) VALUES (?, ?, ?, ?, ?)") : nil
        var misfits: [String: Int] = [:]
        for (row, feature) in layer.features.enumerated() {
            let own = feature.geometry.flatMap { BoundingBox($0) }
            var arguments: [DatabaseValue] = [(row + 1).databaseValue]
            if spatial { arguments.append(blob(feature.geometry, box: own, row: row)) }
            for (column, field) in columns { arguments.append(value(of: feature, field: field, column: column, &misfits)) }
            insert.setUncheckedArguments(StatementArguments(arguments))
            try insert.execute()
            guard let own, let index else { continue }
            index.setUncheckedArguments([row + 1, own.minX, own.maxX, own.minY, own.maxY])
            try index.execute()
            if box == nil { box = own } else { box?.formUnion(own) }
        }
        try register(db, identifier: identifier, box: box)
        for (column, count) in misfits.sorted(by: { $0.key < $1.key }) {
            findings.append(
                Finding(
                    rule: "value-type", severity: .warning, place: .init(file: layer.name, pointer: column),
                    sentence: "\(count) values of \"\(column)\" have another type than their column and were stored as text.",
                    remedy: "Give the field one type in the source."))
        }
        return findings
    }

    private func register(_ db: Database, identifier: String, box: BoundingBox<GeoPosition>?) throws {
        let spatial = layer.kind != .none
        try db.execute(
            sql: "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                layer.name, spatial ? "features" : "attributes", identifier, layer.synthetic ? FeatureLayer.syntheticNote : "",
                GeoPackageWriter.timeOfChange, box?.minX, box?.minY, box?.maxX, box?.maxY, spatial ? 4326 : nil,
            ])
        guard spatial else { return }
        try db.execute(
            sql: "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, ?)",
            arguments: [layer.name, shape.typeName, shape.hasM ? 1 : 0])
        try db.execute(
            sql: "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
                + "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", arguments: [layer.name])
        // Made last: they call functions that only the editing client has, and rows are already in the tree.
        for trigger in Self.triggers(layer.name) { try db.execute(sql: trigger) }
    }

    /// GeoPackage's header (magic, version, flags, SRS, envelope) and well-known binary. Points go without an envelope, as GDAL does it.
    private func blob(_ geometry: GeoGeometry?, box: BoundingBox<GeoPosition>?, row: Int) -> DatabaseValue {
        guard var geometry else { return .null }
        if shape.promotes { geometry = geometry.promotedToMulti }
        var isPoint = false
        if case .point = geometry { isPoint = true }
        var out = LittleEndianBytes(bytes: [0x47, 0x50, 0, box == nil ? 0x11 : isPoint ? 0x01 : 0x03])
        out.append32(4326)
        if let box, !isPoint { for value in [box.minX, box.maxX, box.minY, box.maxY] { out.append(value) } }
        let body = shape.hasM ? geometry.wkb(measures: layer.measures[row] ?? []) : geometry.wkb
        return Data(out.bytes + body).databaseValue
    }

    private static func type(_ type: FieldType) -> String {
        switch type {
        case .bool: "BOOLEAN"
        case .integer: "INTEGER"
        case .real: "DOUBLE"
        case .date: "DATE"
        case .text, .json: "TEXT"
        }
    }

    private func value(of feature: Feature, field: Field?, column: String, _ misfits: inout [String: Int]) -> DatabaseValue {
        guard let field else { return feature.id?.databaseValue ?? .null }
        let value = feature.properties[field.name] ?? .null
        switch (value, field.type) {
        case (.null, _): return field.name == "id" ? feature.id?.databaseValue ?? .null : .null
        case (.bool(let value), .bool): return value.databaseValue
        case (.integer(let value), .integer): return value.databaseValue
        case (.integer(let value), .real): return Double(value).databaseValue
        case (.real(let value), .real): return value.databaseValue
        case (.text(let value), .text), (.text(let value), .json), (.json(let value), .json), (.json(let value), .text):
            return value.databaseValue
        case (.text(let value), .date) where CalendarDate(value) != nil: return value.databaseValue
        default:
            misfits[column, default: 0] += 1
            return value.plainText.databaseValue
        }
    }

    /// Of GeoPackage 1.3, annex F.3.
    private static func triggers(_ table: String) -> [String] {
        let name = table.quotedDatabaseIdentifier
        let tree = "rtree_\(table)_geom"
        let quoted = tree.quotedDatabaseIdentifier
        let insert =
            "INSERT OR REPLACE INTO \(quoted) VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));"
        func trigger(_ suffix: String, on event: String, when: String, run body: String) -> String {
            "CREATE TRIGGER \("\(tree)_\(suffix)".quotedDatabaseIdentifier) AFTER \(event) ON \(name) WHEN \(when) BEGIN \(body) END"
        }
        let filled = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
        let hollow = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
        return [
            trigger("insert", on: "INSERT", when: filled, run: insert),
            trigger("update1", on: "UPDATE OF geom", when: "OLD.fid = NEW.fid AND \(filled)", run: insert),
            trigger(
                "update2", on: "UPDATE OF geom", when: "OLD.fid = NEW.fid AND \(hollow)",
                run: "DELETE FROM \(quoted) WHERE id = OLD.fid;"),
            trigger(
                "update3", on: "UPDATE", when: "OLD.fid != NEW.fid AND \(filled)",
                run: "DELETE FROM \(quoted) WHERE id = OLD.fid; \(insert)"),
            trigger(
                "update4", on: "UPDATE", when: "OLD.fid != NEW.fid AND \(hollow)",
                run: "DELETE FROM \(quoted) WHERE id IN (OLD.fid, NEW.fid);"),
            trigger("delete", on: "DELETE", when: "OLD.geom NOT NULL", run: "DELETE FROM \(quoted) WHERE id = OLD.fid;"),
        ]
    }
}
