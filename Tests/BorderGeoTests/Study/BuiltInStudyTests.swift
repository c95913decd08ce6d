import BorderGeo
import Foundation
import TestSupport
import Testing

/// Published totals, as the register of published figures has them; the metrics must give them from the positions alone.
@Suite struct BuiltInStudyTests {
    private struct Results {
        var data: StudyData
        var model: ReportModel

        init(_ name: String) throws {
            data = try StudyLoader().load(name)
            model = try ReportModel(data)
        }

        func coverage(_ epoch: String, area: String = "all") throws -> Coverage {
            try #require(model.coverage.first { $0.area == area && $0.epoch == epoch })
        }

        func fences() throws -> FenceChange { try #require(model.changes.first { $0.area == "all" }).fences }

        func count(_ kind: String, _ epoch: String) throws -> Int {
            try #require(model.density.first { $0.area == "all" && $0.kind == kind && $0.epoch == epoch }).count.count
        }

        func spacing(_ epoch: String, _ basis: LengthBasis) throws -> Double {
            let row = try #require(model.density.first { $0.area == "all" && $0.kind == "all" && $0.epoch == epoch })
            return try #require(row.rate(basis)?.spacing).value
        }
    }

    @Test func sixAreasHaveThePublishedLengths() throws {
        let results = try Results("six-areas")
        let before = try results.coverage("2019")
        let after = try results.coverage("2023")
        #expect(before.border == Metres(321_000))
        #expect(before.observed == Metres(321_000))
        #expect(after.observed == Metres(321_000))
        #expect(abs(before.fenced.value - 230_000) < 1, "\(before.fenced)")
        #expect(after.fenced.value > 315_000 && after.fenced.value < 320_000, "almost all: \(after.fenced)")
        let change = try results.fences()
        #expect(abs(change.fenceLine.new.value - 482_000) < 1, "\(change.fenceLine.new)")
        #expect(abs(change.fenceLine.upgraded.value - 260_000) < 1, "\(change.fenceLine.upgraded)")
        #expect(change.fenceLine.removed == .zero)
    }

    @Test func sixAreasHaveThePublishedLayers() throws {
        let results = try Results("six-areas")
        let before = try results.coverage("2019")
        let after = try results.coverage("2023")
        #expect(before.layers.map(\.layer) == [.primary, .secondary, .tertiary])
        #expect(before.layers[1].fenced == .zero && before.layers[2].fenced == .zero, "neither stood in 2019")
        let byCount = after.multiplicity.map(\.border.value)
        #expect(byCount[2] > 0.85 * 321_000, "two layers nearly everywhere: \(byCount)")
        #expect(byCount[3] > 5000 && byCount[3] < 15_000, "three in one small part: \(byCount)")
        let withThree = results.model.coverage.filter {
            $0.epoch == "2023" && $0.area != "all" && $0.multiplicity[3].border > .zero
        }
        #expect(withThree.map(\.area) == ["hoeryong"])
    }

    @Test func sixAreasHaveThePublishedFacilities() throws {
        let results = try Results("six-areas")
        #expect(try results.count("all", "2019") == 341)
        #expect(try results.count("all", "2023") == 6820)
        #expect(try results.count("guard_post", "2019") == 38)
        #expect(try results.count("guard_post", "2023") == 6512)
        // 742 km / 6,820 = 108.798 m; 321 km / 6,820 = 47.067 m.
        #expect(try abs(results.spacing("2023", .fenceLineNewOrUpgraded) - 108.798) < 0.001)
        #expect(try abs(results.spacing("2023", .borderObserved) - 47.067) < 0.001)
        let rows = try #require(results.model.changes.first { $0.area == "all" }).facilities
        #expect(rows.first { $0.kind == "all" }?.factor == 20)
        #expect(rows.allSatisfy { $0.unknown == 0 })
    }

    @Test func hoeryongHasThePublishedFigures() throws {
        let results = try Results("hoeryong")
        let before = try results.coverage("2019")
        #expect(abs(before.border.value - 7400) < 1e-6)
        #expect(before.gaps.map { $0.length.value.rounded() }.contains(210), "the opening at the stream: \(before.gaps)")
        #expect((before.share?.percent ?? 0) > 95, "nearly fully fenced")
        let change = try results.fences()
        #expect(abs(change.fenceLine.new.value - 9200) < 0.1, "\(change.fenceLine.new)")
        #expect(abs(change.fenceLine.upgraded.value - 9500) < 0.1, "\(change.fenceLine.upgraded)")
        #expect(try results.count("all", "2019") == 5)
        #expect(try results.count("watchtower", "2022") == 5)
        #expect(try results.count("guard_post", "2022") == 169)
        #expect(try results.count("all", "2022") == 174)
        // 7.4 km / 5; 18.7 km / 174. Over the 169 new posts it is 110.7 m.
        #expect(try abs(results.spacing("2019", .borderObserved) - 1480) < 0.001)
        #expect(try abs(results.spacing("2022", .fenceLineNewOrUpgraded) - 107.471) < 0.001)
    }

    @Test(arguments: ["hoeryong", "six-areas"])
    func everythingNewWasFirstSeenAfterMarch2020AndIsSynthetic(name: String) throws {
        let data = try StudyLoader().load(name)
        let split = try #require(CalendarDate("2020-03-31"))
        let lifetimes = data.fences.map(\.lifetime) + data.facilities.map(\.lifetime) + data.patrolPaths.map(\.lifetime)
        #expect(lifetimes.compactMap(\.validFrom).allSatisfy { $0 > split })
        #expect(data.fences.compactMap(\.upgradedOn).allSatisfy { $0 > split })
        #expect(data.study.synthetic)
        #expect(data.fences.allSatisfy { $0.provenance.synthetic })
        #expect(data.facilities.allSatisfy { $0.provenance.synthetic })
        #expect(data.patrolPaths.allSatisfy { $0.provenance.synthetic })
    }

    @Test(arguments: ["hoeryong", "six-areas"])
    func theRecipeGivesTheCommittedFiles(name: String) throws {
        let recipe = try SimulationRecipe(reading: Fixtures.path("studies/\(name)/recipe.yaml"))
        let files = try Simulation(recipe, border: .builtinDCW()).files(madeBy: "`geo-tool simulate`")
        for file in files {
            let committed = try Data(contentsOf: URL(filePath: Fixtures.path("studies/\(name)/\(file.name)")))
            #expect(committed == Data(file.bytes), "\(file.name)")
        }
        #expect(files.first?.name == "study.yaml")
    }
}
