import BorderGeo
import Dispatch

/// `pipeline-bench BORDER POINTS FENCES OUT [THREADS]`: everything from bytes to bytes in one process, through the library's public face. Prints
/// `STAGE name seconds` for each step and `CHECK` with sums that another program can be compared with.
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 4 else {
    print("usage: pipeline-bench BORDER POINTS FENCES OUT [THREADS]")
    throw FileError.notFound(path: "no arguments")
}
let jobs = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 4
var stages = Stages()

// Read and check every feature.
let border = try Border.named(arguments[0])
stages.end("f_border_route_index")
let points = try FeatureBatches(reading: arguments[1], jobs: jobs)
stages.end("a_read_points")
let fences = try FeatureBatches(reading: arguments[2], jobs: jobs)
stages.end("a_read_fences")

// Fences: events, and what each layer covers.
let fenceLines = fences.batches.flatMap { batch in
    batch.records.map { record in batch.parts(of: record).map { Polyline(Array(batch.positions[$0])) } }
}
let route = border.route
let options = FenceOptions(corridor: Corridor(inward: .kilometres(3), outward: .kilometres(3)))
let events = FenceLocator(route: route, options: options).locate(fenceLines, jobs: jobs)
stages.end("c_locate_fences")
let layers = eachInParallel(fences.batches.count, jobs: jobs) { i in
    let batch = fences.batches[i]
    return batch.records.map { record -> String in
        if case .text(let layer)? = batch.property("layer", of: record) { layer } else { "" }
    }
}
var spans: [String: [MeasureSpan]] = [:]
for (layer, location) in zip(layers.joined(), events) {
    for event in location.events { spans[layer, default: []].append(event.span) }
}
let covered = spans.values.reduce(0) { $0 + MeasureSpanSet($1).length.value }
stages.end("c_union")

// The way to the nearest neighbour.
let positions = eachInParallel(points.batches.count, jobs: jobs) { points.positions(of: $0) }.flatMap { $0 }
let neighbours = GroundSpacing.nearest(positions, jobs: jobs)
stages.end("d_neighbour")

// Points: measure, offset, side, flags; written with all that was found.
let located = try PointWriter(points: points, route: route, neighbours: neighbours).write(to: arguments[3], jobs: jobs)
stages.end("b_locate_e_write")

// Density per kilometre, and sums to compare.
var bins = [Int](repeating: 0, count: Int(route.length.value / 1000) + 1)
var (measures, offsets, apart) = (0.0, 0.0, 0.0)
for batch in located {
    for (measure, offset) in zip(batch.measures, batch.offsets) {
        if measure.metres >= 0, measure.metres <= route.length.value { bins[Int(measure.metres / 1000)] += 1 }
        measures += measure.metres
        offsets += offset.metres
    }
}
for case let distance? in neighbours { apart += distance.value }
stages.end("d_density")
stages.total("pipeline_a_to_g")

let count = Double(positions.count)
print(
    "CHECK length \(FixedDecimal.string(route.length)) mean_chainage \(FixedDecimal.string(measures / count, decimals: 3))",
    "mean_offset \(FixedDecimal.string(offsets / count, decimals: 4)) covered \(FixedDecimal.string(covered, decimals: 2))",
    "mean_nn \(FixedDecimal.string(apart / count, decimals: 4))")
print(
    "CHECK densest kilometre \(bins.max() ?? 0) of \(positions.count) points, \(events.reduce(0) { $0 + $1.events.count }) events"
)
