import BorderModel
import GeoFormats
import LinearReferencing

extension AreaDraft {
    /// An entry of `areas:` in a study file.
    init(_ entry: YAMLObject, taken ids: inout Set<String>) throws {
        var entry = entry
        let id = try entry.required("id", example: "north")
        guard ids.insert(id).inserted else {
            throw entry.error("area \"\(id)\" is given more than once", at: "id", remedy: "Give every area an id of its own.")
        }
        try StudyArea.check(id: id, at: entry.place("id"))
        var extents: [Extent] = []
        if let extent = try Self.stretch(&entry) { extents.append(extent) }
        for var part in try entry.objects("spans") ?? [] {
            guard let extent = try Self.stretch(&part) else {
                throw part.error("a span needs from and to", at: "from", remedy: "Write `{from: 12km, to: 15km}`.")
            }
            extents.append(extent)
            try part.finish()
        }
        guard !extents.isEmpty else {
            throw entry.error(
                "area \"\(id)\" has no extent", at: "from",
                remedy: "Give `from` and `to` as lengths along the border: from: 12km, to: 15km.")
        }
        self.init(
            id: id, name: try entry.string("name") ?? id, aliases: try entry.strings("aliases"), extents: extents,
            place: entry.place("from"))
        try entry.finish()
    }

    /// `from` and `to` of an entry; `nil` where one is missing.
    static func stretch(_ entry: inout YAMLObject) throws -> Extent? {
        guard let from = try end("from", of: &entry), let to = try end("to", of: &entry) else { return nil }
        if case .measure(let a, _) = from, case .measure(let b, _) = to {
            _ = try MeasureSpan(checked: a, b, at: entry.place("from"))
        }
        return .stretch(from, to)
    }

    /// A length from the first vertex, `{id: post-7}` for a facility of the study, or `{at: [lon, lat]}`.
    static func end(_ key: String, of entry: inout YAMLObject) throws -> End? {
        guard entry.holdsMapping(key), var object = try entry.object(key) else {
            guard let measure = try entry.measure(key) else { return nil }
            return .measure(measure, halfUnit: try entry.string(key).flatMap { PrintedLength($0)?.halfUnit })
        }
        defer { _ = object }
        if let id = try object.string("id") {
            try object.finish()
            return .facility(id)
        }
        let numbers = try object.strings("at").compactMap(Double.init)
        try object.finish()
        guard numbers.count == 2, GeoPosition(longitude: numbers[0], latitude: numbers[1]).isOnEarth else {
            throw object.error(
                "an end of an area is neither a length nor a place", at: "at",
                remedy: "Write `\(key): 12km`, `\(key): {id: post-7}`, or `\(key): {at: [-106.49, 31.76]}`.")
        }
        return .position(GeoPosition(longitude: numbers[0], latitude: numbers[1]))
    }

    /// The area where it is written in measures alone, with how exactly its last end is; `nil` where it takes the border to know.
    var inMeasures: (area: StudyArea, halfUnit: Metres?)? {
        var spans: [MeasureSpan] = []
        var last = Measure(-.infinity)
        var halfUnit: Metres?
        for extent in extents {
            guard case .stretch(.measure(let from, _), .measure(let to, let half)) = extent else { return nil }
            spans.append(MeasureSpan(from, to))
            if to >= last { (last, halfUnit) = (to, half) }
        }
        return (StudyArea(id: id, name: name, aliases: aliases, spans: MeasureSpanSet(spans)), halfUnit)
    }
}
