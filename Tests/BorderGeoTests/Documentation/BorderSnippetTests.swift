import BorderGeo
import TestSupport
import Testing

// What articles about borders show: each text between `// snippet:` and `// end` is one of them, word for word (ArticleTextTests).
@Suite struct BorderSnippetTests {
    @Test func fourStepsFromALineToAnAnswer() throws {
        // snippet: start-line
        let border = try Border(
            line: Polyline([
                GeoPosition(longitude: 128, latitude: 42),
                GeoPosition(longitude: 128, latitude: 42.18),
            ]),
            name: "meridian", inwardSide: .right)
        print(border.length.value)  // 19994 m
        // end
        // pyproj 3.4: Geod(ellps="WGS84").inv(128, 42, 128, 42.18).
        #expect(abs(border.length.value - 19_993.506) < 0.001)

        // snippet: start-assets
        let route = border.route
        let old = try FenceLine(
            id: "old", layer: .primary,
            parts: route.parallel(Measure(2_000), Measure(7_000), offset: Offset(-50)))
        let new = try FenceLine(
            id: "new", layer: .primary,
            parts: route.parallel(Measure(7_000), Measure(12_000), offset: Offset(-50)),
            lifetime: Lifetime(validFrom: CalendarDate("2021-06-01")))
        let posts = try [1_000.0, 5_000, 9_000, 13_000].map { metres in
            Facility(
                id: "post-\(Int(metres))", kind: .guardPost,
                position: try route.position(at: Measure(metres), offset: Offset(-40)))
        }
        // end

        // snippet: start-survey
        let epochs = ["2019-03-31", "2023-04-30"]
            .compactMap { CalendarDate($0) }
            .map { Epoch(id: "\($0.year)", date: $0) }
        let survey = try BorderSurvey(
            of: border, fences: [old, new], facilities: posts, epochs: epochs)
        // end

        // snippet: start-answers
        // 25 % of the border in 2019, 50 % in 2023.
        let before = survey.coverage(at: "2019")?.share?.percent
        let after = survey.coverage(at: "2023")?.share?.percent
        // 2.5 km of fenced border for each post.
        let spacing = survey.density(at: "2023")?.rate(.borderFenced)?.spacing
        // 5 km of new fence line.
        let built = survey.change()?.fences.fenceLine.new
        for finding in survey.findings { print(finding.sentence) }
        // end
        // 5 and 10 of 19.994 km; 10 km for 4 posts; 5 km on a line beside a meridian, which the convergence of meridians does not shorten.
        #expect(abs(try #require(before) - 100 * 5 / 19.993506) < 0.001)
        #expect(abs(try #require(after) - 100 * 10 / 19.993506) < 0.001)
        #expect(abs(try #require(spacing).value - 2_500) < 0.1)
        #expect(abs(try #require(built).value - 5_000) < 1)
    }

    /// 20 km northwards from (128, 42).
    private func border() throws -> Border {
        let start = GeoPosition(longitude: 128, latitude: 42)
        return try Border(
            line: Polyline([start, Geodesic().direct(from: start, azimuth: Degrees(0), length: Metres(20_000)).position]),
            name: "meridian", inwardSide: .right)
    }

    @Test func aLocatedFenceIsAProfile() throws {
        let border = try border()
        let along = try border.route.parallel(Measure(2_000), Measure(7_000), offset: Offset(-50))
        let leg = try border.route.position(at: Measure(7_000), offset: Offset(-1_050))
        let drawn = Polyline((along.first?.positions ?? []) + [leg])

        // snippet: profile
        let fence = FenceLine(id: "f", layer: .primary, parts: [drawn])
        let corridor = Corridor(inward: .kilometres(3), outward: Metres(500))
        let located = LocatedAssets(
            facilities: [], fences: [fence], patrolPaths: [], on: border.route,
            fenceOptions: FenceOptions(corridor: corridor))
        for fence in located.fences {
            let place = fence.location
            // length = along + outside + beyond
            print(place.length, place.along, place.outside, place.beyond)
            // Of what is along: at more than 60 degrees with the border.
            print(place.steep)
            // Border that the fence covers.
            print(place.covered.length)
        }
        // end
        let place = try #require(located.fences.first?.location)
        #expect(abs(place.length.value - 6_000) < 1)
        #expect(abs((place.along + place.outside + place.beyond - place.length).value) < 1e-6)
        // The last kilometre is at right angles with the border: fence line, but no border.
        #expect(abs(place.steep.value - 1_000) < 1)
        #expect(abs(place.covered.length.value - 5_000) < 1)
    }

