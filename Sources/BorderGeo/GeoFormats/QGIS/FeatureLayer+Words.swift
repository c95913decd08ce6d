import LinearReferencing

/// What a person reads of a layer in QGIS: field names in words with units, a name for each feature, a tip under the pointer.
extension FeatureLayer {
    package func hasField(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// Whether any feature has an id.
    var hasIDs: Bool { features.contains { $0.id != nil } }

    /// The QGIS expression that names a feature. `hasIDs`: features have ids, which a layer without its features cannot say.
    func nameExpression(hasIDs: Bool) -> String {
        for name in ["name", "title", "label", "id"] where hasField(name) { return "\"\(name)\"" }
        return hasIDs ? "\"\(idColumn ?? "id")\"" : "$id"
    }

    /// HTML with the values of a feature; the note on made-up positions is part of it.
    func mapTip(hasIDs: Bool) -> String {
        let name = nameExpression(hasIDs: hasIDs)
        // The id too where the name is another: it is what tables and findings name a feature by.
        let id = hasIDs ? "\"\(idColumn ?? "id")\"" : name
        let named = id == name ? "" : " ([% \(id) %])"
        var html = "<b>\(Self.html(title))</b><br/>[% \(name) %]\(named)<table>"
        for field in fields where !Self.unsaid.contains(field.name) && field.type != .json {
            html +=
                "[% if(\"\(field.name)\" is null, '', '<tr><td>\(Self.html(field.words))</td><td>' || \"\(field.name)\" || '</td></tr>') %]"
        }
        return html + "</table>" + (synthetic ? "<i>\(FeatureLayer.syntheticNote)</i>" : "")
    }

    /// Said in every output that carries made-up positions.
    public static let syntheticNote = "Synthetic positions: made up, not observed."

    /// Fields that a tip leaves out.
    private static let unsaid: Set<String> = ["id", "name", "title", "label", "synthetic"]

    private static func html(_ text: String) -> String {
        var out = ""
        for character in text {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "'": out += "''"  // stands inside a quoted text of an expression
            default: out.append(character)
            }
        }
        return out
    }
}

extension Field {
    /// `inward_offset_m` is `inward offset (m)`.
    var words: String {
        for (suffix, unit) in [("_per_km", "per km"), ("_km", "km"), ("_m", "m")] where name.hasSuffix(suffix) {
            return Self.spaced(name.dropLast(suffix.count)) + " (\(unit))"
        }
        return Self.spaced(name[...])
    }

    private static func spaced(_ text: Substring) -> String { String(text.map { $0 == "_" ? " " : $0 }) }
}
