/// Round places on an axis: multiples of 1, 2 or 5 times a power of ten that cover a range.
struct Ticks: Hashable {
    let values: [Double]
    let step: Double
    /// Decimals that tell the ticks apart: 0 for steps of 1 and more.
    let decimals: Int

    /// The multiples of the step inside `range`, ends included. The step is the nicest that gives about `count` intervals.
    ///
    /// An empty, infinite or unordered range gives the single tick at its start (0 where that is no number).
    init(in range: ClosedRange<Double>, about count: Int = 5) {
        let width = range.upperBound - range.lowerBound
        guard width.isFinite, width > 0, let step = Self.step(for: width / Double(max(1, count))) else {
            values = [range.lowerBound.isFinite ? range.lowerBound : 0]
            self.step = 1
            decimals = 0
            return
        }
        // A hair of slack: 0.3 / 0.1 is 2.9999999999999996 in doubles.
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        var values: [Double] = []
        var i = first
        while i <= last, values.count < 1000 {
            values.append(i == 0 ? 0 : i * step)
            i += 1
        }
        self.values = values
        self.step = step
        var decimals = 0
        var unit = 1.0
        while unit > step * (1 + 1e-9), decimals < 12 {
            unit /= 10
            decimals += 1
        }
        self.decimals = decimals
    }

    /// The end of an axis that starts at 0 and holds `maximum`: the first multiple of a nice step that is not smaller.
    static func end(above maximum: Double, about count: Int = 5) -> Double {
        guard maximum.isFinite, maximum > 0, let step = step(for: maximum / Double(max(1, count))) else { return 1 }
        return (maximum / step - 1e-9).rounded(.up) * step
    }

    /// The nice number nearest to `raw` on a logarithmic scale: 1, 2, 5 or 10 times a power of ten.
    private static func step(for raw: Double) -> Double? {
        guard raw.isFinite, raw > 1e-9 else { return nil }
        var power = 1.0
        while power * 10 <= raw { power *= 10 }
        while power > raw { power /= 10 }
        let fraction = raw / power
        let nice = fraction < 1.414 ? 1.0 : fraction < 3.162 ? 2 : fraction < 7.071 ? 5 : 10
        return nice * power
    }
}
