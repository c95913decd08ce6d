import LinearReferencing
import OrderedCollections

/// Reads STAC 1.x (SpatioTemporal Asset Catalog) as image footprints: items, item collections, and collections by their extent.
///
/// An item's `geometry`, else its `bbox`, is the footprint; `id`, `datetime` (else `start_datetime`), `gsd` and `eo:cloud_cover` become the
/// properties `image`, `date`, `gsd_m` and `cloud_cover` of an observation. Links and assets are not followed.
enum STACReader {
    /// Whether a document calls itself STAC near its start.
    static func isSTAC(_ head: [UInt8]) -> Bool { head.firstRange(of: Array("\"stac_version\"".utf8)) != nil }

    static func features(_ bytes: [UInt8], name: String) throws(InputError) -> [Feature] {
        let document = try JSONValue(parsing: bytes, file: name)
        switch document["type"]?.stringValue {
        case "Feature": return [try item(document, file: name, index: 0)]
        case "FeatureCollection":
            var result: [Feature] = []
            for (index, member) in (document["features"]?.arrayValue ?? []).enumerated() {
                result.append(try item(member, file: name, index: index))
            }
            return result
        case "Collection": return try collection(document, name)
        default:
            throw InputError(
                "a STAC \(document["type"]?.stringValue ?? "document") names no footprints",
                at: Finding.Place(file: name, pointer: "/type"),
                remedy: "Give an item, an item collection, or a collection.")
        }
    }

    private static func item(_ item: JSONValue, file name: String, index: Int) throws(InputError) -> Feature {
        let place = Finding.Place(file: name, feature: index, id: item["id"]?.stringValue)
        var geometry: GeoGeometry?
        if let value = item["geometry"], value != .null {
            var columns = FeatureColumns()
            columns.readGeometry(Array(value.text(.compact).utf8))
            guard columns.failure == nil, columns.count == 1 else {
                throw InputError("the item's geometry cannot be read", at: place, remedy: "It must be a GeoJSON geometry.")
            }
            geometry = columns.geometry(at: 0)
        } else if let box = item["bbox"]?.arrayValue {
            geometry = try polygon(box, place)
        }
        let own = item["properties"] ?? .null
        var properties: OrderedDictionary<String, FieldValue> = [:]
        properties["image"] = own["image"]?.fieldValue ?? item["id"]?.fieldValue ?? .null
        properties["date"] = own["datetime"]?.stringValue.map { .text($0) } ?? own["start_datetime"]?.fieldValue ?? .null
        properties["gsd_m"] = own["gsd"]?.fieldValue ?? .null
        properties["cloud_cover"] = own["eo:cloud_cover"]?.fieldValue ?? .null
        for name in ["epoch", "state"] { if let value = own[name]?.fieldValue { properties[name] = value } }
        if let collection = item["collection"]?.fieldValue { properties["source"] = collection }
        return Feature(id: item["id"]?.stringValue, geometry: geometry, properties: properties)
    }

    /// One footprint a box; the first box of several is their union and is left out then.
    private static func collection(_ document: JSONValue, _ name: String) throws(InputError) -> [Feature] {
        let boxes = document["extent"]?["spatial"]?["bbox"]?.arrayValue ?? []
        let interval = document["extent"]?["temporal"]?["interval"]?.arrayValue?.first?.arrayValue ?? []
        var result: [Feature] = []
        for (index, box) in (boxes.count > 1 ? boxes[1...] : boxes[...]).enumerated() {
            let place = Finding.Place(
                file: name, feature: index, id: document["id"]?.stringValue, pointer: "/extent/spatial/bbox")
            result.append(
                Feature(
                    id: document["id"]?.stringValue.map { boxes.count > 2 ? "\($0)-\(index + 1)" : $0 },
                    geometry: try polygon(box.arrayValue ?? [], place),
                    properties: [
                        "image": document["id"]?.fieldValue ?? .null, "date": interval.first?.fieldValue ?? .null, "gsd_m": .null,
                        "cloud_cover": .null,
                    ]))
        }
        return result
    }

    private static func polygon(_ box: [JSONValue], _ place: Finding.Place) throws(InputError) -> GeoGeometry {
        let numbers = box.compactMap(\.doubleValue)
        guard numbers.count == box.count, numbers.count == 4 || numbers.count == 6 else {
            throw InputError("\"bbox\" must be 4 or 6 numbers", at: place, remedy: "Write west, south, east, north.")
        }
        let (west, south) = (numbers[0], numbers[1])
        let (east, north) = numbers.count == 4 ? (numbers[2], numbers[3]) : (numbers[3], numbers[4])
        guard [west, east].allSatisfy({ $0.magnitude <= 180 }), [south, north].allSatisfy({ $0.magnitude <= 90 }), south <= north
        else {
            throw InputError(
                "\"bbox\" is not a box on the Earth: \(numbers.map { FixedDecimal.string(shortest: $0) }.joined(separator: ", "))",
                at: place,
                remedy: "Write west, south, east, north in degrees.")
        }
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return .polygon(Polygon(exterior: corners.map { GeoPosition(longitude: $0.0, latitude: $0.1) }))
    }
}

extension JSONValue {
    /// The value as an attribute; `nil` for null.
    fileprivate var fieldValue: FieldValue? {
        switch self {
        case .null: nil
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(Int64(value))
        case .shortest(let value), .number(let value, _), .significant(let value, _): .real(value)
        case .string(let text): .text(text)
        case .raw(let text): .json(text)
        case .array, .object: .json(self.text(.compact))
        }
    }
}
