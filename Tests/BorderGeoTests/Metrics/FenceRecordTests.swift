import TestSupport
import Testing

@testable import BorderModel
@testable import LinearReferencing

/// How far from the border a fence is on an interval of which it covers a part, cuts off a part, or both.
@Suite struct FenceRecordTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let interval: (Double, Double)
        /// Metres of fence on it, 20 m from the border.
        let metres: Double
        /// What is cut off, 300 m from the fence.
        var leap: (Double, Double)?
        let offset: Double?
        var testDescription: String { "\(metres) m on \(interval), cut off: \(leap.map { "\($0)" } ?? "nothing")" }
    }

    static let rows = [
        Row(interval: (0, 100), metres: 40, leap: (0, 100), offset: -20),
        Row(interval: (0, 100), metres: 0.12, leap: (0, 100), offset: -20),
        // No more than 0.1 m say nothing about 100 m of border.
        Row(interval: (0, 100), metres: 0.1, leap: (0, 100), offset: -300),
        Row(interval: (0, 100), metres: 0.05, leap: (0, 100), offset: -300),
        // Of 0.1 m of border, or of a place, they do.
        Row(interval: (0, 0.1), metres: 0.05, leap: (0, 100), offset: -20),
        Row(interval: (50, 50), metres: 0.05, leap: (0, 100), offset: -20),
        Row(interval: (0, 0.12), metres: 0.05, leap: (0, 100), offset: -300),
        // The leap at the middle of the interval decides.
        Row(interval: (0, 100), metres: 0, leap: (45, 55), offset: -300),
        Row(interval: (0, 100), metres: 0, leap: (0, 45), offset: nil),
        Row(interval: (0, 0.05), metres: 0, leap: (0, 100), offset: -300),
        Row(interval: (0, 100), metres: 0.05, offset: -20),
        Row(interval: (0, 100), metres: 0, offset: nil),
        Row(interval: (0, 0.05), metres: 0, offset: nil),
    ]

    @Test(arguments: rows) func theOffsetIsThatOfItsMetresOrOfTheLeap(row: Row) {
        let span = MeasureSpan(Measure(row.interval.0), Measure(row.interval.1))
        var record = FenceRecord(fence: 0, epoch: .baseline, spans: [])
        record.stand(on: 0, span, exact: span)
        if row.metres > 0 {
            let middle = (row.interval.0 + row.interval.1) / 2
            let position = LocalPlane.position(0, 0)
            var profile = FenceProfile(end: Measure(1000))
            profile.startPart(source: 0, at: position)
            profile.append(
                FenceProfile.Step(
                    alongFrom: 0, alongTo: row.metres, from: middle, to: middle, offsetFrom: -20, offsetTo: -20,
                    stretch: .along))
            profile.endPart(at: position)
            record.distribute(profile, over: [MeasureSpan(Measure(0), Measure(1000))], without: [])
        }
        var cover = FenceCover()
        if let leap = row.leap {
            cover.leaps = [FenceCover.Leap(span: MeasureSpan(Measure(leap.0), Measure(leap.1)), offset: -300)]
        }
        let found = record.offset(0, cover)
        #expect((found == nil) == (row.offset == nil) && isNear(found ?? 0, row.offset ?? 0, 1e-9), "\(found as Any)")
    }
}
