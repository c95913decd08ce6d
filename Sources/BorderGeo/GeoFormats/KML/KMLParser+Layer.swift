import LinearReferencing
import OrderedCollections

extension KMLParser {
    /// All placemarks as features of one layer, with the columns of all schemas.
    package mutating func layer() -> FeatureLayer {
        var fields: OrderedDictionary<String, FieldType> = [:]
        var features: [Feature] = []
        features.reserveCapacity(placemarks.count)
        let fills = fillsSchemas
        var filled: Set<String> = []
        for mark in placemarks {
            // Of a sparse document the first placemark of a schema has all its columns, which keeps their order.
            features.append(feature(mark, &fields, filling: mark.schemas.filter { fills || filled.insert($0).inserted }))
        }
        for name in Self.dateColumns(features) where fields[name] == .text { fields[name] = .date }
        let kinds = Set(features.compactMap { $0.geometry.map(Self.kind) })
        var layer = FeatureLayer(
            name: "placemarks", title: "Placemarks",
            kind: kinds.count == 1 ? kinds.first ?? .none : kinds.isEmpty ? .none : .point,
            fields: fields.map { Field($0.key, $0.value) }, features: features,
            synthetic: features.contains { $0.properties["synthetic"] == .bool(true) })
        layer.isVerbatim = !idColumns.isEmpty
        return layer
    }

    private static func kind(_ geometry: GeoGeometry) -> FeatureLayer.GeometryKind {
        switch geometry {
        case .point, .multiPoint: .point
        case .lineString, .multiLineString: .line
        case .polygon, .multiPolygon: .polygon
        case .collection(let members): members.first.map(kind) ?? .point
        }
    }

    /// Whether placemarks get every column of their schemas; not where nearly all would be empty.
    private var fillsSchemas: Bool {
        let (columns, cells) = placemarks.reduce((0, 0)) { sum, mark in
            let own = mark.schemas.reduce(0) { $0 + (schemas[$1]?.count ?? 0) }
            return (max(sum.0, own), sum.1 + own)
        }
        let data = placemarks.reduce(0) { $0 + $1.data.count }
        return columns == 0 || !FeatureLayer.isSparse(columns: columns, rows: cells / columns, filled: data)
    }

    /// `filling`: schemas whose every column the feature gets, empty where it has no value.
    private mutating func feature(
        _ mark: KMLPlacemark, _ fields: inout OrderedDictionary<String, FieldType>, filling: [String]
    ) -> Feature {
        var properties: OrderedDictionary<String, FieldValue> = [:]
        for schema in filling {
            for (name, type) in schemas[schema] ?? [:] where name != idColumns[schema] {
                properties[name] = .null
                widen(&fields, column: name, to: type)
            }
        }
        var featureID: String?
        for (name, text, schema) in mark.data where !name.isEmpty {
            if let schema, idColumns[schema] == name {
                featureID = text
                continue
            }
            let type = schema.flatMap { schemas[$0]?[name] } ?? .text
            let value = value(text, type)
            widen(&fields, column: name, to: value.text == nil || value == .null ? type : .text)
            properties[name] = value
        }
        let isMarked = mark.schemas.contains { idColumns[$0] != nil }
        let ownID = isMarked ? featureID : properties["id"].flatMap { $0 == .null ? nil : $0.plainText }
        let id = ownID ?? mark.id
        // Our own writer names a placemark by its id where it has no name.
        if let name = mark.name, !(name == ownID) { add("name", text: name, to: &properties, &fields) }
        if let text = mark.description { add("description", text: text, to: &properties, &fields) }
        let isOwn = Self.isOwn(mark)
        // In a document of ours with one layer the folder says nothing that the file's name does not.
        if !mark.folders.isEmpty, !(isOwn && schemas.count == 1) {
            add("folder_path", text: mark.folders.reversed().joined(separator: "/"), to: &properties, &fields)
        }
        if let style = mark.style, !isOwn {
            add("style", text: style.hasPrefix("#") ? String(style.dropFirst()) : style, to: &properties, &fields)
        }
        if let date = date(mark.begin) { add("valid_from", text: date, to: &properties, &fields) }
        if let date = date(mark.end) { add("valid_to", text: date, to: &properties, &fields) }
        return Feature(id: id, geometry: mark.geometry, properties: properties)
    }

    /// Whether our own writer made a placemark: its style, numbered after its layer's schema, is drawn from its attributes.
    private static func isOwn(_ mark: KMLPlacemark) -> Bool {
        guard mark.schemas.count == 1, let schema = mark.schemas.first, schema.hasPrefix("schema-") else { return false }
        guard let style = mark.style else { return true }
        let prefix = "#\(schema.dropFirst(7))-"
        return style.hasPrefix(prefix) && Int(style.dropFirst(prefix.count)) != nil
    }

