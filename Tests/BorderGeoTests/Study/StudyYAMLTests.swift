import BorderGeo
import Testing

@Suite struct StudyYAMLTests {
    static let good = """
        format: border-study/1
        id: hoeryong
        title: Hoeryong section
        synthetic: true
        border: builtin:dcw
        inward: right
        areas:
          - {id: hoeryong, name: Hoeryong-si, aliases: [Hoeryung, 회령시], from: 1010.2km, to: 1017.6km}
          - id: two-parts
            spans: [{from: 0km, to: 500m}, {from: 2km, to: 3 km}]
        epochs:
          - {id: "2022", date: 2022-04-30}
          - {id: 2019, date: 2019-03-31}
        baseline: "2019"
        comparison: "2022"
        fences: [fences.geojson]
        facilities: facilities.geojson
        observations:
          - {epoch: "2019", from: 1km, to: 5km, image: a, date: 2019-03-02, gsd: 0.5m}
          - {epoch: "2019", from: 2km, to: 3km, state: inconclusive}
        corridor: {inward: 3km, outward: 500m}
        near_fence: 250m
        headline_basis: fence_line
        match_distance: 12.5m
        min_gap: 3m
        bridge_ratio: 2.5
        claims: [claims.yaml]
        fields: {kind: type}
        values: {kind: {초소: guard_post, 망루: watchtower}}
        notes: [Totals are published ones., "Places are not."]
        """

    @Test func everyKeyIsRead() throws {
        let study = try Study(yaml: Self.good, file: "study.yaml")
        #expect(study.id == "hoeryong")
        #expect(study.title == "Hoeryong section")
        #expect(study.synthetic)
        #expect(study.notes == ["Totals are published ones.", "Places are not."])
        #expect(study.inward == .right)
        guard case .inline(let areas) = study.areas else {
            Issue.record("areas are inline")
            return
        }
        #expect(areas.map(\.id) == ["hoeryong", "two-parts"])
        #expect(areas[0].aliases == ["Hoeryung", "회령시"])
        #expect(areas[0].spans == MeasureSpanSet(MeasureSpan(Measure(1_010_200), Measure(1_017_600))))
        #expect(areas[1].spans.length == Metres(1500))
        #expect(study.epochs.map(\.id) == ["2019", "2022"], "in order of date")
        #expect(study.fences == ["fences.geojson"])
        #expect(study.facilities == ["facilities.geojson"])
        guard case .inline(let observations) = study.observations else {
            Issue.record("observations are inline")
            return
        }
        #expect(observations.map(\.state) == [.observed, .inconclusive])
        #expect(observations[0].groundSampleDistance == Metres(0.5))
        #expect(study.corridor == Corridor(inward: Metres(3000), outward: Metres(500)))
        #expect(study.nearFence == Metres(250))
        #expect(study.headlineBasis == .fenceLine)
        #expect(study.matchDistance == Metres(12.5))
        #expect(study.minGap == Metres(3))
        #expect(study.bridgeRatio == 2.5)
        #expect(study.mapping.fields == ["kind": "type"])
        #expect(study.mapping.values["kind"]?["망루"] == "watchtower")
    }

