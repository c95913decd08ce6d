/// Maps a range of data onto a range of drawing units; the drawing range may run backwards, as a y axis does.
struct LinearScale: Hashable {
    let domain: ClosedRange<Double>
    let from: Double
    let to: Double

    init(_ domain: ClosedRange<Double>, to range: (Double, Double)) {
        self.domain = domain
        (from, to) = range
    }

    /// A domain without width maps onto the middle: there is no other fair place.
    func callAsFunction(_ value: Double) -> Double {
        let width = domain.upperBound - domain.lowerBound
        guard width > 0 else { return (from + to) / 2 }
        return from + (value - domain.lowerBound) / width * (to - from)
    }

    /// The value drawn at a place.
    func inverse(_ place: Double) -> Double {
        guard to != from else { return domain.lowerBound }
        return domain.lowerBound + (place - from) / (to - from) * (domain.upperBound - domain.lowerBound)
    }

    /// Drawn length of a data length, never negative.
    func length(_ value: Double) -> Double {
        let width = domain.upperBound - domain.lowerBound
        return width > 0 ? abs(value / width * (to - from)) : 0
    }

    func ticks(about count: Int = 5) -> Ticks { Ticks(in: domain, about: count) }
}

/// Equal bands for categories, with a gap of a share of the band between them.
struct BandScale: Hashable {
    let count: Int
    let from: Double
    let step: Double
    let bandwidth: Double

    init(_ count: Int, from: Double, to: Double, gap: Double = 0.25) {
        self.count = max(0, count)
        step = count > 0 ? (to - from) / Double(count) : 0
        bandwidth = step * (1 - gap)
        self.from = from + (step - bandwidth) / 2
    }

    /// Start of the band of a category.
    func callAsFunction(_ index: Int) -> Double { from + step * Double(index) }
}
