import BorderGeo
import Foundation
import TestSupport
import Testing

/// A small study on disk: a straight border of 10 km, one fence, three posts.
struct SmallStudy {
    let folder: ScratchFolder

    static let border = """
        {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[129,42],[129.06,42],[129.12,42]]}}
        """
    static let fences = """
        {"type":"FeatureCollection","features":[
          {"type":"Feature","id":"f1","properties":{"layer":"primary"},"geometry":{"type":"LineString","coordinates":[[129.01,41.9995],[129.05,41.9995]]}},
          {"type":"Feature","id":"f2","properties":{"layer":"secondary","valid_from":"2021-05-01"},"geometry":{"type":"LineString","coordinates":[[129.01,41.999],[129.05,41.999]]}}]}
        """
    static let facilities = """
        {"type":"FeatureCollection","features":[
          {"type":"Feature","id":"a","properties":{"kind":"guard_post"},"geometry":{"type":"Point","coordinates":[129.02,41.9996]}},
          {"type":"Feature","id":"b","properties":{"kind":"망루","valid_from":"2021-05-01"},"geometry":{"type":"Point","coordinates":[129.03,41.9996]}},
          {"type":"Feature","id":"c","properties":{"kind":"guard_post","valid_from":"2021-05-01"},"geometry":{"type":"Point","coordinates":[129.04,41.9]}}]}
        """
    static let study = """
        format: border-study/1
        id: small
        border: border.geojson
        areas:
          - {id: west, from: 0km, to: 5km}
          - {id: east, from: 5km, to: 9km}
        epochs:
          - {id: "2019", date: 2019-03-31}
          - {id: "2022", date: 2022-04-30}
        baseline: "2019"
        comparison: "2022"
        fences: [fences.geojson]
        facilities: [facilities.geojson]
        corridor: {inward: 1km, outward: 500m}
        """

    init() throws {
        folder = try ScratchFolder()
        try write("border.geojson", Self.border)
        try write("fences.geojson", Self.fences)
        try write("facilities.geojson", Self.facilities)
        try write("study.yaml", Self.study)
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.url.appending(path: name))
    }
}

