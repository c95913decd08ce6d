import BorderModel
import LinearReferencing

extension StudyArea {
    /// Areas from features or table rows with `id`, `name`, `aliases` (separated by `;`), and `from_m`, `to_m` or lengths with
    /// units in
    /// `from`, `to`. Rows of one id are parts of one area.
    static func read(_ features: [Feature], file: String) throws(InputError) -> [StudyArea] {
        var areas: [StudyArea] = []
        var places: [String: Int] = [:]
        var parts: [[MeasureSpan]] = []
        for (index, feature) in features.enumerated() {
            let own = feature.properties["id"].flatMap(Self.plain) ?? feature.id
            func place(_ key: String) -> Finding.Place {
                .init(file: file, feature: index, id: own, pointer: "/properties/\(key)")
            }
            guard let id = own else {
                throw InputError("an area has no id", at: place("id"), remedy: "Give every area an id of its own.")
            }
            let from = try measure(feature, "from", at: place("from_m"))
            let to = try measure(feature, "to", at: place("to_m"))
            let span = try MeasureSpan(checked: from, to, at: place("from_m"))
            if let known = places[id] {
                parts[known].append(span)
                continue
            }
            try StudyArea.check(id: id, at: place("id"))
            places[id] = areas.count
            parts.append([span])
            let aliases = (feature.properties["aliases"]?.text ?? "").split(separator: ";").map { part in
                String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            areas.append(
                StudyArea(
                    id: id, name: feature.properties["name"]?.text ?? id, aliases: aliases.filter { !$0.isEmpty },
                    spans: MeasureSpanSet()))
        }
        for (index, spans) in parts.enumerated() { areas[index].spans = MeasureSpanSet(spans) }
        return areas
    }

    private static func plain(_ value: FieldValue) -> String? {
        switch value {
        case .text(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }

    private static func measure(_ feature: Feature, _ key: String, at place: Finding.Place) throws(InputError) -> Measure {
        if let metres = feature.properties[key + "_m"].flatMap({ $0.number ?? $0.text.flatMap { Double($0) } }), metres.isFinite,
            metres >= 0
        {
            return Measure(metres)
        }
        if let length = feature.properties[key]?.text.flatMap({ Metres(parsing: $0) }), length.value >= 0 {
            return Measure(length.value)
        }
        throw InputError(
            "an area has no \(key)_m", at: place,
            remedy: "Give from_m and to_m in metres from the start of the border, or from and to with a unit: 12km.")
    }
}
