import BorderGeo
import Foundation
import Testing

/// The keys that the reader takes, those of the schemas and those of docs/study.md are one list.
@Suite struct StudyKeysTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

    /// A text whose mapping at a place has the key `zzz`, which no mapping has: the error lists those that it has.
    static let study: [(pointer: String, text: String)] = {
        let head = "format: border-study/1\nid: a\n"
        let epoch = "epochs: [{id: e, date: 2020-01-01}]\n"
        return [
            ("", head + epoch + "zzz: 1"), ("$defs/area", head + "areas: [{id: a, from: 1km, to: 2km, zzz: 1}]"),
            ("$defs/span", head + "areas: [{id: a, spans: [{from: 1km, to: 2km, zzz: 1}]}]"),
            ("$defs/epoch", head + "epochs: [{id: e, date: 2020-01-01, zzz: 1}]"),
            ("$defs/observation", head + epoch + "observations: [{epoch: e, from: 1km, to: 2km, zzz: 1}]"),
            ("$defs/corridor", head + epoch + "corridor: {zzz: 1km}"), ("$defs/file", head + epoch + "fences: {file: a, zzz: 1}"),
            ("$defs/vocabulary", head + epoch + "vocabulary: {zzz: 1}"),
            ("$defs/layer_class", head + epoch + "vocabulary: {layers: [{id: a, zzz: 1}]}"),
            ("$defs/kind_class", head + epoch + "vocabulary: {kinds: [{id: a, zzz: 1}]}"),
            ("$defs/material_class", head + epoch + "vocabulary: {materials: [{id: a, zzz: 1}]}"),
            ("$defs/bank_class", head + epoch + "vocabulary: {banks: [{id: a, zzz: 1}]}"),
            ("$defs/sides", head + epoch + "sides: {zzz: 1}"),
            ("$defs/side", head + epoch + "sides: {inward: {zzz: 1}}"), ("$defs/ends", head + epoch + "ends: {zzz: 1}"),
            ("$defs/place", head + epoch + "places: [{name: a, at: [1, 2], zzz: 1}]"),
            ("$defs/basis_notes", head + epoch + "basis_notes: {zzz: 1}"),
            ("$defs/series", head + epoch + "context: [{file: a, title: b, zzz: 1}]"),
        ]
    }()

    static let claims: [(pointer: String, text: String)] = {
        let head = "format: border-claims/1\n"
        return [
            ("", head + "zzz: 1"),
            ("$defs/claim", head + "claims: [{id: a, measurand: count, value: 1, significant_figures: 1, zzz: 1}]"),
            ("$defs/quantity", head + "quantities: [{id: a, of: all, area: b, count: 1, length: 1m, zzz: 1}]"),
            ("$defs/statement", head + "statements: [{id: a, says: b, zzz: 1}]"),
            ("$defs/contradiction", head + "contradictions: [{id: a, cause: b, sentence: c, zzz: 1}]"),
            ("$defs/published_length", head + "lengths: [{id: a, segments: [b], length: 1m, zzz: 1}]"),
            ("$defs/total", head + "totals: [{id: a, segments: [b], zzz: 1}]"),
        ]
    }()

    static let plans: [(pointer: String, text: String)] = [
        ("", "format: border-batch/1\nstudies: [six-areas]\nzzz: 1"),
        ("$defs/study", "format: border-batch/1\nstudies: [{study: six-areas, zzz: 1}]"),
        ("$defs/grid", "format: border-batch/1\nstudies: [six-areas]\ngrid: {zzz: 1}"),
    ]

    static let recipes: [(pointer: String, text: String)] = {
        let head =
            "format: border-recipe/1\nid: a\nseed: 1\nareas: [{id: one, from: 1km, to: 2km}]\nepochs: [{id: e, date: 2020-01-01}]\n"
        let fence = "fences: [{id: f}]\n"
        return [
            ("", head + "zzz: 1"), ("$defs/image", head + "images: [{area: one, date: 2019-01-01, zzz: 1}]"),
            ("$defs/fence_group", head + "fences: [{id: f, zzz: 1}]"),
            ("$defs/facility_group", head + fence + "facilities: [{kind: camera, count: 1, zzz: 1}]"),
            ("$defs/detection_run", head + "detections: [{annotator: m, epoch: e, zzz: 1}]"),
            ("$defs/opening", head + "fences: [{id: f, openings: [{from: 1km, to: 2km, zzz: 1}]}]"),
            ("$defs/range", head + "fences: [{id: f, offset: {from: 1m, to: 2m, zzz: 1}}]"),
            ("$defs/shift", head + "detections: [{annotator: m, epoch: e, shift: {zzz: 1}}]"),
        ]
    }()

    private func known(_ read: () throws -> Void, _ text: String) throws -> [String] {
        do {
            try read()
            Issue.record("accepted: \(text)")
            return []
        } catch let error as InputError {
            let remedy = error.remedy.description
            #expect(error.problem == "unknown key \"zzz\"", "\(error) in \(text)")
            let list = try #require(remedy.firstRange(of: "Known keys here: "))
            return remedy[list.upperBound...].dropLast().split(separator: ", ").map(String.init).sorted()
        }
    }

    private func schema(_ name: String) throws -> [String: Any] {
        let text = try #require(FileSchema.text(name))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func keys(_ schema: [String: Any], at pointer: String) throws -> [String] {
        var node = schema
        for part in pointer.split(separator: "/") { node = try #require(node[String(part)] as? [String: Any], "\(pointer)") }
        return try #require(node["properties"] as? [String: Any]).keys.sorted()
    }

    @Test func theReaderOfStudiesTakesTheKeysOfItsSchema() throws {
        let schema = try schema("study")
        for (pointer, text) in Self.study {
            let read = try known({ _ = try Study(yaml: text, file: "study.yaml") }, text)
            #expect(read == (try keys(schema, at: pointer)), "\(pointer)")
        }
    }

    @Test func theReaderOfClaimsTakesTheKeysOfItsSchema() throws {
        let schema = try schema("claims")
        for (pointer, text) in Self.claims {
            let read = try known({ _ = try ClaimFile.register(yaml: text, file: "claims.yaml") }, text)
            #expect(read == (try keys(schema, at: pointer)), "\(pointer)")
        }
    }

    @Test func theReaderOfPlansTakesTheKeysOfItsSchema() throws {
        let schema = try schema("plan")
        for (pointer, text) in Self.plans {
            let read = try known({ _ = try BatchPlan(yaml: text, file: "plan.yaml") }, text)
            #expect(read == (try keys(schema, at: pointer)), "\(pointer)")
        }
    }

    @Test func theReaderOfRecipesTakesTheKeysOfItsSchema() throws {
        let schema = try schema("recipe")
        for (pointer, text) in Self.recipes {
            let read = try known({ _ = try SimulationRecipe(yaml: text, file: "recipe.yaml") }, text)
            #expect(read == (try keys(schema, at: pointer)), "\(pointer)")
        }
    }

    /// Every mapping of a schema has a table on the page, with its keys, defaults and examples.
    @Test(arguments: ["study", "claims", "plan", "recipe"])
    func thePageHasTheKeysOfTheSchema(name: String) throws {
        let page = try String(contentsOf: Self.root.appending(path: "docs/study.md"), encoding: .utf8)
        let schema = try schema(name)
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        // Tables of study files hold for recipes too.
        let shared =
            name == "recipe"
            ? [
                "epoch", "corridor", "vocabulary", "layer_class", "kind_class", "material_class", "bank_class", "sides", "side",
                "ends", "place", "basis_notes",
            ] : []
        let pointers =
            [""]
            + definitions.filter { $0.value["properties"] != nil && !shared.contains($0.key) }.keys.map { "$defs/\($0)" }.sorted()
        for pointer in pointers {
            let mark = "<!-- keys \(name)\(pointer.isEmpty ? "" : " \(pointer)") -->\n"
            let start = try #require(page.range(of: mark), "\(mark)")
            let end = try #require(page.range(of: "<!-- end -->", range: start.upperBound..<page.endIndex))
            let rows = page[start.upperBound..<end.lowerBound].split(separator: "\n").dropFirst(2)
            let onPage = rows.map { $0.split(separator: "`").dropFirst().first.map(String.init) ?? "" }
            #expect(onPage.sorted() == (try keys(schema, at: pointer)), "\(pointer)")
            for row in rows {
                let cells = row.replacing("\\|", with: "/").split(separator: "|", omittingEmptySubsequences: false)
                #expect(cells.count == 7 && !cells[2].allSatisfy { $0 == " " } && !cells[3].allSatisfy { $0 == " " }, "\(row)")
            }
        }
    }

    @Test func theSchemaOfEveryFileIsShipped() {
        for name in ["study", "recipe", "plan", "claims", "report", "coverage", "common"] {
            #expect(FileSchema.names.contains(name))
        }
        #expect(FileSchema.text("nothing") == nil)
    }
}
