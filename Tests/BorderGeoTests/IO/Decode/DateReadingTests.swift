import BorderGeo
import OrderedCollections
import Testing

@testable import BorderStudy

/// Dates as people write them: days in any order that is named, months and years as intervals.
@Suite struct DateReadingTests {
    private static func day(_ text: String) -> CalendarDate? { CalendarDate(text) }

    @Test(
        arguments: [
            ("2019-03-31", nil, "2019-03-31"), ("2019/3/1", nil, "2019-03-01"), ("2019.03.31 10:00", nil, "2019-03-31"),
            ("20190331", nil, "2019-03-31"), ("31/03/2019", nil, "2019-03-31"), ("03/31/2019", nil, "2019-03-31"),
            ("31.3.2019", nil, "2019-03-31"), ("5/5/2019", nil, "2019-05-05"), ("03/04/2019", DateOrder.dayMonth, "2019-04-03"),
            ("03/04/2019", .monthDay, "2019-03-04"), ("31-03-2019T08:00:00Z", nil, "2019-03-31"),
        ] as [(String, DateOrder?, String)])
    func oneReadingIsADay(text: String, order: DateOrder?, day: String) throws {
        #expect(DateReading(text, order: order) == .day(try #require(Self.day(day))))
    }

    @Test(arguments: [
        ("2019", "2019-01-01", "2019-12-31"), ("2019-02", "2019-02-01", "2019-02-28"), ("2020/2", "2020-02-01", "2020-02-29"),
        ("05/2019", "2019-05-01", "2019-05-31"), (" 2019-11 ", "2019-11-01", "2019-11-30"),
    ])
    func aMonthOrAYearIsASpan(text: String, first: String, last: String) throws {
        let expected = DateReading.span(try #require(Self.day(first)), try #require(Self.day(last)))
        #expect(DateReading(text, order: nil) == expected)
    }

    @Test func twoReadingsAreKeptApart() throws {
        #expect(
            DateReading("03/04/2019", order: nil)
                == .twoReadings(
                    dayFirst: try #require(Self.day("2019-04-03")), monthFirst: try #require(Self.day("2019-03-04"))))
    }

    @Test(
        arguments: [
            ("", nil), ("spring 2019", nil), ("2019-13", nil), ("2019-02-30", nil), ("31/02/2019", nil), ("31/03/19", nil),
            ("201905", nil),
            ("03/31/2019", DateOrder.dayMonth), ("31/03/2019", .monthDay), ("2019-03/31", nil), ("19", nil), ("2019-05 x", nil),
            ("0", nil),
        ] as [(String, DateOrder?)])
    func everythingElseIsNone(text: String, order: DateOrder?) { #expect(DateReading(text, order: order) == nil) }

    private func facilities(_ values: OrderedDictionary<String, FieldValue>, order: DateOrder? = nil) throws -> (
        facility: Facility?, findings: [Finding]
    ) {
        var mapping = FieldMapping()
        mapping.dateOrder = order
        var decoder = FeatureDecoder(file: "x", mapping: mapping)
        let feature = Feature(
            id: "a", geometry: .point(GeoPosition(longitude: 129.75, latitude: 42.43)),
            properties: values.merging(["kind": "guard_post"]) { a, _ in a })
        return (try decoder.facilities([feature]).first, decoder.findings)
    }

    /// On which days it stands for certain, may stand, and does not; hand-made.
    @Test(
        arguments: [
            (
                ["valid_from": "2019"],
                ["2018-12-31": "absent", "2019-01-01": "possible", "2019-12-30": "possible", "2019-12-31": "present"]
            ),
            (["valid_from": "2019-05"], ["2019-04-30": "absent", "2019-05-01": "possible", "2019-05-31": "present"]),
            (
                ["valid_from": "2019", "absent_on": "2018-06-30"],
                ["2018-06-30": "absent", "2018-07-01": "possible", "2019-12-31": "present"]
            ),
            (
                ["valid_from": "2019-03-31", "absent_on": "2018"],
                ["2018-01-01": "absent", "2018-01-02": "possible", "2019-03-31": "present"]
            ),
            (
                ["valid_to": "2021"],
                ["2020-12-31": "present", "2021-01-01": "possible", "2021-12-30": "possible", "2021-12-31": "absent"]
            ),
            (
                ["valid_from": "2019", "valid_to": "2019"],
                ["2018-12-31": "absent", "2019-06-30": "possible", "2019-12-31": "absent"]
            ),
            (
                ["valid_from": "2019-06-01", "valid_to": "2019"],
                ["2019-05-31": "absent", "2019-06-01": "present", "2019-06-02": "possible", "2019-12-31": "absent"]
            ),
        ] as [(OrderedDictionary<String, FieldValue>, [String: String])])
    func spansMakeRanges(values: OrderedDictionary<String, FieldValue>, presence: [String: String]) throws {
        let (facility, findings) = try facilities(values)
        let lifetime = try #require(facility?.lifetime)
        for (day, expected) in presence {
            #expect(lifetime.presence(at: try #require(Self.day(day))).rawValue == expected, "\(day)")
        }
        #expect(findings.contains { $0.rule == "date-interval" && $0.severity == .note })
    }

    @Test func anAmbiguousDateIsRefusedWithBothReadings() throws {
        let error = #expect(throws: InputError.self) { try facilities(["valid_from": "03/04/2019"]) }
        #expect(error?.description.contains("2019-04-03") == true && error?.description.contains("2019-03-04") == true)
        #expect(error?.remedy.description.contains("date_order") == true)
        let (facility, _) = try facilities(["valid_from": "03/04/2019"], order: .dayMonth)
        #expect(facility?.lifetime.validFrom == Self.day("2019-04-03"))
    }

    @Test func whatHasToBeADayIsNoMonth() throws {
        let error = #expect(throws: InputError.self) { try facilities(["reviewed_on": "2019-05"]) }
        #expect(error?.description.contains("not a single day") == true)
    }

    @Test func aTimelineHoldsTheRange() throws {
        let facility = try #require(try facilities(["valid_from": "2019", "valid_to": "2021"]).facility)
        let route = try Route(
            id: "r",
            parts: [Polyline([GeoPosition(longitude: 129.7, latitude: 42.43), GeoPosition(longitude: 129.8, latitude: 42.43)])])
        let assets = LocatedAssets(facilities: [facility], fences: [], patrolPaths: [], on: route, fenceOptions: FenceOptions())
        let domain = MetricDomain(id: "all", spans: MeasureSpanSet(MeasureSpan(route.start, route.end)))
        let points = assets.timelines(in: [domain]).first?.points.map { "\($0.date) \($0.atLeast)-\($0.atMost)" }
        // After the last day of 2018 it is possible, from the last of 2019 certain, after the last of 2020 possible, from the last of 2021 gone.
        #expect(points == ["2018-12-31 0-0", "2019-12-31 1-1", "2020-12-31 1-1", "2021-12-31 0-0"])
    }
}