    @Test func whatNoImageShowsIsUnknown() throws {
        let border = try border()
        let fence = try FenceLine(
            id: "f", layer: .primary, parts: border.route.parallel(Measure(2_000), Measure(7_000), offset: Offset(-50)))
        let epoch = Epoch(id: "2023", date: try #require(CalendarDate("2023-04-30")))

        // snippet: unknown
        let seen = MeasureSpanSet(MeasureSpan(Measure(0), Measure(8_000)))
        let survey = try BorderSurvey(
            of: border, fences: [fence], epochs: [epoch],
            observations: [Observation(epoch: "2023", extent: .spans(seen))])
        let row = survey.coverage(at: "2023")
        // 20 km, 8 km, 5 km
        print(row?.border ?? .zero, row?.observed ?? .zero, row?.fenced ?? .zero)
        // 62.5 %: fenced over observed border, not over all of it
        print(row?.share?.percent ?? 0)
        // end
        let coverage = try #require(row)
        #expect(abs(coverage.observed.value - 8_000) < 0.001 && abs(coverage.border.value - 20_000) < 0.001)
        #expect(abs(try #require(coverage.share).percent - 62.5) < 0.01)
        #expect(survey.inventories.allSatisfy { !$0.observedIsAssumed })
    }

    @Test func pointsAreMatchedAtLeastTotalCost() throws {
        let start = GeoPosition(longitude: 128, latitude: 42)
        func point(_ id: String, _ metres: Double) -> ValidationPoint {
            ValidationPoint(
                id: id, kind: .guardPost,
                position: Geodesic().direct(from: start, azimuth: Degrees(0), length: Metres(metres)).position)
        }

        // snippet: matching
        // On one line, in metres: truth at 0 and 10, detections at 8 and 19.
        let reference = [point("a", 0), point("b", 10)]
        let detections = [point("x", 8), point("y", 19)]
        let rule = MatchRule(goal: .mostPairs, maximumDistance: Metres(12))
        let scores = try DetectionValidation(
            reference: reference, detections: detections, rule: rule
        ).scores()
        // 2 0 0
        print(scores.truePositive, scores.falsePositive, scores.falseNegative)
        // end
        // By hand: b-x (2 m) first, as a greedy match has it, leaves a and y 19 m apart, over the gate; a-x (8 m) and b-y (9 m) are two pairs.
        #expect(scores == DetectionScores(truePositive: 2, falsePositive: 0, falseNegative: 0))
    }

    @Test func aStudyFileGivesTheSameValues() throws {
        let path = Fixtures.path("studies/hoeryong/study.yaml")
        // snippet: study
        let data = try StudyLoader().load(path)
        let survey = try BorderSurvey(
            of: data.border, fences: data.fences, facilities: data.facilities,
            epochs: data.study.epochs, areas: data.areas, observations: data.observations)
        print(survey.density(of: "hoeryong", at: "2022")?.count.count ?? 0)  // 174
        // end
        #expect(survey.density(of: "hoeryong", at: "2022")?.count.count == 174)
    }

    @Test func theReadmeAsksWhereAPlaceIs() throws {
        // snippet: readme
        let border = try Border.builtinDCW()
        let place = border.route.locate(GeoPosition(longitude: 129.75, latitude: 42.43))
        print(place.measure.metres, place.inwardOffset.metres)
        print(border.segment(at: place.measure)?.name ?? "")
        // end
        #expect(border.route.whole.contains(place.measure))
        #expect(border.segment(at: place.measure)?.name.contains("Tumen") == true)
    }
}
