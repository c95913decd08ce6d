import BorderGeo
import Synthetic

/// `bench-data FOLDER VERTICES POINTS FENCES`: border_V, points_N and fences_F as GeoJSON, the same bytes for the same numbers. Synthetic, no real place.
let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.dropFirst().compactMap { Int($0) }
guard let folder = arguments.first, numbers.count == 3 else {
    print("usage: bench-data FOLDER VERTICES POINTS FENCES")
    throw FileError.notFound(path: "no arguments")
}

@MainActor
func write(_ name: String, count: Int, _ feature: (Int, inout ByteWriter) -> Void) throws {
    let file = try OutputFile("\(folder)/\(name).geojson")
    var writer = ByteWriter(capacity: 1 << 21)
    writer.append(SyntheticCollection.head)
    for i in 0..<count {
        if i > 0 { writer.append(SyntheticCollection.separator) }
        feature(i, &writer)
        if writer.count > 1 << 20 {
            try file.write(writer.bytes)
            writer.removeAll()
        }
    }
    writer.append(SyntheticCollection.end)
    try file.write(writer.bytes)
    try file.commit()
}

let positions = SyntheticBorder.positions(numbers[0])
try write("border_\(numbers[0])", count: 1) { _, writer in
    writer.append("{\"type\":\"Feature\",\"properties\":{\"name\":\"synthetic\"}," as StaticString)
    SyntheticRecords.append(line: positions, to: &writer)
}
let route = try Route(id: "synthetic", parts: [Polyline(positions)])
var records = SyntheticRecords()
let points = try SyntheticBorder.points(numbers[1], near: route)
try write("points_\(numbers[1])", count: numbers[1]) { i, writer in
    records.append(point: points[i], number: i, to: &writer)
}
let fences = try SyntheticBorder.fences(numbers[2], near: route)
try write("fences_\(numbers[2])", count: numbers[2]) { i, writer in
    records.append(fence: fences[i].flatMap(\.positions), number: i, to: &writer)
}
