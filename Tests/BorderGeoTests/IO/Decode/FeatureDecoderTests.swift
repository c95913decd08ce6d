import BorderGeo
import OrderedCollections
import Testing

private let place = GeoGeometry.point(GeoPosition(longitude: 129.75, latitude: 42.43))
private let line = GeoGeometry.lineString(
    Polyline([GeoPosition(longitude: 129.75, latitude: 42.43), GeoPosition(longitude: 129.76, latitude: 42.44)]))

@Suite struct FeatureDecoderTests {
    @Test(arguments: [
        ("guard_post", FacilityKind.guardPost, nil), ("Guard Post", .guardPost, "Guard Post"), ("초소", .guardPost, "초소"),
        ("감시초소", .guardPost, "감시초소"), ("망루", .watchtower, "망루"), ("军营", .garrison, "军营"),
        ("guard tower", .watchtower, "guard tower"), ("CCTV", .camera, "CCTV"),
    ])
    func kindsAreReadInThreeLanguagesAndTheSourceWordIsKept(text: String, kind: FacilityKind, label: String?) throws {
        var decoder = FeatureDecoder(file: "f.geojson")
        let facility = try #require(
            try decoder.facilities([Feature(id: "a", geometry: place, properties: ["kind": .text(text)])]).first)
        #expect(facility.kind == kind)
        #expect(facility.provenance.sourceLabel == label)
        #expect(decoder.findings.isEmpty)
    }

    @Test func aMappingWinsOverSynonymsAndOtherPropertiesTravelOn() throws {
        var mapping = try FieldMapping(parsing: "kind=klass, valid_from = seen")
        mapping.values["kind"] = ["tower": "garrison"]
        var decoder = FeatureDecoder(mapping: mapping)
        let feature = Feature(
            id: "x", geometry: place, properties: ["klass": "tower", "seen": "2021-04-01", "note": "나", "height": 3])
        let facility = try #require(try decoder.facilities([feature]).first)
        #expect(facility.kind == .garrison)
        #expect(facility.provenance.sourceLabel == "tower")
        #expect(facility.lifetime.validFrom == CalendarDate(year: 2021, month: 4, day: 1))
        #expect(facility.extra == ["note": "나", "height": 3])
    }

    @Test func anUnknownKindIsOtherWithAFinding() throws {
        var decoder = FeatureDecoder(file: "f.geojson")
        let facility = try #require(
            try decoder.facilities([Feature(id: "a", geometry: place, properties: ["kind": "igloo"])]).first)
        #expect(facility.kind == .other)
        #expect(facility.provenance.sourceLabel == "igloo")
        #expect(decoder.findings.map(\.rule) == ["unknown-value"])
    }

    @Test(
        arguments: [
            ("not a date", ["valid_from": "2019-02-31"], "which is not a date"),
            ("ends before it starts", ["valid_from": "2021-01-01", "valid_to": "2020-01-01"], "is before valid_from"),
            ("absent after seen", ["valid_from": "2021-01-01", "absent_on": "2021-01-01"], "is not before valid_from"),
            ("confidence beyond 1", ["confidence": 1.5], "outside 0 to 1"),
        ] as [(String, [String: FieldValue], String)])
    func wrongValuesAreRefusedWithTheirPlace(name: String, properties: [String: FieldValue], message: String) throws {
        var feature = Feature(id: "a", geometry: place, properties: ["kind": "camera"])
        for (key, value) in properties { feature.properties[key] = value }
        var decoder = FeatureDecoder(file: "f.geojson")
        let error = try #require(throws: InputError.self) { try decoder.facilities([feature]) }
        #expect(error.description.contains(message), "\(error)")
        #expect(error.place.file == "f.geojson")
        #expect(error.place.feature == 0)
        #expect(!error.remedy.isEmpty)
    }

    @Test func aSwappedPositionIsNamedAsSuch() throws {
        var decoder = FeatureDecoder()
        let feature = Feature(
            id: "a", geometry: .point(GeoPosition(longitude: 42.4, latitude: 129.7)), properties: ["kind": "camera"])
        let error = try #require(throws: InputError.self) { try decoder.facilities([feature]) }
        #expect(error.remedy.description.contains("swapped"))
    }

    @Test func anIdThatOccursTwiceIsRefused() throws {
        var decoder = FeatureDecoder()
        let feature = Feature(id: "a", geometry: place, properties: ["kind": "camera"])
        let error = try #require(throws: InputError.self) { try decoder.facilities([feature, feature]) }
        #expect(error.problem.contains("occurs twice"))
    }

    struct Versions: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// valid_from and valid_to of three features with one id; empty: unknown.
        var dates: [(String, String)]
        var areVersions: Bool
    }

    @Test(arguments: [
        Versions(
            testDescription: "one after the other",
            dates: [("", "2020-01-01"), ("2020-01-01", "2021-06-01"), ("2022-01-01", "")], areVersions: true),
        Versions(
            testDescription: "in any order", dates: [("2022-01-01", ""), ("", "2020-01-01"), ("2020-01-01", "2021-06-01")],
            areVersions: true),
        Versions(
            testDescription: "the last two overlap",
            dates: [("", "2020-01-01"), ("2020-01-01", "2021-06-01"), ("2021-05-31", "")], areVersions: false),
        Versions(
            testDescription: "the first and the last overlap",
            dates: [("", "2020-01-01"), ("2021-01-01", ""), ("2019-01-01", "2020-06-01")], areVersions: false),
    ])
    func anIdMayRepeatForVersionsOfOneThing(row: Versions) throws {
        var decoder = FeatureDecoder()
        let features = row.dates.map { from, to in
            var properties: OrderedDictionary<String, FieldValue> = ["kind": "camera"]
            if !from.isEmpty { properties["valid_from"] = .text(from) }
            if !to.isEmpty { properties["valid_to"] = .text(to) }
            return Feature(id: "a", geometry: place, properties: properties)
        }
        if row.areVersions {
            #expect(try decoder.facilities(features).map(\.id) == ["a", "a", "a"])
        } else {
            let error = try #require(throws: InputError.self) { try decoder.facilities(features) }
            #expect(error.problem.contains("occurs twice"))
        }
    }

    @Test func fencesAndPatrolPathsOfOneFileAreToldApart() throws {
        let features = [
            Feature(id: "f", geometry: line, properties: ["layer": "2차", "rows": 2, "bank": "중국", "upgraded_on": "2021-05-01"]),
            Feature(id: "p", geometry: line, properties: ["kind": "patrol_path"]),
        ]
        var decoder = FeatureDecoder(synthetic: true, words: try StudyWords.initial(for: "builtin:dcw"))
        let fence = try #require(try decoder.fences(features).first)
        #expect(fence.layer == .secondary)
        #expect(fence.rows == 2)
        #expect(fence.bank.rawValue == "china")
        #expect(fence.provenance.synthetic)
        #expect(try decoder.fences(features).count == 1)
        #expect(try decoder.patrolPaths(features).map(\.id) == ["p"])
    }

    @Test func observationsComeFromMeasuresOrFootprints() throws {
        let ring = [(129.0, 42.0), (130.0, 42.0), (130.0, 43.0), (129.0, 42.0)].map {
            GeoPosition(longitude: $0.0, latitude: $0.1)
        }
        var decoder = FeatureDecoder()
        let found = try decoder.observations([
            Feature(id: "a", geometry: nil, properties: ["epoch": "2019", "from_m": 0, "to_m": 500.5, "gsd_m": 0.5]),
            Feature(id: "b", geometry: .polygon(Polygon(exterior: ring)), properties: ["epoch": "2019", "state": "cloudy"]),
        ])
        #expect(found.map(\.state) == [.observed, .inconclusive])
        #expect(found[0].extent == .spans(MeasureSpanSet(MeasureSpan(Measure(0), Measure(500.5)))))
        #expect(found[1].extent == .footprint([Polygon(exterior: ring)]))
    }
}

