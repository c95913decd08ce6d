import BorderGeo

/// A FeatureCollection, a line for each feature.
package enum SyntheticCollection {
    package static let head: StaticString = "{\"type\":\"FeatureCollection\",\"features\":[\n"
    package static let separator: StaticString = ",\n"
    package static let end: StaticString = "\n]}\n"

    /// Points within 3 km of a route, as GeoJSON.
    package static func points(_ count: Int, near route: Route) throws -> [UInt8] {
        var records = SyntheticRecords()
        var writer = ByteWriter(capacity: 1 << 20)
        writer.append(head)
        for (i, position) in try SyntheticBorder.points(count, near: route).enumerated() {
            if i > 0 { writer.append(separator) }
            records.append(point: position, number: i, to: &writer)
        }
        writer.append(end)
        return writer.bytes
    }
}
