import BorderGeo
import Foundation
import TestSupport
import Testing

/// `simulate` as a user runs it.
@Suite struct SimulateCommandTests {
    private static let recipe = Fixtures.path("studies/hoeryong/recipe.yaml")

    @Test func aRecipeGivesAStudyThatTheOtherCommandsRead() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try Tool.run(["simulate", Self.recipe, "-o", folder.path("study")])
        #expect(run.exitCode == 0)
        #expect(run.stdout == "")
        #expect(run.stderr.hasPrefix("Wrote study.yaml, fences.geojson, facilities.geojson, patrol_paths.geojson, detections-"))
        #expect(run.stderr.hasSuffix("all positions are made up.\n"))
        let own = try Tool.run(["change", folder.path("study"), "--format", "json"])
        #expect(own.exitCode == 0)
        #expect(own.stdoutData == (try Tool.run(["change", "hoeryong", "--format", "json"])).stdoutData)
    }

    @Test func anotherSeedMovesEverythingAndKeepsTheTotals() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let run = try Tool.run(["simulate", Self.recipe, "-o", folder.path("s"), "--seed", "99", "--quiet"])
        #expect(run.exitCode == 0)
        #expect(run.stderr == "")
        let fixture = try Data(contentsOf: URL(filePath: Fixtures.path("studies/hoeryong/facilities.geojson")))
        #expect(try Data(contentsOf: URL(filePath: folder.path("s/facilities.geojson"))) != fixture)
        let text = try Tool.run(["report", folder.path("s")]).stdout
        for phrase in [
            "from 5 to 174", "9.2 km of new (published: 9.2 km) and 9.5 km of upgraded fence line", "SYNTHETIC POSITIONS",
        ] {
            #expect(text.contains(phrase), "\(phrase)")
        }
    }

    @Test func aRecipeThatCannotBeLeavesNothingBehind() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let recipe = """
            format: border-recipe/1
            id: x
            seed: 1
            areas: [{id: a, from: 10km, to: 12km}]
            epochs: [{id: e, date: 2020-01-01}]
            fences: [{id: f, border: 5km}]
            """
        let run = try Tool.run(["simulate", "-", "-o", folder.path("s")], stdin: Data(recipe.utf8))
        #expect(run.exitCode == 65)
        #expect(run.stderr.contains("f is to stand along 5000 m of border in a, where it has room along 1940 m"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("s")))
        let wrong = try Tool.run(["simulate", "-", "-o", folder.path("s")], stdin: Data((recipe + "\nseeed: 2").utf8))
        #expect(wrong.exitCode == 65)
        #expect(wrong.stderr.contains("<stdin>, line 7"), "\(wrong.stderr)")
        #expect(wrong.stderr.contains("Did you mean `seed`?"))
    }
}
