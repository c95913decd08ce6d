import Foundation
import TestSupport
import Testing

/// One of a thing is called one.
@Suite struct SingularTests {
    private static func collection(_ properties: String) -> String {
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","id":"p","properties":{"kind":"guard_post"\(properties)},\
        "geometry":{"type":"Point","coordinates":[129.7501234,42.4301234]}}]}
        """
    }

    private static let rows: [(command: [String], says: [String])] = [
        (
            ["validate", "--reference", "one.geojson", "--detections", "one.geojson"],
            ["1 pair: detections", "in 1 stretch of", "rests on 1 pair;"]
        ),
        (["locate", "one.geojson"], ["1 feature read: 1 point and 0 lines"]),
        (["convert", "one.geojson", "other.gpkg"], ["1 feature\n"]),
        (["lint", "coarse.csv"], ["The only position has fewer than 5 decimals"]),
        (
            ["density", "rejected.yaml", "--format", "json"],
            ["1 facility was rejected by a reviewer and is in no count; it stays listed: p."]
        ),
        (["density", "far.yaml"], ["1 facility is outside the corridor and not counted: p."]),
        (["batch", "plan.yaml", "-o", "out"], ["1 job: 1 done"]),
    ]

    @Test(arguments: rows) func oneIsOne(row: (command: [String], says: [String])) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(Self.collection(""), to: "one.geojson")
        try folder.write(Self.collection(",\"review\":\"rejected\""), to: "rejected.geojson")
        try folder.write("id,kind,lat,lon\np,guard_post,42.43,129.75\n", to: "coarse.csv")
        try folder.write("id,kind,lat,lon\np,guard_post,42.2301234,129.9501234\n", to: "far.csv")
        for (name, file) in [("rejected", "rejected.geojson"), ("far", "far.csv")] {
            try folder.write(
                "format: border-study/1\nid: s\nepochs: [{id: \"2019\", date: 2019-06-30}]\nfacilities: \(file)\n",
                to: name + ".yaml")
        }
        try folder.write("format: border-batch/1\nwrite: results\nstudies: [rejected.yaml]\n", to: "plan.yaml")
        let run = try Tool.run(row.command + (row.command[0] == "density" ? ["--all-findings"] : []), directory: folder.url)
        // Lines of text are wrapped.
        let text = (run.stdout + run.stderr).replacingOccurrences(of: "\n ", with: "")
        for words in row.says { #expect(text.contains(words), "\(text)") }
    }
}
