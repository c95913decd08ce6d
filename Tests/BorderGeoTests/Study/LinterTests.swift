import BorderGeo
import OrderedCollections
import TestSupport
import Testing

/// A straight border of 20 km along 42 N, so that places can be told by hand: 0.001 degrees of latitude are 111 m.
private func straightBorder() throws -> Border {
    let line = (0...24).map { GeoPosition(longitude: 129 + Double($0) * 0.01, latitude: 42) }
    return try Border(
        features: [Feature(geometry: .lineString(Polyline(line)))], id: "straight",
        source: BorderSource(origin: .file("straight"), title: "straight"), reference: nil)
}

private func point(
    _ x: Double, _ y: Double, _ id: String, _ properties: OrderedDictionary<String, FieldValue> = ["kind": "guard_post"]
) -> Feature {
    Feature(id: id, geometry: .point(GeoPosition(longitude: x, latitude: y)), properties: properties)
}

private func line(
    _ id: String, _ positions: [(Double, Double)], _ properties: OrderedDictionary<String, FieldValue> = ["layer": "primary"]
) -> Feature {
    Feature(
        id: id, geometry: .lineString(Polyline(positions.map { GeoPosition(longitude: $0.0, latitude: $0.1) })),
        properties: properties)
}

@Suite struct LinterTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var rule: String
        var features: [Feature]
        /// Index of the feature that the finding names.
        var index: Int?
        var role: LintRole?
        var testDescription: String { rule }
    }

    static let rows: [Row] = [
        Row(
            rule: "border-spike",
            features: [
                line(
                    "b",
                    [
                        (129.00001, 42.00001), (129.01001, 42.00001), (129.01011, 42.00001), (129.01001, 42.00001),
                        (129.02001, 42.00001),
                    ], [:])
            ], index: 0, role: .border),
        Row(rule: "swapped-axes", features: [point(42.00001, 129.1, "a")], index: 0, role: .facilities),
        Row(rule: "off-earth", features: [point(1291, 42.00001, "a")], index: 0, role: .facilities),
        Row(rule: "null-island", features: [point(0, 0, "a")], index: 0, role: .facilities),
        Row(rule: "duplicate-id", features: [point(129.00001, 42.00001, "a"), point(129.10001, 42.00001, "a")], index: 1),
        Row(
            rule: "dates-reversed",
            features: [
                point(129.00001, 42.00001, "a", ["kind": "camera", "valid_from": "2020-01-01", "valid_to": "2019-01-01"])
            ], index: 0),
        Row(
            rule: "wrong-value", features: [point(129.00001, 42.00001, "a", ["kind": "camera", "valid_from": "2019-02-31"])],
            index: 0),
        Row(rule: "unknown-value", features: [point(129.00001, 42.00001, "a", ["kind": "igloo"])], index: 0),
        Row(rule: "synonym", features: [point(129.00001, 42.00001, "a", ["kind": "망루"])], index: 0),
        Row(
            rule: "no-geometry",
            features: [point(129.00001, 42.00001, "a"), Feature(id: "b", geometry: nil, properties: ["kind": "camera"])], index: 1
        ),
        Row(
            rule: "no-id",
            features: [
                Feature(geometry: .point(GeoPosition(longitude: 129.00001, latitude: 42.00001)), properties: ["kind": "camera"])
            ], index: 0),
        Row(rule: "kind-missing", features: [point(129.00001, 42.00001, "a", [:])], index: 0, role: .facilities),
        Row(rule: "layer-missing", features: [line("a", [(129.01, 42.001), (129.05, 42.001)], [:])], index: 0, role: .fences),
        Row(rule: "date-shaped-id", features: [point(129.00001, 42.00001, "2019-02-31")], index: 0),
        Row(
            rule: "mixed-type",
            features: [
                point(129.00001, 42.00001, "a", ["kind": "camera", "n": 1]),
                point(129.10001, 42.00001, "b", ["kind": "camera", "n": "x"]),
            ], index: 1),
        Row(rule: "untidy-text", features: [point(129.00001, 42.00001, "a", ["kind": "camera", "note": " x"])], index: 0),
        Row(
            rule: "date-form", features: [point(129.00001, 42.00001, "a", ["kind": "camera", "valid_from": "2019/03/31"])],
            index: 0),
        Row(rule: "duplicate-point", features: [point(129.00001, 42.00001, "a"), point(129.000015, 42.000015, "b")], index: 1),
        Row(rule: "duplicate-feature", features: [point(129.00001, 42.00001, "a"), point(129.00001, 42.00001, "a")], index: 1),
        Row(rule: "coarse-coordinates", features: [point(129.1, 42.01, "a"), point(129.2, 42.001, "b")], index: nil),
        Row(rule: "short-line", features: [line("a", [(129.01, 42.001)])], index: 0),
        Row(rule: "repeated-vertex", features: [line("a", [(129.01, 42.001), (129.01, 42.001), (129.05, 42.001)])], index: 0),
        Row(rule: "long-edge", features: [line("a", [(129.01, 42.001), (129.08, 42.001)])], index: 0),
        Row(
            rule: "self-intersection",
            features: [line("a", [(129.01, 42.001), (129.03, 42.003), (129.03, 42.001), (129.01, 42.003)])], index: 0),
        Row(rule: "outside-corridor", features: [point(129.10001, 42.01, "a")], index: 0),
        Row(rule: "beyond-end", features: [point(129.30001, 42.00001, "a")], index: 0),
        Row(rule: "fence-off-border", features: [line("a", [(129.01, 42.2), (129.05, 42.2)])], index: 0),
        Row(rule: "fence-crosses-border", features: [line("a", [(129.01, 41.999), (129.05, 42.001)])], index: 0),
        Row(
            rule: "same-layer-overlap",
            features: [line("a", [(129.01, 41.999), (129.05, 41.999)]), line("b", [(129.04, 41.998), (129.08, 41.998)])], index: 1
        ),
        Row(
            rule: "ends-nearly-meet",
            features: [line("a", [(129.01, 41.999), (129.05, 41.999)]), line("b", [(129.0501, 41.999), (129.08, 41.999)])],
            index: 1
        ),
    ]

    /// 0.0001 degrees are 8 m there; the second fence's end moves onto the first's. Other layers, ends that meet, and a line's own two ends are left alone.
    @Test func endsThatNearlyMeetAreSnapped() throws {
        let features = [
            line("a", [(129.01, 41.999), (129.05, 41.999)]), line("b", [(129.08, 41.999), (129.0501, 41.999)]),
            line("c", [(129.0501, 41.9991), (129.08, 41.9985)], ["layer": "secondary"]),
            line("d", [(129.08, 41.999), (129.09, 41.9992), (129.0801, 41.9991)]),
        ]
        let linter = Linter(border: try straightBorder())
        let report = linter.lint(features, findings: [], name: "x.geojson")
        #expect(report.findings.filter { $0.rule == "ends-nearly-meet" }.map(\.place.id) == ["b"])
        let (fixed, repairs) = LintFixer(border: try straightBorder()).fix(report)
        #expect(repairs.first { $0.rule == "ends-nearly-meet" }?.count == 1)
        #expect(fixed[1] == line("b", [(129.08, 41.999), (129.05, 41.999)]))
        #expect(fixed[2] == features[2] && fixed[3] == features[3])
        #expect(!linter.lint(fixed, findings: [], name: "x.geojson").findings.contains { $0.rule == "ends-nearly-meet" })
    }

    @Test(arguments: rows)
    func everyRuleFindsItsCaseWithItsPlace(row: Row) throws {
        let report = Linter(border: try straightBorder(), role: row.role).lint(row.features, findings: [], name: "x.geojson")
        let hits = report.findings.filter { $0.rule == row.rule }
        #expect(!hits.isEmpty, "\(report.findings.map(\.rule))")
        #expect(hits.first?.place.feature == row.index)
        #expect(hits.allSatisfy { $0.severity == LintRule.all.first { $0.id == row.rule }?.severity })
        #expect(hits.allSatisfy { $0.sentence.hasSuffix(".") && $0.place.file == "x.geojson" })
    }

    @Test func soundDataHasNoFindings() throws {
        let features = [
            point(129.012345, 41.998765, "a", ["kind": "guard_post", "valid_from": "2019-03-31"]),
            point(129.112345, 41.998765, "b", ["kind": "watchtower", "confidence": 0.9]),
        ]
        #expect(Linter(border: try straightBorder()).lint(features, findings: [], name: "x").findings.isEmpty)
        let fences = [
            line("a", [(129.0123456, 41.9991234), (129.0523456, 41.9991234)]),
            line("b", [(129.0123456, 41.9981234), (129.0523456, 41.9981234)], ["layer": "secondary"]),
        ]
        #expect(Linter(border: try straightBorder()).lint(fences, findings: [], name: "x").findings.isEmpty)
    }

    @Test func recordsThatFollowEachOtherInTimeAreNoDuplicates() throws {
        let features = [
            point(129.012345, 41.998765, "a", ["kind": "guard_post", "valid_to": "2020-01-01"]),
            point(129.012345, 41.998765, "b", ["kind": "guard_post", "valid_from": "2020-01-01"]),
        ]
        #expect(Linter(border: nil).lint(features, findings: [], name: "x").findings.isEmpty)
    }

    @Test func brokenRecordsAreAllToldAndTheRestIsLookedAt() throws {
        let text = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":"a","properties":{"kind":"camera"},"geometry":{"type":"Point","coordinates":["129",42]}},
            {"type":"Feature","id":"b","properties":{"kind":"igloo"},"geometry":{"type":"Point","coordinates":[129.012345,41.998765]}},
            {"type":"Feature","id":"c","properties":{"kind":"camera"},"geometry":{"type":"Pont","coordinates":[129,42]}},
            {"type":"Feature","id":"d","properties":{"kind":"camera"},"geometry":{"type":"Point","coordinates":[42.000011,129.000012]}}
            ]}
            """
        let report = try Linter(border: straightBorder()).lint(.bytes(Array(text.utf8), name: "x.geojson"))
        #expect(report.features.count == 4)
        #expect(report.findings.filter { $0.rule == "broken-record" }.map(\.place.feature) == [0, 2])
        #expect(report.findings.filter { $0.rule == "broken-record" }.map(\.place.line) == [2, 4])
        #expect(report.findings.contains { $0.rule == "unknown-value" && $0.place.id == "b" })
        #expect(report.findings.contains { $0.rule == "swapped-axes" && $0.place.id == "d" })
    }

    @Test func manyHitsOfOneRuleAreToldAsTwoHundredAndANumber() throws {
        let features = (0..<1000).map { point(129.01 + Double($0) * 1e-4 + 0.000011, 41.998765, "p\($0)", ["kind": "초소"]) }
        let findings = Linter(border: nil).lint(features, findings: [], name: "x").findings.filter { $0.rule == "synonym" }
        #expect(findings.count == 201)
        #expect(findings.contains { $0.sentence == "800 more of the same." })
    }

    @Test func fixingMendsWhatNeedsNoGuessAndKeepsTheOriginalWords() throws {
        let features = [
            point(42.000011, 129.000012, "2019-01-01", ["kind": " 망루", "valid_from": "2019/03/31", "n": 1]),
            point(129.1, 42, "b", ["kind": "igloo", "valid_from": "2019-02-31", "n": "x"]),
            point(129.1, 42, "b", ["kind": "igloo", "valid_from": "2019-02-31", "n": "x"]),
        ]
        let border = try straightBorder()
        let report = Linter(border: border).lint(features, findings: [], name: "x")
        let (fixed, repairs) = LintFixer(border: border).fix(report)
        #expect(
            fixed == [
                point(
                    129.000012, 42.000011, "id-2019-01-01",
                    ["kind": "watchtower", "valid_from": "2019-03-31", "n": "1", "source_label": "망루"]),
                features[1],
            ])
        #expect(
            Dictionary(uniqueKeysWithValues: repairs.map { ($0.rule, $0.count) }) == [
                "duplicate-feature": 1, "swapped-axes": 1, "date-shaped-id": 1, "untidy-text": 1, "date-form": 1, "synonym": 1,
                "mixed-type": 1,
            ])
        let again = LintFixer(border: border).fix(Linter(border: border).lint(fixed, findings: [], name: "x"))
        #expect(again.features == fixed)
        #expect(again.repairs.isEmpty)
    }

    @Test(
        arguments: [
            ("facilities", [point(129, 42, "a")], LintRole.facilities),
            ("detections", [point(129, 42, "a", ["kind": "camera", "score": 0.5])], .detections),
            ("fences", [line("a", [(129, 42), (129.1, 42)])], .fences),
            ("paths", [line("a", [(129, 42), (129.1, 42)], ["kind": "순찰로"])], .patrolPaths),
            ("rows", [Feature(geometry: nil, properties: ["epoch": "2019", "from_m": 0, "to_m": 5])], .observations),
            ("plain lines", [line("a", [(129, 42), (129.1, 42)], [:])], .features),
            ("plain points", [point(129, 42, "a", [:])], .features),
        ] as [(String, [Feature], LintRole)])
    func rolesAreToldByFields(name: String, features: [Feature], role: LintRole) {
        #expect(Linter().lint(features, findings: [], name: "x").role == role)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func crossingsAreFoundAsBruteForceFindsThem(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            var x = 129.0
            var y = 42.0
            let count = 4 + Int(random.uniform(0...12))
            let positions = (0..<count).map { _ in
                x += random.uniform(-0.002...0.006)
                y += random.uniform(-0.003...0.003)
                return (x, y)
            }
            var crosses = false
            for i in 1..<count {
                for j in (i + 1)..<max(i + 1, count) where j > i + 1 {
                    let (a, b, c, d) = (positions[i - 1], positions[i], positions[j - 1], positions[j])
                    func side(_ p: (Double, Double), _ q: (Double, Double), _ r: (Double, Double)) -> Bool {
                        (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0) > 0
                    }
                    if side(a, b, c) != side(a, b, d), side(c, d, a) != side(c, d, b) { crosses = true }
                }
            }
            let found = Linter().lint([line("a", positions)], findings: [], name: "x").findings.contains {
                $0.rule == "self-intersection"
            }
            #expect(found == crosses, "seed \(seed)")
        }
    }
}
