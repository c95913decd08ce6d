import BorderGeo
import Synthetic

/// `bench-data FOLDER VERTICES POINTS FENCES`: border_V, points_N and fences_F as GeoJSON, the same bytes for the same numbers. Synthetic, no real place.
let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.dropFirst().compactMap { Int($0) }
guard let folder = arguments.first, numbers.count == 3 else {
    print("usage: bench-data FOLDER VERTICES POINTS FENCES")
    throw FileError.notFound(path: "no arguments")
}
var random = SyntheticBorder.Generator(state: 11)
let kinds = ["guard_post", "watchtower", "barracks", "checkpoint", "camera_mast"]
let states = ["active", "abandoned", "unknown"]
let layers = ["primary", "secondary", "electric"]

@MainActor
func pick(_ words: [String]) -> String { words[Int(random.uniform(0, Double(words.count)))] }

@MainActor
func write(_ name: String, count: Int, _ feature: (Int, inout ByteWriter) -> Void) throws {
    let file = try OutputFile("\(folder)/\(name).geojson")
    try file.write("{\"type\":\"FeatureCollection\",\"features\":[\n")
    var writer = ByteWriter(capacity: 1 << 21)
    for i in 0..<count {
        if i > 0 { writer.append(",\n" as StaticString) }
        feature(i, &writer)
        if writer.count > 1 << 20 || i == count - 1 {
            try file.write(writer.bytes)
            writer.removeAll()
        }
    }
    try file.write("\n]}\n")
    try file.commit()
}

func append(_ line: [GeoPosition], _ writer: inout ByteWriter) {
    writer.append("\"geometry\":{\"type\":\"LineString\",\"coordinates\":[" as StaticString)
    for (i, p) in line.enumerated() {
        if i > 0 { writer.append(UInt8(ascii: ",")) }
        writer.append(p)
    }
    writer.append("]}}" as StaticString)
}

let positions = SyntheticBorder.positions(numbers[0])
try write("border_\(numbers[0])", count: 1) { _, writer in
    writer.append("{\"type\":\"Feature\",\"properties\":{\"name\":\"synthetic\"}," as StaticString)
    append(positions, &writer)
}
let route = try Route(id: "synthetic", parts: [Polyline(positions)])
let points = try SyntheticBorder.points(numbers[1], near: route)
try write("points_\(numbers[1])", count: numbers[1]) { i, writer in
    writer.append("{\"type\":\"Feature\",\"properties\":{\"id\":\"F")
    writer.append("\(100_000_000 + i)\",\"kind\":\"\(pick(kinds))\",\"status\":\"\(pick(states))\",\"confidence\":")
    writer.append(fixed: random.uniform(0, 1), decimals: 2)
    writer.append("},\"geometry\":{\"type\":\"Point\",\"coordinates\":" as StaticString)
    writer.append(points[i])
    writer.append("}}" as StaticString)
}
let fences = try SyntheticBorder.fences(numbers[2], near: route)
try write("fences_\(numbers[2])", count: numbers[2]) { i, writer in
    writer.append("{\"type\":\"Feature\",\"properties\":{\"layer\":\"\(layers[i % 3])\",\"status\":\"\(pick(states))\"},")
    append(fences[i].flatMap(\.positions), &writer)
}
