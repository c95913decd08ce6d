import BorderGeo
import Foundation
import TestSupport
import Testing

/// Files as they are: what a study says of them, in place of a script.
@Suite struct OwnWordsTests {
    private static let head = """
        format: border-study/1
        id: own
        border: line.geojson
        inward: left
        epochs: [{id: a, date: 2016-12-31}, {id: b, date: 2020-12-31}]

        """

    /// 0.1 degree of the equator: 11,131.949 m, by a x pi / 180 x 0.1 with a = 6,378,137 m.
    private static let tenth = 11_131.949

    private static func point(_ id: String, _ longitude: Double, _ more: String = "") -> String {
        #"{"type":"Feature","id":"\#(id)","properties":{\#(more)},"geometry":{"type":"Point","coordinates":[\#(longitude),0.001]}}"#
    }

    private static func fence(_ id: String, _ from: Double, _ to: Double, _ more: String) -> String {
        #"{"type":"Feature","id":"\#(id)","properties":{\#(more)},"geometry":{"type":"LineString","coordinates":[[\#(from),0.001],[\#(to),0.001]]}}"#
    }

    private static func collection(_ features: [String]) -> String {
        #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }

    private func load(_ yaml: String, _ files: [String: String] = [:]) throws -> StudyData {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        var files = files
        files["line.geojson"] = #"{"type":"LineString","coordinates":[[0,0],[1,0]]}"#
        files["study.yaml"] = Self.head + yaml
        for (name, text) in files { try text.write(to: scratch.url.appending(path: name), atomically: true, encoding: .utf8) }
        return try StudyLoader().load(scratch.url.path)
    }

    @Test func classesOfAStudyAreReadByIdAliasAndSynonym() throws {
        let data = try load(
            """
            vocabulary:
              layers: [{id: ped, label: pedestrian fence, aliases: [PED]}, vehicle]
              kinds: [{id: mast, aliases: [radar mast]}, guard_post]
              banks: [{id: north}, {id: south, counts: true, aliases: [S]}, {id: far}]
            fences: fences.geojson
            facilities: posts.geojson
            """,
            [
                "fences.geojson": Self.collection([
                    Self.fence("1", 0, 0.1, #""layer":"PED","bank":"S""#), Self.fence("2", 0.1, 0.2, #""layer":"Vehicle""#),
                    Self.fence("3", 0.2, 0.3, #""layer":"ped","bank":"far""#),
                ]),
                "posts.geojson": Self.collection([
                    Self.point("a", 0.1, #""kind":"radar mast""#), Self.point("b", 0.2, #""kind":"sentry box""#),
                    Self.point("c", 0.3, #""kind":"kiosk""#),
                ]),
            ])
        #expect(data.fences.map(\.layer.rawValue) == ["ped", "vehicle", "ped"])
        #expect(data.fences.map(\.bank.rawValue) == ["south", "north", "far"])
        #expect(data.facilities.map(\.kind.rawValue) == ["mast", "guard_post", "other"])
        #expect(data.study.words.vocabulary.countedBanks.map(\.rawValue) == ["north", "south"])
        #expect(data.findings.contains { $0.rule == "unknown-value" && $0.place.id == "c" })
        let model = try ReportModel(data)
        let row = try #require(model.coverage.first { $0.epoch == "b" })
        #expect(row.layers.map(\.layer.rawValue) == ["ped", "vehicle"])
        #expect(row.multiplicity.map(\.layers) == [0, 1, 2])
        // The fence on the bank that does not count is in no length.
        #expect(abs(row.fenced.value - 2 * Self.tenth) < 1)
    }

    @Test func aWordOfAnotherVocabularyIsRefused() throws {
        let error = #expect(throws: InputError.self) {
            _ = try load("fences: f.geojson", ["f.geojson": Self.fence("1", 0, 0.1, #""layer":"primary","bank":"dprk""#)])
        }
        #expect(error?.problem == "bank \"dprk\" is none of inward, outward")
    }

    @Test func oneFileGivesPointsAndLinesByRoleFilteredAndWithConstants() throws {
        let mixed = Self.collection([
            Self.fence("1", 0, 0.1, #""STATUS":"built""#), Self.fence("2", 0.1, 0.2, #""STATUS":"planned""#),
            Self.point("3", 0.15, #""STATUS":"built""#),
        ])
        let data = try load(
            """
            fences: {file: m.geojson, where: 'STATUS != "planned"', set: {layer: secondary, valid_from: 2018-06-30}}
            facilities: {file: m.geojson, set: {kind: camera}}
            """, ["m.geojson": mixed])
        #expect(data.fences.map(\.id) == ["1"])
        #expect(data.fences.first?.layer == .secondary && data.fences.first?.lifetime.validFrom == CalendarDate("2018-06-30"))
        #expect(data.facilities.map(\.id) == ["3"] && data.facilities.first?.kind == .camera)
        #expect(
            data.findings.filter { $0.rule == "mixed-geometry" }.map(\.sentence) == [
                "1 record is of another geometry and left to another role.",
                "2 records are of another geometry and left to another role.",
            ])
    }

    @Test func aFilterThatAsksForNothingThereIsReported() throws {
        let data = try load(
            "fences: {file: f.geojson, where: 'STATE = 1 and layer = \"primary\"'}",
            ["f.geojson": Self.fence("1", 0, 0.1, #""layer":"primary""#)])
        #expect(data.findings.map(\.rule).filter { $0.hasPrefix("where") } == ["where-field", "where-nothing"])
        let error = #expect(throws: InputError.self) { _ = try load("fences: {file: f.geojson, where: 'a ='}") }
        #expect(error?.problem.hasPrefix("where: the value to compare with is missing, at character") == true)
        #expect(error?.place.pointer == "/fences/where")
    }

    @Test(
        arguments: [(nil, ["a", "a-2", "b"]), ("rename", ["a", "a-2", "b"]), ("keep", ["a", "b"]), ("refuse", nil)]
            as [(String?, [String]?)])
    func anIdThatOccursTwiceFollowsThePolicy(policy: String?, ids: [String]?) throws {
        let posts = Self.collection([
            Self.point("a", 0.1, #""kind":"camera""#), Self.point("a", 0.2, #""kind":"camera""#),
            Self.point("b", 0.3, #""kind":"camera""#),
        ])
        let yaml = "facilities: {file: p.geojson\(policy.map { ", ids: \($0)" } ?? "")}"
        guard let ids else {
            let error = #expect(throws: InputError.self) { _ = try load(yaml, ["p.geojson": posts]) }
            #expect(error?.problem == "id \"a\" occurs twice: feature 0 has it too")
            return
        }
        let data = try load(yaml, ["p.geojson": posts])
        #expect(data.facilities.map(\.id) == ids)
        #expect(data.findings.filter { $0.rule == "duplicate-id" }.count == 1)
    }

    @Test func idsOfSeveralFilesAreToldApartOnRequest() throws {
        let files = ["one.geojson": Self.fence("7", 0, 0.1, ""), "two.geojson": Self.fence("7", 0.2, 0.3, "")]
        #expect(throws: InputError.self) { _ = try load("fences: [one.geojson, two.geojson]", files) }
        let data = try load("fences: [one.geojson, {file: two.geojson, ids: rename}]", files)
        #expect(data.fences.map(\.id) == ["7", "two-7"])
        #expect(data.findings.contains { $0.rule == "ids-renamed" })
    }

    @Test func areasArePolygonsRowsOrPlaces() throws {
        let polygon =
            #"{"type":"Feature","properties":{"id":"box"},"geometry":{"type":"Polygon","coordinates":[[[0.2,-1],[0.3,-1],[0.3,1],[0.2,1],[0.2,-1]]]}}"#
        let posts = Self.collection([Self.point("p", 0.4, #""kind":"camera""#), Self.point("q", 0.1, #""kind":"camera""#)])
        let boxes = try load("areas: boxes.geojson", ["boxes.geojson": polygon])
        #expect(boxes.areas.map(\.id) == ["box"])
        let span = try #require(boxes.areas.first?.spans.spans.first)
        #expect(abs(span.from.metres - 2 * Self.tenth) < 0.01 && abs(span.to.metres - 3 * Self.tenth) < 0.01)
        let places = try load(
            "areas: [{id: x, from: {id: p}, to: {id: q}}, {id: y, from: {at: [0.5, 0]}, to: 40mi}]\nfacilities: p.geojson",
            ["p.geojson": posts])
        let (x, y) = (places.areas[0].spans.spans[0], places.areas[1].spans.spans[0])
        #expect(abs(x.from.metres - Self.tenth) < 0.01 && abs(x.to.metres - 4 * Self.tenth) < 0.01)
        #expect(abs(y.from.metres - 5 * Self.tenth) < 0.01 && abs(y.to.metres - 64_373.76) < 1e-6)
        let rows = try load(
            "areas: a.csv\nfacilities: p.geojson", ["p.geojson": posts, "a.csv": "id,name,from_id,to_id\nr,Reach,q,p\n"])
        #expect(rows.areas.first?.name == "Reach" && rows.areas.first?.spans == places.areas.first?.spans)
        let error = #expect(throws: InputError.self) { _ = try load("areas: [{id: x, from: {id: nobody}, to: 2km}]") }
        #expect(error?.problem == "area \"x\" ends at \"nobody\", which is not a facility of the study")
    }

    /// Posts that count from the other end: km 100 at 0 and km 0 at 100 km of line, straight between them.
    @Test func measuresAreThoseOfTheKilometrePosts() throws {
        let posts = "id,measure_m,posted_km\na,0,100\nb,100000,0\n"
        let data = try load(
            "kilometre_posts: k.csv\nareas: [{id: x, from: 20km, to: 50km}]\nobservations: [{epoch: a, from: 60km, to: 90km}]",
            ["k.csv": posts])
        #expect(data.areas.first?.spans == MeasureSpanSet(MeasureSpan(Measure(50_000), Measure(80_000))))
        #expect(data.observations.first?.extent == .spans(MeasureSpanSet(MeasureSpan(Measure(10_000), Measure(40_000)))))
        let error = #expect(throws: InputError.self) {
            _ = try load("kilometre_posts: k.csv\nareas: [{id: x, from: 20km, to: 150km}]", ["k.csv": posts])
        }
        #expect(error?.problem.hasPrefix("km 150 is beyond the kilometre posts, which go from 0 to 100") == true)
    }

    @Test(arguments: [("12mi", 19_312.128), ("300ft", 91.44), ("40yd", 36.576), ("3nmi", 5556), ("1.5 km", 1500), ("2m", 2)])
    func lengthsInOtherUnits(text: String, metres: Double) throws {
        #expect(abs((try #require(Metres(parsing: text))).value - metres) < 1e-4)
        #expect(Metres(parsing: "12") == nil && Metres(parsing: "12 miles") == nil && Metres(parsing: "mi") == nil)
    }

    @Test func wordsOfTheBuiltInBorderAreDataOfItAlone() throws {
        let own = try Study(yaml: Self.head, file: "s.yaml").words
        #expect(own.inward.name == nil && own.splitDate == nil && own.places.isEmpty && own.languages == ["en"])
        #expect(own.vocabulary.banks.map(\.rawValue) == ["inward", "outward"])
        let dcw = try Study(yaml: "format: border-study/1\nid: a\nepochs: [{id: e, date: 2020-01-01}]", file: "s.yaml")
        #expect(dcw.words.inward.name?.english == "DPRK" && dcw.words.splitWords == "March 2020")
        #expect(dcw.words.vocabulary.banks.map(\.rawValue) == ["dprk", "china", "russia"])
        // Context goes with published figures, which this study does not cite.
        #expect(dcw.context.isEmpty)
    }

    static let faults: [(String, String)] = [
        ("vocabulary: {layers: [a, a]}", "class \"a\" is given more than once"),
        ("vocabulary: {kinds: [all]}", "class \"all\" is not usable as an id"),
        ("vocabulary: {layers: [{id: a, colour: red}]}", "\"red\" is not a colour"),
        ("vocabulary: {layers: [{id: a, symbol: star}]}", "symbol \"star\" is none for this class"),
        ("vocabulary: {banks: [{id: a, counts: false}]}", "no bank counts"),
        ("places: [{name: a, at: [200, 0]}]", "a place needs a position of longitude and latitude"),
        ("split_date: soon", "\"soon\" is not a date"),
        ("fences: {file: a, set: {colour: red}}", "set: there is no field \"colour\""),
        ("fences: {file: a, ids: maybe}", "ids \"maybe\" is not known"),
        ("languages: [fr]", "languages holds one that reports do not have"),
    ]

    @Test(arguments: faults) func whatCannotBeIsRefused(yaml: String, problem: String) {
        let error = #expect(throws: InputError.self) { _ = try Study(yaml: Self.head + yaml, file: "study.yaml") }
        #expect(error?.problem == problem)
        #expect(error?.remedy.isEmpty == false)
    }
}
