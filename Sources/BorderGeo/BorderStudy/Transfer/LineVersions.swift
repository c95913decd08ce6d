import BorderModel
import LinearReferencing

/// Two versions of one line, and where they are the same (F24): what is on an unchanged reach of the old line has its place on the new one.
public struct LineVersions: Sendable {
    public let old: Border
    public let new: Border
    /// Reaches that are nowhere farther apart than this are unchanged.
    public let tolerance: Metres
    /// Measures of the old line over which the new line is the same line, run through in the same direction.
    public let unchanged: MeasureSpanSet

    /// Each line is located on the other: a reach counts as unchanged where both stay within the tolerance, and the measures of one grow with those of the other.
    /// n log n in the vertices of both.
    public init(old: Border, new: Border, tolerance: Metres = Metres(1)) {
        self.old = old
        self.new = new
        self.tolerance = tolerance
        let there = Self.profile(of: old.route, on: new.route, tolerance)
        let back = Self.profile(of: new.route, on: old.route, tolerance)
        var kept: [MeasureSpan] = []
        var reached: [MeasureSpan] = []
        // Metres of the old line within the tolerance of the new one, and measures of the old line that metres of the new one have within the tolerance: a detour of either is in one only.
        Self.forEachStep(of: there, along: old.route) { along, step in
            if step.to >= step.from - 1e-9, Self.isWithin(tolerance, step) { kept.append(along) }
        }
        Self.forEachStep(of: back, along: new.route) { _, step in
            if step.to >= step.from - 1e-9, Self.isWithin(tolerance, step) {
                reached.append(MeasureSpan(Measure(step.from), Measure(step.to)))
            }
        }
        unchanged = Self.joined(MeasureSpanSet(kept).intersection(Self.joined(MeasureSpanSet(reached))))
    }

    private static func profile(of line: Route, on route: Route, _ tolerance: Metres) -> FenceProfile {
        let corridor = Corridor(inward: Metres(max(3000, 4 * tolerance.value)), outward: Metres(max(3000, 4 * tolerance.value)))
        let parts = line.parts.map { Polyline(Array(line.vertices[$0])) }
        return FenceLocator(route: route, options: FenceOptions(corridor: corridor)).locate(parts).profile
    }

    private static func isWithin(_ tolerance: Metres, _ step: FenceProfile.Step) -> Bool {
        max(step.offsetFrom.magnitude, step.offsetTo.magnitude) <= tolerance.value && !step.stretch.contains(.beyond)
    }

    /// Steps with the measures of the line that they are metres of.
    private static func forEachStep(of profile: FenceProfile, along line: Route, _ body: (MeasureSpan, FenceProfile.Step) -> Void)
    {
        for part in profile.parts {
            let start = line.measures[line.parts[part.source].lowerBound]
            profile.forEachStep(of: part) { step in
                body(MeasureSpan(start + Metres(step.along.from), start + Metres(step.along.to)), step)
            }
        }
    }

    /// Spans that nearly touch are one: samples are right to a tenth of a metre.
    private static func joined(_ spans: MeasureSpanSet) -> MeasureSpanSet {
        var result: [MeasureSpan] = []
        for span in spans.spans {
            if let last = result.last, (span.from - last.to).value <= 0.5 {
                result[result.count - 1] = MeasureSpan(last.from, span.to)
            } else {
                result.append(span)
            }
        }
        return MeasureSpanSet(result)
    }

    /// Whether a measure of the old line is on an unchanged reach, its ends included.
    func isUnchanged(_ measure: Measure) -> Bool { isUnchanged(from: measure, to: measure) }

    /// Whether all between two measures of the old line is.
    func isUnchanged(from: Measure, to: Measure) -> Bool {
        let (low, high) = (min(from, to), max(from, to))
        let slack = Metres(0.5)
        return unchanged.spans.contains { $0.from - slack <= low && high <= $0.to + slack }
    }
}
