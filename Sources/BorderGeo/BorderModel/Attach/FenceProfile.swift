import LinearReferencing

/// A located fence (F3): for every metre of it as drawn, where its foot on the border is and how far away.
///
/// Each part is a continuous line of samples `(t, s, d)`, straight between two of them to 0.1 m in offset and exact in measure; where the foot leaps
/// from one limb of the border to another there are two samples at one `t`. Spans, fence line over any measures, steepness, bridges, offsets per place and change are functions of it.
///
/// A sample takes 24 bytes; a fence of n vertices along a border of m vertices has about n + m samples, and more where its foot stays at a vertex far away.
package struct FenceProfile: Hashable, Sendable {
    /// What the metres from one sample to the next are.
    package struct Stretch: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Inside the corridor.
        package static let along = Stretch(rawValue: 1)
        /// Outside the corridor.
        package static let outside = Stretch(rawValue: 2)
        /// The foot is clamped at an end of the border.
        package static let beyond = Stretch(rawValue: 4)
        /// Makes a larger angle with the border than `FenceOptions.steepAngle`.
        package static let steep = Stretch(rawValue: 8)
        /// Farther than a millimetre on the outward side.
        package static let across = Stretch(rawValue: 16)
    }

    package struct Sample: Hashable, Sendable {
        /// Metres along the part as drawn.
        package var along: Double
        package var measure: Double
        /// Positive left of increasing measure.
        package var offset: Float
        /// The metres up to the next sample; empty at a leap and at the end of a part.
        package var stretch: Stretch
    }

    package struct Part: Hashable, Sendable {
        package var samples: Range<Int>
        /// Which polyline of the fence it is.
        package var source: Int
        /// Where it begins and ends as drawn.
        package var first: GeoPosition
        package var last: GeoPosition
    }

    package private(set) var samples: [Sample] = []
    package private(set) var parts: [Part] = []
    /// The measure of the border's last point, which belongs to the span that ends there.
    let end: Double

    init(end: Measure) { self.end = end.metres }
}

extension FenceProfile {
    /// The metres between two neighbouring samples: measure and offset are linear in them.
    package struct Step: Hashable, Sendable {
        package var along: (from: Double, to: Double) { (alongFrom, alongTo) }
        var alongFrom: Double
        var alongTo: Double
        package var from: Double
        package var to: Double
        package var offsetFrom: Double
        package var offsetTo: Double
        package var stretch: Stretch

        package var length: Double { alongTo - alongFrom }
        var low: Double { min(from, to) }
        var high: Double { max(from, to) }
        /// The foot stays where it is.
        var isStill: Bool { (to - from).magnitude < 1e-9 }
        /// The nearest that the fence comes to the border.
        var nearest: Double { offsetFrom * offsetTo < 0 ? 0 : min(offsetFrom.magnitude, offsetTo.magnitude) }

        /// The part of the step over some measures: all of a step whose foot stands still in them.
        func clipped(from a: Double, to b: Double) -> Step {
            guard !isStill else { return self }
            func fraction(_ s: Double) -> Double { min(max((s - from) / (to - from), 0), 1) }
            let (f, g) = from < to ? (fraction(a), fraction(b)) : (fraction(b), fraction(a))
            return cut(f, max(f, g))
        }

        func cut(_ f: Double, _ g: Double) -> Step {
            if f == 0, g == 1 { return self }
            // Between the two, whatever rounding does: a measure past the end of the border would be no place on it.
            func mixed(_ a: Double, _ b: Double, at t: Double) -> Double { min(max(a + (b - a) * t, min(a, b)), max(a, b)) }
            return Step(
                alongFrom: mixed(alongFrom, alongTo, at: f), alongTo: mixed(alongFrom, alongTo, at: g),
                from: mixed(from, to, at: f), to: mixed(from, to, at: g),
                offsetFrom: mixed(offsetFrom, offsetTo, at: f), offsetTo: mixed(offsetFrom, offsetTo, at: g),
                stretch: stretch)
        }

        /// The step in parts between those of `measures` that it passes, in its own order.
        package func cut(at measures: [Double]) -> [Step] {
            guard !isStill else { return [self] }
            let cuts = measures.filter { $0 > low && $0 < high }.map { ($0 - from) / (to - from) }.sorted()
            var parts: [Step] = []
            var done = 0.0
            for end in cuts + [1] where end > done {
                parts.append(cut(done, end))
                done = end
            }
            return parts
        }

        /// The same metres passed the other way.
        var turned: Step {
            Step(
                alongFrom: alongFrom, alongTo: alongTo, from: to, to: from, offsetFrom: offsetTo, offsetTo: offsetFrom,
                stretch: stretch)
        }
    }

    /// Calls `body` with every step of a part that has metres, in the order drawn.
    @inline(__always)
    package func forEachStep(of part: Part, _ body: (Step) -> Void) {
        var i = part.samples.lowerBound
        while i + 1 < part.samples.upperBound {
            let (a, b) = (samples[i], samples[i + 1])
            i += 1
            guard !a.stretch.isEmpty else { continue }
            body(
                Step(
                    alongFrom: a.along, alongTo: b.along, from: a.measure, to: b.measure, offsetFrom: Double(a.offset),
                    offsetTo: Double(b.offset), stretch: a.stretch))
        }
    }

    /// Calls `body` with every step of every part that has metres.
    @inline(__always)
    package func forEachStep(_ body: (Step) -> Void) {
        for part in parts { forEachStep(of: part, body) }
    }
}

extension FenceProfile {
    /// Begins another fence in the same room.
    mutating func removeAll() {
        samples.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
    }

    /// The same in room that is as large as it must be.
    func copy() -> FenceProfile {
        var copy = self
        copy.samples = Array(samples[...])
        copy.parts = Array(parts[...])
        return copy
    }

    mutating func startPart(source: Int, at position: GeoPosition) {
        parts.append(Part(samples: samples.count..<samples.count, source: source, first: position, last: position))
    }

    /// Closes the part under way; a part without metres leaves nothing.
    mutating func endPart(at position: GeoPosition) {
        guard var part = parts.popLast() else { return }
        part.samples = part.samples.lowerBound..<samples.count
        part.last = position
        if !part.samples.isEmpty { parts.append(part) }
    }

    /// Adds a step after the last one. A foot that goes on within a millimetre goes on.
    mutating func append(_ step: Step) {
        let start = parts.last?.samples.lowerBound ?? 0
        if samples.count > start, let last = samples.last, (last.measure - step.from).magnitude < 1e-3,
            (Double(last.offset) - step.offsetFrom).magnitude < 1e-2
        {
            samples[samples.count - 1].stretch = step.stretch
            // A foot that stays does so at its vertex, from the first of its metres on: they must not count as metres on the way there.
            if step.isStill { samples[samples.count - 1].measure = step.from }
        } else {
            samples.append(
                Sample(along: step.alongFrom, measure: step.from, offset: Float(step.offsetFrom), stretch: step.stretch))
        }
        samples.append(Sample(along: step.alongTo, measure: step.to, offset: Float(step.offsetTo), stretch: []))
    }
}
