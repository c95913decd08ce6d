import BorderModel
import GeoFormats
import LinearReferencing

// The words of a study, as its file has them; the same keys hold those of the built-in border.
extension StudyWords {
    /// Takes the keys about words out of a study file, over what is there already.
    mutating func read(_ top: inout YAMLObject) throws {
        if var sides = try top.object("sides") {
            if let side = try Self.side("inward", of: &sides, or: inward) { inward = side }
            if let side = try Self.side("outward", of: &sides, or: outward) { outward = side }
            try sides.finish()
        }
        if var ends = try top.object("ends") {
            firstEnd = try ends.localText("first") ?? firstEnd
            lastEnd = try ends.localText("last") ?? lastEnd
            try ends.finish()
        }
        if var segments = try top.object("segments") {
            for id in segments.remainingKeys() { self.segments[id] = try segments.localText(id) }
        }
        splitDate = try top.date("split_date") ?? splitDate
        let named = try top.strings("languages")
        if !named.isEmpty {
            guard named.allSatisfy({ Self.knownLanguages.contains($0) }) else {
                throw top.error(
                    "languages holds one that reports do not have", at: "languages",
                    remedy: "Use one or more of: \(Self.knownLanguages.joined(separator: ", ")).")
            }
            languages = named
        }
        if let crs = try top.string("map_crs") {
            guard StudyWords.mapPlanes.contains(crs) else {
                throw top.error(
                    "map_crs \"\(crs)\" is not known", at: "map_crs",
                    remedy: "Leave it out for the UTM zone of the line, or write \(StudyWords.mapPlanes.joined(separator: ", "))."
                )
            }
            mapCRS = crs
        }
        if var notes = try top.object("basis_notes") {
            for basis in LengthBasis.allCases { basisNotes[basis] = try notes.localText(basis.rawValue) ?? basisNotes[basis] }
            try notes.finish()
        }
        if let list = try top.objects("places") { places = try list.map { try Self.place($0) } }
        if var own = try top.object("vocabulary") {
            try readClasses(&own)
            try own.finish()
        }
    }

    /// The keys that `read` takes.
    static let keys = [
        "vocabulary", "sides", "ends", "segments", "split_date", "places", "basis_notes", "languages", "map_crs",
    ]

    static let knownLanguages = ["en", "ko"]
    /// Planes of maps beside the UTM zones.
    static let mapPlanes = ["EPSG:5179"]

    private static func side(_ key: String, of sides: inout YAMLObject, or given: Side) throws -> Side? {
        guard var entry = try sides.object(key) else { return nil }
        let name = try entry.localText("name")
        let phrase = try entry.localText("phrase")
        try entry.finish()
        return Side(
            name: name ?? given.name,
            phrase: phrase ?? name.map { LocalText("the \($0.english) side", korean: $0.korean.map { "\($0) 쪽" }) }
                ?? given.phrase)
    }

    private static func place(_ entry: YAMLObject) throws -> Place {
        var entry = entry
        guard let name = try entry.localText("name") else {
            throw entry.error("a place has no name", at: "name", remedy: "Write `{name: El Paso, at: [-106.49, 31.76]}`.")
        }
        let numbers = try entry.strings("at").compactMap(Double.init)
        guard numbers.count == 2, GeoPosition(longitude: numbers[0], latitude: numbers[1]).isOnEarth else {
            throw entry.error(
                "a place needs a position of longitude and latitude", at: "at", remedy: "Write `at: [-106.49, 31.76]`.")
        }
        let rank = try entry.number("rank") ?? 2
        guard (1...3).contains(rank) else {
            throw entry.error("rank is none of 1, 2 and 3", at: "rank", remedy: "Write 3 for what is named on maps of the whole.")
        }
        let region = try entry.bool("region") ?? false
        try entry.finish()
        return Place(
            name: name, position: GeoPosition(longitude: numbers[0], latitude: numbers[1]), rank: Int(rank), isRegion: region)
    }
}

extension YAMLObject {
    /// A text, or one for each language: `{en: Yalu mouth, ko: 압록강 하구}`.
    mutating func localText(_ key: String) throws -> LocalText? {
        guard holdsMapping(key), var entry = try object(key) else { return try string(key).map { LocalText($0) } }
        let english = try entry.required("en", example: "the river mouth")
        let text = LocalText(english, korean: try entry.string("ko"))
        try entry.finish()
        return text
    }
}
