import BorderGeo

/// Features with made-up attributes, one after the other from one seed: no real place.
package struct SyntheticRecords {
    private static let kinds = ["guard_post", "watchtower", "barracks", "checkpoint", "camera_mast"]
    private static let states = ["active", "abandoned", "unknown"]
    private static let layers = ["primary", "secondary", "electric"]

    private var random = SyntheticBorder.Generator(state: 11)

    package init() {}

    package mutating func append(point position: GeoPosition, number: Int, to writer: inout ByteWriter) {
        writer.append("{\"type\":\"Feature\",\"properties\":{\"id\":\"F")
        writer.append(
            "\(100_000_000 + number)\",\"kind\":\"\(pick(Self.kinds))\",\"status\":\"\(pick(Self.states))\",\"confidence\":")
        writer.append(fixed: random.uniform(0, 1), decimals: 2)
        writer.append("},\"geometry\":{\"type\":\"Point\",\"coordinates\":" as StaticString)
        writer.append(position)
        writer.append("}}" as StaticString)
    }

    package mutating func append(fence positions: [GeoPosition], number: Int, to writer: inout ByteWriter) {
        writer.append(
            "{\"type\":\"Feature\",\"properties\":{\"layer\":\"\(Self.layers[number % 3])\",\"status\":\"\(pick(Self.states))\"},"
        )
        Self.append(line: positions, to: &writer)
    }

    /// The geometry of a line and the end of its feature.
    package static func append(line positions: [GeoPosition], to writer: inout ByteWriter) {
        writer.append("\"geometry\":{\"type\":\"LineString\",\"coordinates\":[" as StaticString)
        for (i, p) in positions.enumerated() {
            if i > 0 { writer.append(UInt8(ascii: ",")) }
            writer.append(p)
        }
        writer.append("]}}" as StaticString)
    }

    private mutating func pick(_ words: [String]) -> String { words[Int(random.uniform(0, Double(words.count)))] }
}
