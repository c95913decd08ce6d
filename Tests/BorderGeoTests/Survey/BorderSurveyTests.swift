import BorderGeo
import Testing

// Uses what is public alone: this is the question that a user of the library asks first.
@Suite struct BorderSurveyTests {
    /// 20 km of a meridian from (128, 42) northwards; inward lies east, on the right.
    static func border() throws -> Border {
        let start = GeoPosition(longitude: 128, latitude: 42)
        return try Border(
            line: Polyline([start, Geodesic().direct(from: start, azimuth: Degrees(0), length: Metres(20_000)).position]),
            name: "meridian", inwardSide: .right)
    }

    /// A line beside the border, 100 m east of it, between two kilometres.
    static func line(from: Double, to: Double) throws -> Polyline<GeoPosition> {
        let geodesic = Geodesic()
        let route = try border().route
        return Polyline(
            try stride(from: from, through: to, by: 0.5).map { km in
                let foot = try route.position(at: Measure(km * 1000))
                return geodesic.direct(from: foot, azimuth: Degrees(90), length: Metres(100)).position
            })
    }

    static func survey(jobs: Int) throws -> BorderSurvey {
        let border = try border()
        let (before, after) = (CalendarDate("2019-03-31"), CalendarDate("2023-04-30"))
        let built = Lifetime(validFrom: CalendarDate("2021-01-01"))
        return try BorderSurvey(
            of: border,
            fences: [
                FenceLine(id: "old", layer: .primary, parts: [try line(from: 2, to: 7)]),
                FenceLine(id: "new", layer: .primary, parts: [try line(from: 7, to: 12)], lifetime: built),
            ],
            facilities: try [1.0, 5, 9, 13].enumerated().map { i, km in
                Facility(
                    id: "post-\(i)", kind: .guardPost, position: try border.route.position(at: Measure(km * 1000)),
                    lifetime: i == 0 ? Lifetime() : built)
            },
            epochs: [Epoch(id: "2023", date: try #require(after)), Epoch(id: "2019", date: try #require(before))],
            jobs: jobs)
    }

    @Test(arguments: [1, 2]) func answersTheUsualQuestion(jobs: Int) throws {
        let survey = try Self.survey(jobs: jobs)
        // 5 of 20 km, then 10 of 20 km: by the measures the fences were drawn at.
        #expect(try #require(survey.coverage(at: "2019")).fenced.isNear(Metres(5_000)))
        let now = try #require(survey.coverage(at: "2023"))
        #expect(now.fenced.isNear(Metres(10_000)))
        #expect(try #require(now.share).fraction.isNear(0.5))
        // Four posts on 20 km of border: one every 5 km.
        let density = try #require(survey.density(at: "2023"))
        #expect(density.count.count == 4)
        #expect(try #require(density.rate(.borderObserved)?.spacing).isNear(Metres(5_000)))
        // New fence is 5 km long on the ground: the distance between its ends, 100 m from the border.
        let change = try #require(survey.change())
        let drawn = Geodesic().length(of: try Self.line(from: 7, to: 12))
        #expect(change.fences.fenceLine.new.isNear(drawn))
        #expect(change.facilities.last?.new == 3)
        #expect(survey.inventories.map(\.epoch.id) == ["2019", "2023"])
        #expect(survey.inventories.allSatisfy { $0.observedIsAssumed })
    }

    /// The example of the documentation, on the built-in border.
    @Test func theExampleOfTheDocumentationRuns() throws {
        let border = try Border.builtinDCW()
        let (from, to) = (Measure(1_010_000), Measure(1_030_000))
        let fences = [FenceLine(id: "fence-1", layer: .primary, parts: try border.route.stretch(from, to))]
        let facilities = [
            Facility(id: "post-1", kind: .guardPost, position: try border.route.position(at: Measure(1_015_000)))
        ]
        let epochs = ["2019-03-31", "2023-04-30"].compactMap { CalendarDate($0) }.map { Epoch(id: "\($0.year)", date: $0) }

        let survey = try BorderSurvey(of: border, fences: fences, facilities: facilities, epochs: epochs)

        let share = survey.coverage(at: "2023")?.share
        let spacing = survey.density(at: "2023")?.rate(.borderFenced)?.spacing
        let built = survey.change()?.fences.fenceLine.new
        #expect(try #require(share).fraction.isNear(20_000 / border.length.value))
        #expect(try #require(spacing).isNear(Metres(20_000)))
        #expect(built == .zero)
    }

    @Test func withoutAssetsNothingIsFencedAndNothingChanged() throws {
        let survey = try BorderSurvey(
            of: try Self.border(), epochs: [Epoch(id: "e", date: try #require(CalendarDate("2020-01-01")))])
        #expect(survey.coverage(at: "e")?.fenced == .zero)
        #expect(survey.density(at: "e")?.count.count == 0)
        #expect(survey.change() == nil)
    }
}

extension Metres {
    fileprivate func isNear(_ other: Metres) -> Bool { (self - other).magnitude.value < 0.01 }
}

extension Double {
    fileprivate func isNear(_ other: Double) -> Bool { (self - other).magnitude < 1e-6 }
}
