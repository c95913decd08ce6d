import LinearReferencing
import OrderedCollections

/// Reads OpenStreetMap data as the Overpass API writes it in JSON, with geometries (`out geom`) or with nodes (`out body; >; out skel`).
///
/// Ways, those inside relations too, become LineStrings, nodes with tags become Points; tags become properties, a relation's tags those of
/// its ways where these have none of that name. Each way comes once, in the order of the file. Nothing is fetched.
enum RelationDumpReader {
    /// Whether a document looks like such a dump near its start.
    static func isDump(_ head: [UInt8]) -> Bool {
        func holds(_ text: String) -> Bool { head.firstRange(of: Array(text.utf8)) != nil }
        return holds("\"elements\"") && !holds("\"FeatureCollection\"")
            && (holds("\"osm3s\"") || holds("\"type\": \"way\"") || holds("\"type\": \"relation\"") || holds("\"type\":\"way\"")
                || holds("\"type\":\"relation\"") || holds("\"generator\""))
    }

    static func features(_ bytes: [UInt8], name: String) throws(InputError) -> [Feature] {
        let document = try JSONValue(parsing: bytes, file: name)
        let elements = document["elements"]?.arrayValue ?? []
        var nodes: [Int64: GeoPosition] = [:]
        for element in elements where element["type"]?.stringValue == "node" {
            if let id = element.id, let position = element.position { nodes[id] = position }
        }
        var features: [Feature] = []
        var seen: Set<Int64> = []
        func add(_ way: JSONValue, id: Int64?, tags: OrderedDictionary<String, FieldValue>, at index: Int) throws(InputError) {
            if let id, !seen.insert(id).inserted { return }
            var positions = (way["geometry"]?.arrayValue ?? []).compactMap(\.position)
            if positions.isEmpty {
                positions = (way["nodes"]?.arrayValue ?? []).compactMap { $0.wholeNumber.flatMap { nodes[$0] } }
            }
            guard positions.count > 1 else { return }
            for position in positions where !position.isOnEarth {
                throw InputError(
                    "the position [\(position.longitude), \(position.latitude)] is not on the earth",
                    at: Finding.Place(file: name, feature: index, pointer: "/elements/\(index)"), remedy: "Export the data again."
                )
            }
            features.append(Feature(id: id.map { "way/\($0)" }, geometry: .lineString(Polyline(positions)), properties: tags))
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
        return features
    }
}

extension JSONValue {
    fileprivate var wholeNumber: Int64? { doubleValue.flatMap { Int64(exactly: $0) } }
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