@Suite struct StudyLoaderTests {
    @Test func aFolderIsAStudy() throws {
        let small = try SmallStudy()
        defer { small.folder.remove() }
        let data = try StudyLoader().load(small.folder.url.path)
        #expect(data.study.id == "small")
        #expect(data.border.segments.count == 1)
        #expect(data.areas.map(\.id) == ["west", "east"])
        #expect(data.fences.map(\.id) == ["f1", "f2"])
        #expect(data.facilities.map(\.kind) == [.guardPost, .watchtower, .guardPost])
        #expect(
            data.inputs.map { $0.name.split(separator: "/").last ?? "" } == [
                "study.yaml", "fences.geojson", "facilities.geojson",
            ])
        #expect(data.inputs.allSatisfy { $0.sha256.count == 64 && $0.bytes > 0 })
        let model = try ReportModel(data)
        let all = try #require(model.coverage.last)
        // 0.04 degrees at 42 N are 3,314 m; its offset copy 55 m south differs by less than a metre.
        #expect((all.fenced.value - 3314).magnitude < 5)
        #expect(all.observed == Metres(9000))
        #expect(model.density.last?.count.count == 2)
        #expect(model.findings.map(\.rule).contains("facility-outside-corridor"))
        #expect(model.inventories.filter { !$0.observedIsAssumed }.isEmpty)
        #expect(model.headline.caveats.first?.hasPrefix("Observation is assumed") == true)
    }

    @Test func theBuiltInStudiesAreNamed() throws {
        #expect(StudyLoader.builtInStudies.sorted() == ["hoeryong", "six-areas"])
        for name in StudyLoader.builtInStudies {
            let data = try StudyLoader().load(name)
            #expect(data.study.id == name)
            #expect(data.study.synthetic)
            #expect(data.facilities.filter { !$0.provenance.synthetic }.isEmpty)
        }
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var file: String
        var from: String
        var to: String
        var message: String
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "the same file twice", file: "study.yaml", from: "[facilities.geojson]",
            to: "[facilities.geojson, facilities.geojson]",
            message: "study.yaml, id \"a\", /facilities: facility \"a\" is in two files"),
        Row(
            name: "an area beyond the border", file: "study.yaml", from: "to: 9km", to: "to: 90km",
            message: "study.yaml, id \"east\", /areas: area \"east\" ends at 90000.000 m, and the border border.geojson is"),
        Row(
            name: "an observation of another epoch", file: "study.yaml", from: "corridor:",
            to: "observations: [observations.geojson]\ncorridor:",
            message: "study.yaml, /observations: an observation is of epoch \"2018\""),
        Row(
            name: "a border that is no built-in one", file: "study.yaml", from: "border: border.geojson",
            to: "border: builtin:osm",
            message: "study.yaml, /border: there is no border \"builtin:osm\""),
        Row(
            name: "a date that is none", file: "fences.geojson", from: "2021-05-01", to: "2021-02-30",
            message:
                "fences.geojson, feature 1 (id \"f2\"), /properties/valid_from: valid_from is \"2021-02-30\", which is not a date"
        ),
        Row(
            name: "points where lines belong", file: "study.yaml", from: "fences: [fences.geojson]",
            to: "fences: [facilities.geojson]",
            message: "facilities.geojson, feature 0 (id \"a\"): a fence is a Point"),
        Row(
            name: "a file that is not JSON", file: "fences.geojson", from: "{\"type\":\"FeatureCollection\"",
            to: "{'type':'FeatureCollection'",
            message: "fences.geojson, line 1"),
    ]

    @Test(arguments: rows) func whatCannotBeUsedIsSaidWithItsPlace(row: Row) throws {
        let small = try SmallStudy()
        defer { small.folder.remove() }
        let old = try String(contentsOf: small.folder.url.appending(path: row.file), encoding: .utf8)
        let new = old.replacing(row.from, with: row.to, maxReplacements: 1)
        #expect(new != old)
        try small.write(row.file, new)
        try small.write(
            "observations.geojson",
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"epoch":"2018","from_m":0,"to_m":9},"geometry":null}]}"#
        )
        let error = #expect(throws: InputError.self) { try StudyLoader().load(small.folder.url.path) }
        #expect(error?.description.contains(row.message) == true, "\(error?.description ?? "")")
        #expect(error?.remedy.isEmpty == false)
    }

    @Test(arguments: ["fences.geojson", "study.yaml", "border.geojson"]) func aMissingFileIsNotFound(name: String) throws {
        let small = try SmallStudy()
        defer { small.folder.remove() }
        try FileManager.default.removeItem(at: small.folder.url.appending(path: name))
        let path = name == "study.yaml" ? small.folder.path(name) : small.folder.url.path
        let error = #expect(throws: FileError.self) { try StudyLoader().load(path) }
        #expect(error == .notFound(path: small.folder.path(name)))
    }

    @Test func areasComeFromAFileToo() throws {
        let small = try SmallStudy()
        defer { small.folder.remove() }
        try small.write(
            "areas.geojson",
            """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"id":"a","name":"A","aliases":"Alpha; 가","from_m":0,"to_m":1000},"geometry":null},
              {"type":"Feature","properties":{"id":"b","from":"2km","to":"3.5km"},"geometry":null},
              {"type":"Feature","properties":{"id":"a","from_m":4000,"to_m":4500},"geometry":null}]}
            """)
        let text = SmallStudy.study.replacing(
            "areas:\n  - {id: west, from: 0km, to: 5km}\n  - {id: east, from: 5km, to: 9km}", with: "areas: areas.geojson")
        try small.write("study.yaml", text)
        let areas = try StudyLoader().load(small.folder.url.path).areas
        #expect(areas.map(\.id) == ["a", "b"])
        #expect(areas[0].aliases == ["Alpha", "가"])
        #expect(areas.map(\.spans.length) == [Metres(1500), Metres(1500)])
    }

    @Test func anotherBorderTakesThePlaceOfTheStudysOwn() throws {
        let small = try SmallStudy()
        defer { small.folder.remove() }
        let data = try StudyLoader(border: small.folder.path("border.geojson")).load(small.folder.url.path)
        #expect(data.findings.map(\.rule).contains("border-replaced"))
        #expect(data.border.source.name == small.folder.path("border.geojson"))
    }

    @Test func resultsDoNotDependOnTheNumberOfThreads() throws {
        func text(_ jobs: Int) throws -> String {
            try ReportModel(try StudyLoader(jobs: jobs).load("hoeryong"), jobs: jobs).reportEnvelope.text()
        }
        let one = try text(1)
        #expect(try text(2) == one)
        #expect(try text(7) == one)
    }
}