@Suite struct FindingTallyTests {
    private let features = (0..<5000).map { index in
        Feature(
            id: "f\(index)", geometry: .point(GeoPosition(longitude: 129.7, latitude: 42.4)),
            properties: ["kind": index % 2 == 0 ? "igloo" : "guard_post"])
    }

    @Test func equalDoubtsAreListedTwentyTimesAndThenCounted() throws {
        var decoder = FeatureDecoder(file: "posts.csv")
        #expect(try decoder.facilities(features).count == 5000)
        #expect(decoder.findings.count == 21)
        #expect(decoder.findings.prefix(20).map(\.place.feature) == (0..<20).map { 2 * $0 })
        #expect(decoder.findings.last?.sentence == "2480 more features of this kind are not listed.")
        decoder = FeatureDecoder(file: "posts.csv")
        decoder.listsEveryFinding = true
        _ = try decoder.facilities(features)
        #expect(decoder.findings.count == 2500)
    }

    @Test func theFirstErrorInFileOrderIsToldOnAnyNumberOfThreads() throws {
        var features = features
        features[3000].id = "f7"
        features[4000].properties["sigma_m"] = "much"
        for jobs in [1, 2, 4] {
            var decoder = FeatureDecoder(file: "posts.csv")
            decoder.jobs = jobs
            let error = #expect(throws: InputError.self) { try decoder.facilities(features) }
            #expect(error?.place.feature == 3000)
            #expect(error?.problem == "id \"f7\" occurs twice: feature 7 has it too")
        }
    }
}