    @Test func aFileMaySayHowItIsToBeRead() throws {
        let study = try Study(
            yaml: """
                format: border-study/1
                id: x
                epochs: [{id: a, date: 2019-03-31}]
                facilities: [a.geojson, {file: b.csv, crs: "EPSG:5179", encoding: euc-kr, fields: {kind: 구분}}]
                fences: {file: c.gpkg, layer: fences}
                observations: [{file: masks.csv, encoding: gbk}]
                """, file: "study.yaml")
        #expect(
            study.facilities == [
                "a.geojson",
                StudyInput("b.csv", crs: "EPSG:5179", encoding: .cp949, mapping: FieldMapping(fields: ["kind": "구분"])),
            ])
        #expect(study.fences == [StudyInput("c.gpkg", layer: "fences")])
        #expect(study.observations == .files([StudyInput("masks.csv", encoding: .gb18030)]))
    }

    @Test(
        arguments: [
            ("{file: a.csv, crs: EPSG:0}", "line 4, /facilities/crs: \"EPSG:0\" is not a coordinate reference system"),
            ("[{file: a.csv, encoding: klingon}]", "line 4, /facilities/0/encoding: encoding \"klingon\" is not known"),
            ("[{crs: EPSG:5179}]", "/facilities/0/file: file is missing"),
            ("[{file: a.csv, sheet: 2}]", "/facilities/0/sheet: unknown key \"sheet\""),
        ])
    func whatIsWrongWithAFileEntryIsNamed(entry: String, message: String) throws {
        let yaml = "format: border-study/1\nid: x\nepochs: [{id: a, date: 2019-03-31}]\nfacilities: \(entry)\n"
        let error = #expect(throws: InputError.self) { try Study(yaml: yaml, file: "study.yaml") }
        #expect("\(try #require(error))".contains(message), "\(error.map { "\($0)" } ?? "")")
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var from: String
        var to: String
        var message: String
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "an unknown key, with a hint", from: "facilities:", to: "facilites:",
            message: "study.yaml, line 17, /facilites: unknown key \"facilites\""),
        Row(
            name: "a date that does not exist", from: "2019-03-31", to: "2019-02-31",
            message: "study.yaml, line 13, /epochs/1/date: \"2019-02-31\" is not a date"),
        Row(
            name: "a bare number as a length", from: "from: 1010.2km", to: "from: 1010.2",
            message: "study.yaml, line 8, /areas/0/from: \"1010.2\" is not a length with a unit"),
        Row(
            name: "from behind to", from: "from: 1010.2km", to: "from: 1020.2km",
            message: "study.yaml, line 8, /areas/0/from: from (1020200.000 m) is not before to (1017600.000 m)"),
        Row(
            name: "an epoch that is not there", from: "comparison: \"2022\"", to: "comparison: \"2021\"",
            message: "study.yaml, line 15, /comparison: comparison \"2021\" is not an epoch of this study"),
        Row(
            name: "a comparison before the baseline", from: "date: 2022-04-30", to: "date: 2018-04-30",
            message:
                "study.yaml, line 15, /comparison: the comparison 2022 (2018-04-30) is not later than the baseline 2019 (2019-03-31)"
        ),
        Row(
            name: "an area twice", from: "id: two-parts", to: "id: hoeryong",
            message: "study.yaml, line 9, /areas/1/id: area \"hoeryong\" is given more than once"),
        Row(
            name: "an area called all", from: "id: two-parts", to: "id: all",
            message: "study.yaml, line 9, /areas/1/id: an area cannot be called \"all\""),
        Row(
            name: "an epoch twice", from: "id: 2019", to: "id: \"2022\"",
            message: "study.yaml, line 13, /epochs/1/id: epoch \"2022\" is given more than once"),
        Row(
            name: "an unknown side", from: "inward: right", to: "inward: south",
            message: "study.yaml, line 6, /inward: inward \"south\" is not known"),
        Row(
            name: "a truth value that is none", from: "synthetic: true", to: "synthetic: maybe",
            message: "study.yaml, line 4, /synthetic: synthetic must be true or false, found \"maybe\""),
        Row(
            name: "another format", from: "border-study/1", to: "border-study/9",
            message: "study.yaml, line 1, /format: format \"border-study/9\" is not known"),
        Row(
            name: "broken YAML", from: "title: Hoeryong section", to: "title: [Hoeryong",
            message: "study.yaml, line 4: not valid YAML"),
        Row(
            name: "a list where a mapping belongs", from: "corridor: {inward: 3km, outward: 500m}", to: "corridor: [3km]",
            message: "study.yaml, line 21, /corridor: expected keys with values, found a list"),
        Row(
            name: "an unknown denominator", from: "headline_basis: fence_line", to: "headline_basis: river",
            message: "study.yaml, line 23, /headline_basis: headline_basis \"river\" is not known"),
        Row(
            name: "lines that are one at no distance", from: "match_distance: 12.5m", to: "match_distance: 0m",
            message: "study.yaml, line 24, /match_distance: match_distance is not above zero"),
        Row(
            name: "a negative gap", from: "min_gap: 3m", to: "min_gap: -3m",
            message: "study.yaml, line 25, /min_gap: min_gap is negative"),
        Row(
            name: "a negative number of offsets", from: "bridge_ratio: 2.5", to: "bridge_ratio: -1",
            message: "study.yaml, line 26, /bridge_ratio: bridge_ratio is not a number of offsets"),
        Row(
            name: "an id that is no name of files", from: "id: hoeryong\n", to: "id: ../etc\n",
            message: "study.yaml, line 2, /id: id \"../etc\" is not usable as a name of files"),
    ]

    @Test(arguments: rows) func whatIsWrongIsSaidWithItsLine(row: Row) throws {
        let text = Self.good.replacing(row.from, with: row.to, maxReplacements: 1)
        #expect(text != Self.good)
        let error = #expect(throws: InputError.self) { try Study(yaml: text, file: "study.yaml") }
        let first = (error?.description ?? "").split(separator: "\n").first.map(String.init) ?? ""
        #expect(first.hasPrefix(row.message), "\(first)")
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func aMistypedKeyGetsAHint() {
        let error = #expect(throws: InputError.self) {
            try Study(yaml: Self.good.replacing("facilities:", with: "facilites:"), file: "study.yaml")
        }
        #expect(error?.remedy.description.hasPrefix("Did you mean `facilities`?") == true)
    }

    @Test(arguments: ["", "   \n", "[1, 2]", "just text", "\u{0}", String(repeating: "[", count: 100_000)])
    func whatIsNoStudyIsAnErrorAndNoCrash(text: String) {
        #expect(throws: InputError.self) { try Study(yaml: text, file: "study.yaml") }
    }
}

