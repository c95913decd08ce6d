import Benchmark
import BorderGeo
import Foundation
import Synthetic

/// Bytes in, columns or bytes out.
func readingBenchmarks() {
    counted("read-features") {
        try SyntheticCollection.points(10_000, near: try syntheticRoute(vertices: 2_000))
    } _: { bytes in
        var stream = try FeatureStream(.bytes(bytes, name: "points"))
        var columns = FeatureColumns()
        while let chunk = try stream.next() {
            columns.read(chunk)
            blackHole(columns.count)
        }
    }

    // One piece of a megabyte: with more, chance says whether a thread finds room that another has given back.
    counted("write-located", and: [.writeSyscalls, .writeBytesLogical]) {
        let border = try Border.named("builtin:dcw")
        let bytes = try SyntheticCollection.points(4_000, near: border.route)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("bordergeo-benchmark-\(getpid()).geojson")
        return (job: LocateJob(border: border, jobs: 1), bytes: bytes, path: file.path)
    } _: { input in
        let file = try OutputFile(input.path)
        blackHole(try input.job.run(try FeatureStream(.bytes(input.bytes, name: "points")), to: file).summary)
        try file.commit()
        try FileManager.default.removeItem(atPath: input.path)
    }
}
