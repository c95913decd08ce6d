import BorderBase

/// Events per metre along one piece of a line, smoothed with a kernel whose mass does not leak out at the ends.
///
/// With reflecting ends it is the heat kernel on the piece; its integral is the number of events exactly.
package struct LineDensity: Sendable {
    package enum Kernel: String, Hashable, Sendable, Codable { case gaussian, epanechnikov }
    package enum Ends: String, Hashable, Sendable, Codable {
        /// Mass that would fall beyond an end comes back.
        case reflecting
        /// Mass beyond an end is lost: densities near it are too low.
        case open
    }

    /// Measures relative to the start of the piece, sorted.
    private let events: [Double]
    private let start: Double
    private let length: Double
    package let bandwidth: Metres
    package let kernel: Kernel
    package let ends: Ends

    /// `nil` where the piece has no length or the bandwidth is not positive. Events outside the piece are left out.
    ///
    /// - Parameter bandwidth: standard deviation of the kernel; an Epanechnikov kernel reaches `sqrt 5` times as far.
    package init?(
        events: [Measure], from start: Measure, to end: Measure, bandwidth: Metres, kernel: Kernel = .gaussian,
        ends: Ends = .reflecting
    ) {
        let length = (end - start).value
        guard length > 0, length.isFinite, bandwidth.value > 0, bandwidth.value.isFinite else { return nil }
        self.events = events.map { $0.metres - start.metres }.filter { $0 >= 0 && $0 <= length }.sorted()
        self.start = start.metres
        self.length = length
        self.bandwidth = bandwidth
        self.kernel = kernel
        self.ends = ends
    }

    package var eventCount: Int { events.count }

    /// Events per metre at a measure; 0 outside the piece. O(log n + events within reach).
    package func perMetre(at measure: Measure) -> Double {
        let u = measure.metres - start
        guard u >= 0, u <= length else { return 0 }
        if isFlat { return Double(events.count) / length }
        var sum = 0.0
        eachImage(near: u - reach, to: u + reach) { sum += value(u - $0) }
        return sum
    }

    /// Expected events between two measures, clipped to the piece: exact, so that lixels add up to the number of events.
    package func events(from: Measure, to: Measure) -> Double {
        let a = min(max(from.metres - start, 0), length)
        let b = min(max(to.metres - start, 0), length)
        guard b > a else { return 0 }
        if isFlat { return Double(events.count) * (b - a) / length }
        var sum = 0.0
        eachImage(near: a - reach, to: b + reach) { sum += cumulative(b - $0) - cumulative(a - $0) }
        return sum
    }

    /// Beyond this the kernel holds less than 1e-17 of its mass.
    private var reach: Double {
        switch kernel {
        case .gaussian: 9 * bandwidth.value
        case .epanechnikov: 5.0.squareRoot() * bandwidth.value
        }
    }

    /// A kernel fifty times as wide as the piece is level on it to the last digit, and would need thousands of images.
    private var isFlat: Bool { ends == .reflecting && bandwidth.value > 50 * length }

    private func value(_ d: Double) -> Double {
        switch kernel {
        case .gaussian:
            let t = d / bandwidth.value
            return Elementary.exp(-t * t / 2) / (bandwidth.value * (2 * .pi).squareRoot())
        case .epanechnikov:
            let t = d / reach
            return t.magnitude < 1 ? 0.75 * (1 - t * t) / reach : 0
        }
    }

    private func cumulative(_ d: Double) -> Double {
        switch kernel {
        case .gaussian: return Normal.cumulative(d / bandwidth.value)
        case .epanechnikov:
            let t = min(max(d / reach, -1), 1)
            return 0.5 + 0.75 * (t - t * t * t / 3)
        }
    }

    /// Calls `body` with every event and mirror image of one between two places.
    private func eachImage(near low: Double, to high: Double, _ body: (Double) -> Void) {
        func visit(from low: Double, to high: Double, _ place: (Double) -> Double) {
            var index = events.partitioningIndex { $0 >= low }
            while index < events.count, events[index] <= high {
                body(place(events[index]))
                index += 1
            }
        }
        guard ends == .reflecting else {
            visit(from: low, to: high) { $0 }
            return
        }
        let period = 2 * length
        var k = ((low - length) / period).rounded(.down)
        while k <= ((high + length) / period).rounded(.up) {
            let offset = k * period
            visit(from: low - offset, to: high - offset) { $0 + offset }
            visit(from: offset - high, to: offset - low) { offset - $0 }
            k += 1
        }
    }

    /// What the event at `place` and its own images add to the density there: taken off in cross-validation.
    func ownShare(at measure: Measure) -> Double {
        let u = measure.metres - start
        guard ends == .reflecting else { return value(0) }
        if isFlat { return 1 / length }
        var sum = 0.0
        var k = (-reach / (2 * length)).rounded(.down) - 1
        while k * 2 * length <= reach + 2 * length {
            let offset = k * 2 * length
            sum += value(offset) + value(2 * u - offset)
            k += 1
        }
        return sum
    }
}