@Suite struct ClaimFileTests {
    @Test func figuresAreReadFromTheTextWithAWarningWhereNotGiven() throws {
        let text = """
            format: border-claims/1
            claims:
              - {id: a, measurand: spacing, value: 110, unit: m, denominator: fence_line_new_or_upgraded, epoch: "2023"}
              - {id: b, measurand: length, value: 7.40, unit: km, significant_figures: 2}
            """
        let (claims, findings) = try ClaimFile.read(yaml: text, file: "claims.yaml")
        #expect(claims.map(\.significantFigures) == [2, 2])
        #expect(findings.map(\.rule) == ["claim-figures-inferred"])
        #expect(claims[1].baseValue == 7400)
    }

    @Test(arguments: [
        ("an unknown measurand", "measurand: spacng", "/claims/0/measurand: measurand \"spacng\" is not known"),
        ("a unit that is none", "measurand: count, unit: miles", "/claims/0/unit: unit \"miles\" is not known"),
        ("a value that is none", "measurand: count, value: many", "/claims/0/value: \"many\" is not a number"),
    ])
    func mistakesAreSaid(name: String, members: String, message: String) {
        let value = members.contains("value") ? "" : ", value: 1"
        let text = "format: border-claims/1\nclaims:\n  - {id: a, \(members)\(value)}\n"
        let error = #expect(throws: InputError.self) { try ClaimFile.read(yaml: text, file: "c.yaml") }
        #expect(error?.description.contains(message) == true, "\(name): \(error?.description ?? "")")
    }
}

@Suite struct ClaimTests {
    struct Row: CustomTestStringConvertible {
        var name: String
        var claim: Claim
        var computed: Double
        var reproduced: Bool
        var testDescription: String { name }
    }

    static func claim(_ value: Double, _ unit: String, _ figures: Int, _ qualifier: Claim.Qualifier = .exact) -> Claim {
        Claim(
            id: "c", subject: "", measurand: .spacing, value: value, unit: unit, significantFigures: figures, qualifier: qualifier
        )
    }

    /// Rounding at the published figures, from the register: 110 m, 1.5 km, 70 %, 20-fold, over 6,500.
    static let rows = [
        Row(name: "742 km over 6,820 is 110 m", claim: claim(110, "m", 2), computed: 742_000.0 / 6820, reproduced: true),
        Row(name: "321 km over 6,820 is not", claim: claim(110, "m", 2), computed: 321_000.0 / 6820, reproduced: false),
        Row(name: "7.4 km over 5 is 1.5 km", claim: claim(1.5, "km", 2), computed: 7400.0 / 5, reproduced: true),
        Row(name: "9.5 km over 5 is not", claim: claim(1.5, "km", 2), computed: 9500.0 / 5, reproduced: false),
        Row(name: "230 of 321 is about 70 %", claim: claim(70, "%", 1, .about), computed: 230.0 / 321, reproduced: true),
        Row(name: "6,820 over 341 is 20-fold", claim: claim(20, "x", 2), computed: 6820.0 / 341, reproduced: true),
        Row(name: "6,501 is over 6,500", claim: claim(6500, "", 2, .moreThan), computed: 6501, reproduced: true),
        Row(name: "482 km is almost 500", claim: claim(500, "km", 1, .almost), computed: 482_000, reproduced: true),
        Row(name: "505 km is not", claim: claim(500, "km", 1, .almost), computed: 505_000, reproduced: false),
        Row(name: "505 km is about 500", claim: claim(500, "km", 1, .about), computed: 505_000, reproduced: true),
        Row(name: "54.4 m is 50 m", claim: claim(50, "m", 1), computed: 54.4, reproduced: true),
        Row(name: "6,500 is not", claim: claim(6500, "", 2, .moreThan), computed: 6500, reproduced: false),
    ]

    @Test(arguments: rows) func comparedAtThePublishedFigures(row: Row) {
        #expect(row.claim.isReproduced(by: row.computed) == row.reproduced)
    }

    @Test func figuresReadAsPublished() {
        #expect(Self.claim(110, "m", 2).publishedText == "110 m")
        #expect(Self.claim(1.5, "km", 2).publishedText == "1.5 km")
        #expect(Self.claim(6820, "", 4).publishedText == "6,820")
        #expect(Self.claim(20, "x", 2).publishedText == "20-fold")
        #expect(Self.claim(110, "m", 2).text(of: 742_000.0 / 6820) == "109 m")
        #expect(Self.claim(70, "%", 1).text(of: 230.0 / 321) == "71.7 %")
    }
}
