import LinearReferencing
import OrderedCollections

/// Reads OpenStreetMap data as the Overpass API writes it in JSON, with geometries (`out geom`) or with nodes (`out body; >; out skel`).
///
/// Ways, those inside relations too, become LineStrings, nodes with tags become Points; tags become properties, a relation's tags those of
/// its ways where these have none of that name. A way that comes with its centre alone is a Point. Each way comes once, in the order of the file. Nothing is fetched.
enum RelationDumpReader {
    /// Whether a document looks like such a dump near its start.
    static func isDump(_ head: [UInt8]) -> Bool {
        func holds(_ text: String) -> Bool { head.firstRange(of: Array(text.utf8)) != nil }
        return holds("\"elements\"") && !holds("\"FeatureCollection\"")
            && (holds("\"osm3s\"") || holds("\"type\": \"way\"") || holds("\"type\": \"relation\"") || holds("\"type\":\"way\"")
                || holds("\"type\":\"relation\"") || holds("\"generator\""))
    }

    static let brokenOffRemedy: Remedy =
        "Request less (a smaller box), or with a longer timeout and more memory, and download again."

    /// The features, and what the answer lacks: it was broken off, or ways have no geometry or only a part of it.
    static func features(_ bytes: [UInt8], name: String) throws(InputError) -> (features: [Feature], findings: [Finding]) {
        let document = try JSONValue(parsing: bytes, file: name)
        var findings: [Finding] = []
        var clipped = 0
        var placeless = 0
        func note(_ rule: String, _ sentence: String, remedy: Remedy) {
            findings.append(
                Finding(rule: rule, severity: .warning, place: .init(file: name), sentence: sentence, remedy: remedy))
        }
        if let remark = document["remark"]?.stringValue, PageMembers.isError(remark) {
            note(
                ReadRule.incomplete.id, "Overpass broke the answer off, so it is not complete: \(remark.prefix(200))",
                remedy: brokenOffRemedy)
        }
        let elements = document["elements"]?.arrayValue ?? []
        var nodes: [Int64: GeoPosition] = [:]
        for element in elements where element["type"]?.stringValue == "node" {
            if let id = element.id, let position = element.position { nodes[id] = position }
        }
        var features: [Feature] = []
        var seen: Set<Int64> = []
        func add(_ way: JSONValue, id: Int64?, tags: OrderedDictionary<String, FieldValue>, at index: Int) throws(InputError) {
            if let id, !seen.insert(id).inserted { return }
            // Nulls stand where the way leaves the box that was asked for: the line is cut there.
            var pieces = (way["geometry"]?.arrayValue ?? []).split(whereSeparator: { $0.position == nil }).map {
                $0.compactMap(\.position)
            }
            if (way["geometry"]?.arrayValue ?? []).contains(where: { $0.position == nil }) { clipped += 1 }
            if pieces.isEmpty, let nodeIDs = way["nodes"]?.arrayValue {
                pieces = nodeIDs.map { $0.wholeNumber.flatMap { nodes[$0] } }.split(separator: nil).map { $0.compactMap { $0 } }
                if pieces.reduce(0, { $0 + $1.count }) < nodeIDs.count, pieces.contains(where: { $0.count > 1 }) { clipped += 1 }
            }
            for position in pieces.joined() where !position.isOnEarth {
                throw InputError(
                    "the position [\(position.longitude), \(position.latitude)] is not on the earth",
                    at: Finding.Place(file: name, feature: index, pointer: "/elements/\(index)"), remedy: "Export the data again."
                )
            }
            let lines = pieces.filter { $0.count > 1 }.map { Polyline($0) }
            var geometry: GeoGeometry? = lines.count > 1 ? .multiLineString(lines) : lines.first.map { .lineString($0) }
            if geometry == nil, let centre = way["center"]?.position, centre.isOnEarth { geometry = .point(centre) }
            guard geometry != nil else {
                placeless += 1
                return
            }
            features.append(Feature(id: id.map { "way/\($0)" }, geometry: geometry, properties: tags))
        }
        // Ways by themselves carry their own tags; members of relations do not.
        for (index, element) in elements.enumerated() {
            switch element["type"]?.stringValue {
            case "way": try add(element, id: element.id, tags: element.tags, at: index)
            case "node" where !element.tags.isEmpty:
                guard let id = element.id, let position = element.position, position.isOnEarth else { continue }
                features.append(Feature(id: "node/\(id)", geometry: .point(position), properties: element.tags))
            default: continue
            }
        }
        for (index, element) in elements.enumerated() where element["type"]?.stringValue == "relation" {
            for member in element["members"]?.arrayValue ?? [] where member["type"]?.stringValue == "way" {
                try add(member, id: member["ref"]?.wholeNumber, tags: element.tags, at: index)
            }
        }
        guard !features.isEmpty else {
            throw InputError(
                "the OpenStreetMap data holds no way with a geometry", at: Finding.Place(file: name, pointer: "/elements"),
                remedy: "Ask Overpass for geometries: end the query with `out geom;`.")
        }
        if clipped > 0 {
            note(
                "clipped-way",
                "\(NumberText.counted(clipped, one: "way leaves", many: "ways leave")) the requested box and \(clipped == 1 ? "is" : "are") cut where positions are missing.",
                remedy: "Request whole ways: `out geom;` without a box.")
        }
        if placeless > 0 {
            note(
                "way-without-geometry",
                "\(NumberText.counted(placeless, one: "way has neither geometry nor nodes nor centre and is", many: "ways have neither geometry nor nodes nor centre and are")) left out.",
                remedy: "Ask Overpass for geometries: end the query with `out geom;`.")
        }
        return (features, findings)
    }
}

extension JSONValue {
    var wholeNumber: Int64? { doubleValue.flatMap { Int64(exactly: $0) } }
    fileprivate var id: Int64? { self["id"]?.wholeNumber }
    fileprivate var position: GeoPosition? {
        guard let longitude = self["lon"]?.doubleValue, let latitude = self["lat"]?.doubleValue else { return nil }
        return GeoPosition(longitude: longitude, latitude: latitude)
    }
    fileprivate var tags: OrderedDictionary<String, FieldValue> {
        guard case .object(let members)? = self["tags"] else { return [:] }
        return members.reduce(into: [:]) { result, member in
            if let text = member.value.stringValue { result[member.key] = .text(text) }
        }
    }
}
