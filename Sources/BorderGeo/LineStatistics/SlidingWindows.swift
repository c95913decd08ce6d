import BorderBase

/// Windows of one length along the line with more events than a Poisson process of the mean rate allows.
package enum SlidingWindows {
    package struct Window: Hashable, Sendable {
        package var from: Measure
        package var to: Measure
        package var count: Int
        package var expected: Double
        /// `P(X >= count)` at the mean rate, and the same adjusted for all windows (Benjamini and Hochberg).
        package var pValue: Double
        package var adjusted: Double
    }

    /// All windows of `length` every `step` metres, inside one piece each; the mean rate is that of all pieces.
    ///
    /// Empty where no piece is as long as a window. O(windows log events).
    package static func scan(pieces: [LinePiece], length: Metres, step: Metres) -> [Window] {
        let total = pieces.reduce(0) { $0 + $1.length }
        let events = pieces.reduce(0) { $0 + $1.events.count }
        guard total > 0, length.value > 0, step.value > 0 else { return [] }
        var windows: [Window] = []
        for piece in pieces where piece.length >= length.value {
            let places = piece.events.map(\.metres).sorted()
            let number = Int(min((piece.length - length.value) / step.value, 1e7))
            for index in 0...number {
                let from = piece.start.metres + Double(index) * step.value
                let to = from + length.value
                let count = places.partitioningIndex { $0 >= to } - places.partitioningIndex { $0 >= from }
                let expected = Double(events) * length.value / total
                windows.append(
                    Window(
                        from: Measure(from), to: Measure(to), count: count, expected: expected,
                        pValue: PoissonDistribution.upperTail(count, mean: expected), adjusted: 1))
            }
        }
        for (index, value) in FalseDiscoveryRate.benjaminiHochberg(windows.map(\.pValue)).enumerated() {
            windows[index].adjusted = value
        }
        return windows
    }
}
