import BorderModel
import GeoFormats
import LinearReferencing

/// An area as a study writes it, before it is put on the border: by measures, by polygons, or from one thing of the study to another.
package struct AreaDraft: Hashable, Sendable {
    /// An end of an area.
    package enum End: Hashable, Sendable {
        /// From the first vertex of the line, or in the system of the study's kilometre posts; how exactly it is written.
        case measure(Measure, halfUnit: Metres?)
        /// The place on the border nearest to a facility of the study.
        case facility(String)
        /// The place on the border nearest to a position.
        case position(GeoPosition)
    }

    package enum Extent: Hashable, Sendable {
        case stretch(End, End)
        /// What of the border lies inside.
        case inside([Polygon<GeoPosition>])
    }

    package var id: String
    package var name: String
    package var aliases: [String]
    package var extents: [Extent]
    /// Where it stands in its file.
    package var place: Finding.Place
}

extension AreaDraft {
    /// Areas from features or table rows with `id`, `name`, `aliases` (separated by `;`), and a polygon, or `from_m` and `to_m`, or lengths with units in `from`
    /// and `to`, or ids of facilities in `from_id` and `to_id`. Rows of one id are parts of one area.
    static func read(_ features: [Feature], mapping: FieldMapping, file: String) throws(InputError) -> [AreaDraft] {
        var areas: [AreaDraft] = []
        var known: [String: Int] = [:]
        for (index, feature) in features.enumerated() {
            func own(_ field: String) -> FieldValue? {
                mapping.fields[field].flatMap { feature.properties[$0] } ?? feature.properties[field]
            }
            let id = own("id").flatMap(plain) ?? feature.id
            func place(_ key: String? = nil) -> Finding.Place {
                Finding.Place(file: file, feature: index, id: id, pointer: key.map { "/properties/\($0)" })
            }
            guard let id else {
                throw InputError("an area has no id", at: place("id"), remedy: "Give every area an id of its own.")
            }
            let extent = try extent(of: feature, own, place)
            if let number = known[id] {
                areas[number].extents.append(extent)
                continue
            }
            try StudyArea.check(id: id, at: place("id"))
            known[id] = areas.count
            let aliases = (own("aliases")?.text ?? "").split(separator: ";").map { String($0).trimmed }
            areas.append(
                AreaDraft(
                    id: id, name: own("name")?.text ?? id, aliases: aliases.filter { !$0.isEmpty }, extents: [extent],
                    place: place()))
        }
        return areas
    }

    private static func plain(_ value: FieldValue) -> String? {
        switch value {
        case .text(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }

    private static func extent(
        of feature: Feature, _ own: (String) -> FieldValue?, _ place: (String?) -> Finding.Place
    ) throws(InputError) -> Extent {
        let polygons = feature.geometry?.polygons ?? []
        guard polygons.isEmpty else {
            if let wrong = polygons.lazy.flatMap({ $0.rings.joined() }).first(where: { !$0.isOnEarth }) {
                throw InputError(
                    "the position (\(wrong.longitude), \(wrong.latitude)) of an area is not on Earth", at: place(nil),
                    remedy: "Give longitude and latitude on WGS 84, or name the projection of the file with `crs`.")
            }
            return .inside(polygons)
        }
        return .stretch(try end("from", of: own, at: place), try end("to", of: own, at: place))
    }

    private static func end(
        _ key: String, of own: (String) -> FieldValue?, at place: (String?) -> Finding.Place
    ) throws(InputError) -> End {
        if let id = own(key + "_id").flatMap(plain) { return .facility(id) }
        if let metres = own(key + "_m").flatMap({ $0.number ?? $0.text.flatMap { Double($0) } }), metres.isFinite, metres >= 0 {
            return .measure(Measure(metres), halfUnit: nil)
        }
        if let text = own(key)?.text, let length = Metres(parsing: text), length.value >= 0 {
            return .measure(Measure(length.value), halfUnit: PrintedLength(text)?.halfUnit)
        }
        throw InputError(
            "an area has neither a polygon nor \(key)_m", at: place(key + "_m"),
            remedy:
                "Give it a Polygon, or from_m and to_m in metres from the first vertex of the line, or from and to with a unit: 12km, or from_id and to_id."
        )
    }
}
