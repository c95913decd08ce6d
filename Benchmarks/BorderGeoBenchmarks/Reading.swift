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
        // In a folder of its own: what else lies beside an output is looked at, and would be counted.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bordergeo-benchmark-\(getpid())")
        return (job: LocateJob(border: border, jobs: 1), bytes: bytes, folder: folder.path)
    } _: { input in
        try FileManager.default.createDirectory(atPath: input.folder, withIntermediateDirectories: true)
        let path = input.folder + "/located.geojson"
        let file = try OutputFile(path)
        blackHole(try input.job.run(try FeatureStream(.bytes(input.bytes, name: "points")), to: file).summary)
        try file.commit()
        try FileManager.default.removeItem(atPath: input.folder)
    }
}
