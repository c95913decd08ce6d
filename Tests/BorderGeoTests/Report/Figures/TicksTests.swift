import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import BorderReport
@testable import BorderStudy
@testable import GeoFormats
@testable import LineStatistics
@testable import LinearReferencing

@Suite("Ticks and scales")
struct TicksTests {
    struct Row: CustomTestStringConvertible {
        var testDescription: String
        var range: ClosedRange<Double>
        var count: Int
        var values: [Double]
        var decimals: Int
    }

    /// By hand: the step is the 1, 2 or 5 nearest to width / count on a logarithmic scale.
    static let rows = [
        Row(testDescription: "percent", range: 0...1, count: 4, values: [0, 0.2, 0.4, 0.6, 0.8, 1], decimals: 1),
        Row(
            testDescription: "kilometres", range: 1010.2...1017.6, count: 5, values: [1012, 1014, 1016],
            decimals: 0),
        Row(testDescription: "thousands", range: 0...6820, count: 4, values: [0, 2000, 4000, 6000], decimals: 0),
        Row(testDescription: "below zero", range: -30...25, count: 5, values: [-30, -20, -10, 0, 10, 20], decimals: 0),
        Row(testDescription: "small", range: 0...0.05, count: 5, values: [0, 0.01, 0.02, 0.03, 0.04, 0.05], decimals: 2),
        Row(testDescription: "no width", range: 3...3, count: 5, values: [3], decimals: 0),
        Row(testDescription: "infinite", range: 0...Double.infinity, count: 5, values: [0], decimals: 0),
    ]

    @Test(arguments: rows) func `Ticks are round and inside the range`(_ row: Row) {
        let ticks = Ticks(in: row.range, about: row.count)
        #expect(ticks.values.count == row.values.count)
        for (a, b) in zip(ticks.values, row.values) { #expect(abs(a - b) <= 1e-12 * max(1, abs(b))) }
        #expect(ticks.decimals == row.decimals)
    }

    @Test func `Any range gets between two and twenty ticks of a step 1, 2 or 5`() {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            var width = random.uniform(1...10)
            let power = Int(random.uniform(0...12)) - 6
            for _ in 0..<abs(power) { width = power < 0 ? width / 10 : width * 10 }
            let start = random.uniform(-5...5) * width
            let ticks = Ticks(in: start...(start + width), about: 5)
            #expect(ticks.values.count >= 2 && ticks.values.count <= 20, "seed \(seed), from \(start), width \(width)")
            var mantissa = ticks.step
            while mantissa < 0.9999 { mantissa *= 10 }
            while mantissa > 9.9999 { mantissa /= 10 }
            #expect([1.0, 2, 5].contains { abs($0 - mantissa) < 1e-6 }, "seed \(seed), step \(ticks.step)")
        }
    }

    @Test(arguments: [(6820.0, 7000.0), (1, 1), (0.9, 1), (321, 350), (0, 1), (.nan, 1)])
    func `The end of an axis is round and not below the maximum`(maximum: Double, end: Double) {
        #expect(abs(Ticks.end(above: maximum) - end) < 1e-9)
    }

    @Test func `A scale and its inverse undo each other, also backwards`() {
        let y = LinearScale(0...50, to: (200, 20))
        #expect(y(0) == 200)
        #expect(y(50) == 20)
        #expect(y(25) == 110)
        #expect(y.inverse(110) == 25)
        #expect(y.length(10) == 36)
        #expect(LinearScale(4...4, to: (0, 10))(4) == 5)
    }

    @Test func `Bands are even and leave their gap`() {
        let bands = BandScale(4, from: 0, to: 100, gap: 0.2)
        #expect(bands.bandwidth == 20)
        #expect(bands(0) == 2.5)
        #expect(bands(3) == 77.5)
        #expect(BandScale(0, from: 0, to: 100).bandwidth == 0)
    }
}
