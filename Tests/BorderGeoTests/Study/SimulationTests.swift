import BorderGeo
import Foundation
import TestSupport
import Testing

private let head = """
    format: border-recipe/1
    id: training
    seed: 7
    areas: [{id: one, from: 500km, to: 530km}, {id: two, from: 1000km, to: 1012km}]
    epochs: [{id: a, date: 2019-06-01}, {id: b, date: 2022-06-01}]
    baseline: a
    comparison: b

    """

private func simulate(_ text: String, seed: UInt64? = nil) throws -> Simulation {
    var recipe = try SimulationRecipe(yaml: head + text, file: "recipe.yaml")
    if let seed { recipe.seed = seed }
    return try Simulation(recipe, border: .builtinDCW())
}

/// What metrics count of fences: by the locator that every study goes through.
private func located(_ fences: [FenceLine], on route: Route? = nil) throws -> (line: Double, border: Double) {
    let locator = FenceLocator(route: try route ?? Border.builtinDCW().route)
    let events = fences.flatMap { locator.locate($0.parts).events }
    return (events.reduce(0) { $0 + $1.fenceLine.value }, MeasureSpanSet(events.map(\.span)).length.value)
}

@Suite struct SimulationTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func totalsHoldWhateverTheSeed(seed: UInt64) throws {
        let simulation = try simulate(
            """
            fences:
              - {id: first, border: 31.5km, line: 36km, openings: 5, upgraded: {from: 2020-05-01, to: 2021-05-01}}
              - {id: filled, fills: first, border: {one: 4km, two: 2km}, line: 7km, built: 2021-01-01}
              - {id: behind, layer: secondary, behind: first, along: [first, filled], line: 46km, offset: {from: 15m, to: 150m}}
            facilities:
              - {kind: guard_post, count: 250}
              - {kind: watchtower, count: {one: 11, two: 3}, along: [first], spacing: clustered}
            """, seed: seed)
        func group(_ id: String) -> [FenceLine] { simulation.fences.filter { $0.id.hasPrefix(id + "-") } }
        let first = try located(group("first"))
        #expect(abs(first.line - 36_000) < 0.1 && abs(first.border - 31_500) < 1, "seed \(seed): \(first)")
        let filled = try located(group("filled"))
        #expect(abs(filled.line - 7000) < 0.1, "seed \(seed): \(filled)")
        let both = try located(group("first") + group("filled"))
        #expect(abs(both.border - 37_500) < 1, "seed \(seed): \(both)")
        let behind = try located(group("behind"))
        #expect(abs(behind.line - 46_000) < 0.1, "seed \(seed): \(behind)")
        #expect(simulation.facilities.count == 264, "seed \(seed)")
        let route = try Border.builtinDCW().route
        let towers = simulation.facilities.filter { $0.kind == .watchtower }.map { route.locate($0.position).measure }
        #expect(towers.count { $0 < Measure(530_000) && $0 >= Measure(500_000) } == 11, "seed \(seed)")
        #expect(towers.count { $0 < Measure(1_012_000) && $0 >= Measure(1_000_000) } == 3, "seed \(seed)")
        #expect(Set(simulation.facilities.map(\.id)).count == 264, "seed \(seed)")
    }

    /// Deep behind a border full of tight bends, with and without teeth, by GEOS in the plane of longitude and latitude.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func noFenceEverCrossesItself(seed: UInt64) throws {
        var recipe = try SimulationRecipe(
            yaml: """
                format: border-recipe/1
                id: bends
                seed: 1
                areas: [{id: one, from: 600km, to: 640km}, {id: two, from: 905km, to: 945km}]
                epochs: [{id: a, date: 2019-06-01}]
                corridor: {inward: 3km, outward: 1km}
                fences:
                  - {id: first, border: 62km, openings: 8, offset: {from: 20m, to: 90m}, line: 70km}
                  - {id: behind, layer: secondary, behind: first, along: [first], border: 56km, offset: {from: 15m, to: 250m}, line: 62km}
                  - {id: deep, layer: tertiary, offset: {from: 300m, to: 900m}}
                  - {id: across, bank: china, offset: {from: 10m, to: 300m}}
                patrol_paths: [{id: path, behind: behind, offset: {from: 4m, to: 60m}}]
                """, file: "recipe.yaml")
        recipe.seed = seed
        let simulation = try Simulation(recipe, border: .builtinDCW())
        let lines = simulation.fences.map { ($0.id, $0.parts) } + simulation.patrolPaths.map { ($0.id, $0.parts) }
        #expect(lines.count > 20, "seed \(seed)")
        for (id, parts) in lines {
            let plane = parts.map { Polyline($0.positions.map { PlanarPoint(easting: $0.longitude, northing: $0.latitude) }) }
            #expect(try PlanarGeometry.multiLineString(plane).isSimple(), "seed \(seed): \(id)")
        }
        let first = try located(simulation.fences.filter { $0.id.hasPrefix("first-") })
        #expect(abs(first.line - 70_000) < 0.1, "seed \(seed): \(first)")
    }

    /// Classes and words of its own go into the study, which reads them; others are refused with the list.
    @Test func aRecipeHasAVocabularyOfItsOwn() throws {
        let words = """
            vocabulary:
              layers: [{id: wall, label: sea walls, colour: "#336699"}, {id: net, symbol: dashed}]
              kinds: [{id: radar, label: {en: radars, ko: 레이더}}, light]
            sides: {inward: {name: Land}}

            """
        let simulation = try simulate(
            words + """
                fences: [{id: f, border: 20km}, {id: n, layer: net, border: 5km}]
                facilities: [{kind: radar, count: 30}, {kind: light, count: 10}]
                detections: [{annotator: m, epoch: b, kinds: [radar, light], recall: 0.9, precision: 0.8, confusion: 0.1}]
                """)
        #expect(Set(simulation.fences.map(\.layer.rawValue)) == ["wall", "net"])
        #expect(Set(simulation.facilities.map(\.kind.rawValue)) == ["radar", "light"])
        #expect(Set(simulation.detections[0].detections.map(\.kind.rawValue)) == ["radar", "light"])
        let text = String(decoding: try simulation.files()[0].bytes, as: UTF8.self)
        let study = try Study(yaml: text, file: "study.yaml")
        #expect(study.words.vocabulary.layers.map(\.rawValue) == ["wall", "net"])
        #expect(study.words.vocabulary.kinds.map(\.rawValue) == ["radar", "light", "other"])
        #expect(study.words.inward.name?.english == "Land")
        #expect(text.contains("레이더") && text.contains("336699"), "\(text)")
        let error = #expect(throws: InputError.self) {
            try simulate(words + "fences: [{id: f}]\nfacilities: [{kind: guard_post, count: 3}]")
        }
        #expect(error?.remedy.description.contains("radar, light, other") == true)
    }

    @Test func theRecipeOfTheReadmeWorks() throws {
        let page = try String(contentsOfFile: Fixtures.path("studies/README.md"), encoding: .utf8)
        let recipe = try #require(page.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
        let simulation = try Simulation(SimulationRecipe(yaml: recipe, file: "README.md"), border: .builtinDCW())
        let old = try located(simulation.fences.filter { $0.id.hasPrefix("old-") })
        #expect(abs(old.line - 34_000) < 0.1 && abs(old.border - 30_000) < 1, "\(old)")
        #expect(simulation.facilities.count == 328)
        #expect(simulation.detections.first?.detections.count == 318)  // 270 of 300 found; 270 / 318 = 0.85
    }

    @Test func theSameSeedGivesTheSameBytesAndAnotherDoesNot() throws {
        let text = "fences: [{id: f, border: 20km, openings: 3}]\nfacilities: [{kind: guard_post, count: 40}]"
        let a = try simulate(text).files()
        let b = try simulate(text).files()
        let c = try simulate(text, seed: 8).files()
        #expect(a.map(\.name) == ["study.yaml", "fences.geojson", "facilities.geojson"])
        #expect(a.map(\.bytes) == b.map(\.bytes))
        #expect(a[2].bytes != c[2].bytes)
    }

    @Test func datesComeFromTheImagesThatShowThem() throws {
        let simulation = try simulate(
            """
            images:
              - {area: one, date: 2019-06-05, epoch: a}
              - {area: one, date: 2020-10-10}
              - {area: one, date: 2022-05-20, epoch: b, unseen: 0.1, patches: 2}
              - {area: two, date: 2022-01-01, epoch: b}
            fences: [{id: f, built: {from: 2020-01-01, to: 2020-09-30}, removed: 2022-02-02, border: {one: 20km}}]
            """)
        #expect(simulation.fences.allSatisfy { $0.lifetime.validFrom == CalendarDate("2020-10-10") })
        #expect(simulation.fences.allSatisfy { $0.lifetime.absentOn == CalendarDate("2019-06-05") })
        #expect(simulation.fences.allSatisfy { $0.lifetime.validTo == CalendarDate("2022-05-20") })
        guard case .inline(let rows) = simulation.study.observations else {
            Issue.record("no observations")
            return
        }
        func length(_ epoch: String, _ state: Observation.State) -> Double {
            rows.filter { $0.epoch == epoch && $0.state == state }.reduce(0) {
                if case .spans(let spans) = $1.extent { $0 + spans.length.value } else { $0 }
            }
        }
        #expect(abs(length("a", .observed) - 30_000) < 0.01)
        #expect(abs(length("b", .observed) - (27_000 + 12_000)) < 0.01)
        #expect(abs(length("b", .inconclusive) - 3000) < 0.01)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func detectionsCarryThePlantedErrors(seed: UInt64) throws {
        let simulation = try simulate(
            """
            fences: [{id: f}]
            facilities: [{kind: guard_post, count: 180}, {kind: watchtower, count: 20}]
            detections:
              - {annotator: m, epoch: b, recall: 0.9, precision: 0.8, confusion: 0.05, shift: {east: 4m, north: -3m}, sigma: 2m, max_error: 5m, spurious_distance: 80m}
            """, seed: seed)
        let found = try #require(simulation.detections.first).detections
        let facilities = Dictionary(uniqueKeysWithValues: simulation.facilities.map { ($0.id, $0) })
        let right = found.filter { $0.truth != nil }
        #expect(right.count == 180, "seed \(seed)")  // 0.9 of 200
        #expect(found.count - right.count == 45, "seed \(seed)")  // 180 / 225 = 0.8
        #expect(Set(right.compactMap(\.truth)).count == 180, "seed \(seed)")
        let geodesic = Geodesic()
        var confused = 0
        for detection in right {
            let truth = try #require(facilities[detection.truth ?? ""])
            if truth.kind != detection.kind { confused += 1 }
            // At most the shift (5 m) and the cut of the noise (5 m).
            #expect(geodesic.distance(truth.position, detection.position).value < 10.02, "seed \(seed)")
        }
        #expect(confused == 9, "seed \(seed)")
        for detection in found where detection.truth == nil {
            let nearest = simulation.facilities.map { geodesic.distance($0.position, detection.position).value }.min() ?? 0
            #expect(nearest > 80, "seed \(seed)")
        }
    }

    @Test func aBorderOfOnesOwnGoesWithTheStudy() throws {
        let line = [GeoPosition(longitude: 10, latitude: 50), GeoPosition(longitude: 10.5, latitude: 50.1)]
        let own = try Border(
            features: [Feature(geometry: .lineString(Polyline(line)))],
            source: BorderSource(origin: .file("mine.geojson"), title: "mine"))
        let recipe = try SimulationRecipe(
            yaml: """
                format: border-recipe/1
                id: own
                seed: 1
                border: mine.geojson
                areas: [{id: x, from: 2km, to: 12km}]
                epochs: [{id: e, date: 2020-01-01}]
                fences: [{id: f, line: 11km}]
                """, file: "recipe.yaml")
        let simulation = try Simulation(recipe, border: own)
        #expect(simulation.study.border == "border.geojson")
        #expect(try simulation.files().map(\.name) == ["study.yaml", "border.geojson", "fences.geojson"])
        #expect(try abs(located(simulation.fences, on: own.route).line - 11_000) < 0.1)
    }

    @Test(arguments: [
        ("too much border", "fences: [{id: f, border: 43km}]", "has room along"),
        ("too short a line", "fences: [{id: f, line: 30km}]", "it can be from"),
        ("too long a line", "fences: [{id: f, line: 90km}]", "it can be from"),
        (
            "no image shows it", "images: [{area: one, date: 2020-01-01}]\nfences: [{id: f, built: 2021-01-01}]",
            "no image of one shows"
        ),
        (
            "no fence in the area", "fences: [{id: f, border: {one: 9km}}]\nfacilities: [{kind: camera, count: {two: 1}}]",
            "no fence to place facilities along"
        ),
        ("unknown key", "fences: [{id: f, lenght: 3km}]", "unknown key \"lenght\""),
        ("unknown area", "fences: [{id: f, border: {three: 3km}}]", "unknown key \"three\""),
        ("unknown group", "fences: [{id: f, behind: g}]", "no group before this one"),
        ("id twice", "fences: [{id: f}, {id: f}]", "given more than once"),
        ("bare number", "fences: [{id: f, line: 36}]", "not a length with a unit"),
        ("negative count", "fences: [{id: f}]\nfacilities: [{kind: camera, count: -1}]", "is not a count"),
        ("a share above 1", "detections: [{annotator: m, epoch: a, recall: 90}]", "between 0 and 1"),
        ("precision 0", "detections: [{annotator: m, epoch: a, precision: 0}]", "precision of 0"),
        ("both border and places", "fences: [{id: f, border: 3km, openings: [{from: 501km, to: 502km}]}]", "are given both"),
        ("dates the wrong way", "fences: [{id: f, built: {from: 2021-01-01, to: 2020-01-01}}]", "from not after to"),
    ])
    func whatCannotBeIsRefusedWithAReason(name: String, text: String, problem: String) throws {
        let error = #expect(throws: InputError.self) { try simulate(text) }
        #expect(error?.problem.contains(problem) == true, "\(name): \(String(describing: error))")
        #expect(error?.remedy.isEmpty == false)
    }
}