    /// Attributes of the data win over what KML's own elements say.
    private func add(
        _ name: String, text: String, to properties: inout OrderedDictionary<String, FieldValue>,
        _ fields: inout OrderedDictionary<String, FieldType>
    ) {
        if fields[name] == nil { fields[name] = .text }
        if properties[name] ?? .null == .null { properties[name] = .text(text) }
    }

    /// A column takes the type that holds all its values.
    private func widen(_ fields: inout OrderedDictionary<String, FieldType>, column name: String, to type: FieldType) {
        guard let old = fields[name], old != type else {
            fields[name] = type
            return
        }
        fields[name] = Set([old, type]) == [.integer, .real] ? .real : .text
    }

    private mutating func value(_ text: String, _ type: FieldType) -> FieldValue {
        let trimmed = text.filter { !$0.isWhitespace }
        switch type {
        case .integer:
            if let value = Int64(trimmed) { return .integer(value) }
        case .real:
            // A whole number stays one: KML's own type for it has 32 bits.
            if let value = Int64(trimmed), String(value) == trimmed { return .integer(value) }
            if let value = Double(trimmed), value.isFinite { return .real(value) }
        case .bool:
            if ["1", "true"].contains(trimmed.lowercased()) { return true }
            if ["0", "false"].contains(trimmed.lowercased()) { return false }
        default: return .text(text)
        }
        if trimmed.isEmpty { return .null }
        note("value-type")
        return .text(text)
    }

    /// KML's dates: a year and a month stay what they are, date-times are brought to their day and counted; `nil` for what is no date.
    private mutating func date(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        if let date = CalendarDate(text) { return date.description }
        if text.utf8.count == 4, CalendarDate(text + "-01-01") != nil { return text }
        if text.utf8.count == 7, CalendarDate(text + "-01") != nil { return text }
        guard let date = CalendarDate(String(text.prefix(10))) else {
            note("no-date")
            return nil
        }
        note("date-precision")
        return date.description
    }

    /// Names whose every text is a date. One pass over what the features have.
    private static func dateColumns(_ features: [Feature]) -> Set<String> {
        var dates: Set<String> = []
        var others: Set<String> = []
        for feature in features {
            for (name, value) in feature.properties where !others.contains(name) {
                guard let text = value.text else { continue }
                if CalendarDate(text) != nil { dates.insert(name) } else { others.insert(name) }
            }
        }
        return dates.subtracting(others)
    }

    func findings() -> [Finding] {
        notes.map { rule, count in
            let (severity, sentence, remedy): (Finding.Severity, String, Remedy) =
                switch rule {
                case "network-link":
                    (
                        .warning,
                        "\(NumberText.counted(count, one: "network link was", many: "network links were")) not followed: nothing is fetched.",
                        "Save the linked KML and give it as a file."
                    )
                case "empty-coord":
                    (
                        .warning,
                        "\(NumberText.counted(count, one: "position of a track is empty and was", many: "positions of tracks are empty and were")) skipped.",
                        ""
                    )
                case "nameless-data":
                    (
                        .warning,
                        "\(NumberText.counted(count, one: "attribute has no name and is called by its place among the attributes", many: "attributes have no name and are called by their place among the attributes")): data_1, data_2 and so on.",
                        "Name them in the source."
                    )
                case "unknown-element":
                    (
                        .warning,
                        "\(NumberText.counted(count, one: "element that is not a Placemark holds coordinates and was", many: "elements that are not Placemarks hold coordinates and were")) left out.",
                        "Rename them to Placemark, or declare them: <Schema name=\"...\" parent=\"Placemark\"/>."
                    )
                case "overlay":
                    (
                        .note,
                        "\(NumberText.counted(count, one: "overlay (picture, tour) was", many: "overlays (pictures, tours) were")) left out.",
                        ""
                    )
                case "model": (.note, "\(NumberText.counted(count, one: "3D model was", many: "3D models were")) left out.", "")
                case "altitude":
                    (
                        .note,
                        "\(NumberText.counted(count, one: "position carries", many: "positions carry")) an altitude, which was left out.",
                        ""
                    )
                case "open-ring":
                    (
                        .warning,
                        "\(NumberText.counted(count, one: "polygon ring was not closed and has", many: "polygon rings were not closed and have")) been.",
                        "Close them in the source."
                    )
                case "track-times":
                    (
                        .note,
                        "\(NumberText.counted(count, one: "time along a track was", many: "times along tracks were")) left out.",
                        ""
                    )
                case "value-type":
                    (
                        .warning,
                        "\(NumberText.counted(count, one: "value does not fit the type its schema says and stays", many: "values do not fit the type their schema says and stay")) text.",
                        ""
                    )
                case "date-precision":
                    (
                        .note,
                        "\(NumberText.counted(count, one: "time of day was", many: "times of day were")) left out of dates.", ""
                    )
                default:
                    (.warning, "\(NumberText.counted(count, one: "date", many: "dates")) could not be read.", "Write YYYY-MM-DD.")
                }
            return Finding(rule: "kml-\(rule)", severity: severity, place: .init(file: file), sentence: sentence, remedy: remedy)
        }
    }
}
