import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

extension LintFile {
    /// Coordinates in each other's place or off the Earth.
    mutating func checkAxes(_ border: Border?) {
        let region = LintRegion(border)
        for (index, feature) in features.enumerated() {
            guard let geometry = feature.geometry else { continue }
            var off: GeoPosition?
            var isNull = false
            var swapped = true
            geometry.forEachPosition { p in
                if !p.isOnEarth, off == nil { off = p }
                if p.longitude == 0, p.latitude == 0 { isNull = true }
                if region.contains(p) || !region.contains(GeoPosition(longitude: p.latitude, latitude: p.longitude)) {
                    swapped = false
                }
            }
            if geometry.isEmpty { continue }
            if swapped, let first = geometry.firstPosition {
                add(
                    "swapped-axes", feature: index, at: GeoPosition(longitude: first.latitude, latitude: first.longitude),
                    sentence: "The coordinates \(Self.shown(first)) are near the border when latitude and longitude are swapped.",
                    remedy: "Write longitude before latitude; \(.fixer) swaps them.")
            } else if let off {
                add(
                    "off-earth", feature: index, sentence: "The coordinates \(Self.shown(off)) are not a place on Earth.",
                    remedy: "Check their order and their reference system; \(.crs("EPSG:n")) converts coordinates in metres.")
            } else if isNull {
                add(
                    "null-island", feature: index, sentence: "The coordinates are 0, 0, off the coast of Africa.",
                    remedy: "Leave the geometry empty where the place is not known.")
            }
        }
    }

    static func shown(_ p: GeoPosition) -> String {
        "(\(FixedDecimal.string(shortest: p.longitude)), \(FixedDecimal.string(shortest: p.latitude)))"
    }

    /// Fields over the whole file: mixed types, dates, blanks, foreign words.
    mutating func checkValues() {
        var kinds: OrderedDictionary<String, (numbers: Int, texts: Int, first: Int)> = [:]
        for (index, feature) in features.enumerated() {
            if let id = id(of: feature), id.looksLikeDate {
                add(
                    "date-shaped-id", feature: index, sentence: "The id \"\(id)\" looks like a date.",
                    remedy: "Put letters before it: GDAL types such a column as dates and loses those that are none.")
            }
            for (name, value) in feature.properties {
                switch value {
                case .integer, .real: kinds[name, default: (0, 0, index)].numbers += 1
                case .text(let text):
                    guard !text.isEmpty else { continue }
                    if kinds[name, default: (0, 0, index)].texts == 0 { kinds[name]?.first = index }
                    kinds[name]?.texts += 1
                    checkText(text, of: name, feature: index)
                default: break
                }
            }
        }
        for (name, kind) in kinds where kind.numbers > 0 && kind.texts > 0 {
            add(
                "mixed-type", feature: kind.first, pointer: "/properties/\(JSONPointer.escaped(name))",
                sentence:
                    "The field \(name) holds \(NumberText.counted(kind.numbers, one: "number", many: "numbers")) and \(NumberText.counted(kind.texts, one: "text", many: "texts")).",
                remedy: "Write one type; null where there is no value.")
        }
    }

    private static let dateFields: Set<String> = ["valid_from", "valid_to", "absent_on", "upgraded_on", "date"]
    private static let wordFields = ["kind", "layer", "material", "bank", "state"]

    private mutating func checkText(_ text: String, of name: String, feature index: Int) {
        let pointer = "/properties/\(JSONPointer.escaped(name))"
        if text.first?.isWhitespace == true || text.last?.isWhitespace == true {
            add(
                "untidy-text", feature: index, pointer: pointer, sentence: "The value of \(name) has blanks at an end.",
                remedy: "Remove them; \(.fixer) does.")
        }
        guard role != .features, role != .border else { return }
        let ours = ourField(name)
        if Self.dateFields.contains(ours), CalendarDate(text) == nil,
            let date = CalendarDate(reading: text, order: mapping.dateOrder)
        {
            add(
                "date-form", feature: index, pointer: pointer, sentence: "\(name) is \"\(text)\", read as \(date).",
                remedy: "Write \(date).")
        }
        if Self.wordFields.contains(ours), let value = word(text, ours), value != text.trimmed {
            add(
                "synonym", feature: index, pointer: pointer,
                sentence: "\(name) \"\(text)\" is read as \(value); the original word is kept in source_label.",
                remedy: "Nothing to do; \(.fixer) writes \(value).")
        }
    }

    /// Our field that a name of the file stands for.
    func ourField(_ name: String) -> String {
        ourNames[name] ?? name
    }

    /// Our word for a text, by mapping or synonym; `nil` where nobody knows it.
    func word(_ text: String, _ field: String) -> String? {
        let mapped = mapping.value(of: text, in: field) ?? text
        let own = words.vocabulary
        let ids =
            switch field {
            case "kind": own.kinds.map(\.rawValue) + [FeatureDecoder.patrolPath]
            case "layer": own.layers.map(\.rawValue)
            case "material": own.materials.map(\.rawValue)
            case "bank": own.banks.map(\.rawValue)
            default: Synonyms.values[field].map { Array($0.keys) } ?? []
            }
        return words.id(of: mapped, in: field, among: ids)
    }
}
