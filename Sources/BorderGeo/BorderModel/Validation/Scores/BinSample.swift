import LinearReferencing

/// A random sample of stretches of the border for a person to check by eye, so many of each stratum.
///
/// Strata are what the map says of a stretch. Rare strata are drawn more densely than common ones; `StratifiedAccuracy` weighs them back.
package struct BinSample: Hashable, Sendable {
    package struct Bin: Hashable, Sendable {
        package var span: MeasureSpan
        package var stratum: String

        package init(span: MeasureSpan, stratum: String) {
            self.span = span
            self.stratum = stratum
        }
    }

    package struct Stratum: Hashable, Sendable {
        package var name: String
        package var bins: Int
        package var length: Metres
        package var drawn: Int
    }

    /// In order of the route.
    package var drawn: [Bin]
    /// In order of name.
    package var strata: [Stratum]

    /// Draws `size` stretches: a share by length of each stratum, but at least `least` of each where there are as many.
    ///
    /// The same seed draws the same. O(n log n).
    package init(_ bins: [Bin], size: Int, least: Int, seed: UInt64) {
        let names = Set(bins.map(\.stratum)).sorted()
        let total = bins.reduce(0) { $0 + $1.span.length.value }
        var drawn: [Bin] = []
        var strata: [Stratum] = []
        let generator = SplitMix64(seed: seed)
        for (number, name) in names.enumerated() {
            var members = bins.filter { $0.stratum == name }
            let length = members.reduce(0) { $0 + $1.span.length.value }
            let share = total > 0 ? Int((Double(size) * length / total).rounded()) : 0
            let wanted = min(members.count, max(share, least))
            var random = generator.stream(number)
            random.shuffle(&members)
            drawn += members.prefix(wanted)
            strata.append(Stratum(name: name, bins: members.count, length: Metres(length), drawn: wanted))
        }
        self.drawn = drawn.sorted { $0.span.from < $1.span.from }
        self.strata = strata
    }
}
