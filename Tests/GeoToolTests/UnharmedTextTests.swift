import BorderGeo
import Foundation
import TestSupport
import Testing

/// Korean and Chinese values go from a spreadsheet through GeoJSON into the QGIS bundle and the report page, letter by letter.
@Suite struct UnharmedTextTests {
    private static let words = ["감시초소", "망루", "军营", "회령시 북쪽 — \"제3소대\", 두만강", "瞭望塔（岗楼）<旧>&新", "한글"]

    private func study(in scratch: ScratchFolder) throws {
        var rows = ["번호,종류,위도,경도,valid_from,비고"]
        let border = try Border.builtinDCW()
        for (index, word) in Self.words.enumerated() {
            let place = try border.route.position(at: Measure(948_000 + Double(index) * 400), offset: Offset(-120))
            let quoted = "\"" + word.replacingOccurrences(of: "\"", with: "\"\"") + "\""
            rows.append(
                "초-\(index),\(["감시초소", "망루", "军营"][index % 3]),\(FixedDecimal.string(place.latitude, decimals: 7)),"
                    + "\(FixedDecimal.string(place.longitude, decimals: 7)),2022-04-30,\(quoted)")
        }
        try (rows.joined(separator: "\r\n") + "\r\n").write(
            toFile: scratch.path("posts.csv"), atomically: true, encoding: .utf8)
        try """
        format: border-study/1
        id: text
        title: 회령 — 图们江 "시험"
        synthetic: true
        areas: [{id: hoeryong, name: 회령시, from: 946km, to: 953.4km}]
        epochs: [{id: "2019", date: 2019-03-31}, {id: "2022", date: 2022-04-30}]
        baseline: "2019"
        comparison: "2022"
        facilities: [posts.csv]
        """.write(toFile: scratch.path("study.yaml"), atomically: true, encoding: .utf8)
    }

    @Test func valuesReachGeoJSONTheBundleAndThePage() throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try study(in: scratch)
        let convert = try Tool.run(["convert", scratch.path("posts.csv"), scratch.path("posts.geojson")])
        #expect(convert.exitCode == 0, "\(convert.stderr)")
        let features = try GeoJSONReader.read(.path(scratch.path("posts.geojson"))).features
        #expect(features.map { $0.properties["비고"] ?? .null } == Self.words.map { .text($0) })
        #expect(features.map { $0.properties["종류"] ?? .null } == (0..<6).map { .text(["감시초소", "망루", "军营"][$0 % 3]) })

        let export = try Tool.run(["export", scratch.path("study.yaml"), "-o", scratch.path("maps"), "--gpkg"])
        #expect(export.exitCode <= 1, "\(export.stderr)")
        let layer = try GeoJSONReader.read(.path(scratch.path("maps/facilities.geojson"))).features
        #expect(layer.count == 6)
        #expect(Set(layer.map { $0.properties["비고"] ?? .null }) == Set(Self.words.map { .text($0) }))
        // The word of the source stays beside ours.
        #expect(
            Set(layer.map { "\($0.properties["kind"]?.text ?? "")=\($0.properties["source_label"]?.text ?? "")" }) == [
                "guard_post=감시초소", "watchtower=망루", "garrison=军营",
            ])

        let report = try Tool.run(["report", scratch.path("study.yaml"), "-o", scratch.path("out")])
        #expect(report.exitCode <= 1, "\(report.stderr)")
        let page = try String(contentsOfFile: scratch.path("out/report.html"), encoding: .utf8)
        #expect(page.contains("회령 — 图们江"))
        #expect(page.contains("회령시"))
        #expect(!page.contains("\u{FFFD}"))
    }
}
