import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel

/// The ledger as a sentence: the figures that are shown add up, whatever their rounding leaves.
@Suite struct LedgerBalanceTests {
    /// Lengths in metres; `comparison` is what they leave.
    struct Case: CustomTestStringConvertible {
        var baseline: Double
        var removed = 0.0
        var new = 0.0
        var redrawn = 0.0
        var sentence: String
        var testDescription: String { sentence }

        var ledger: FenceLedger {
            var ledger = FenceLedger()
            ledger.baseline = Metres(baseline)
            ledger.removed = Metres(removed)
            ledger.new = Metres(new)
            ledger.redrawn = Metres(redrawn)
            ledger.comparison = Metres(baseline - removed + new + redrawn)
            return ledger
        }
    }

    static let cases = [
        // 3,736 + 4,166 = 7,902: rounded each for itself 3.74, 4.17 and 7.90.
        Case(baseline: 3736, new: 4166, sentence: "3.74 km + 4.16 km new = 7.90 km"),
        Case(baseline: 3734, new: 4164, sentence: "3.73 km + 4.17 km new = 7.90 km"),
        // Two metres redrawn are less than what is shown; rounding goes to what is new.
        Case(baseline: 3736, new: 4166, redrawn: 2, sentence: "3.74 km + 4.16 km new = 7.90 km"),
        // Thirty metres redrawn: 7,932 is shown as 7.93, which leaves 0.02.
        Case(baseline: 3736, new: 4166, redrawn: 30, sentence: "3.74 km + 4.17 km new + 0.02 km redrawn = 7.93 km"),
        // 5,004 - 1,006 + 2,006 = 6,004.
        Case(baseline: 5004, removed: 1006, new: 2006, sentence: "5.00 km - 1.01 km removed + 2.01 km new = 6.00 km"),
        // Nothing is new: 5,004 - 1,006 = 3,998.
        Case(baseline: 5004, removed: 1006, sentence: "5.00 km - 1.00 km removed = 4.00 km"),
        // 5,005 - 3 + 1 = 5,003, and 5.01 + 0 = 5.00 leaves less than nothing to what is new.
        Case(baseline: 5005, removed: 3, new: 1, sentence: "5.01 km - 0.01 km removed + 0.00 km new = 5.00 km"),
        // In metres: 400.4 + 200.4 = 600.8.
        Case(baseline: 400.4, new: 200.4, sentence: "400 m + 201 m new = 601 m"),
        Case(baseline: 400.4, redrawn: 0.4, sentence: "400 m + 1 m redrawn = 401 m"),
        Case(baseline: 400.4, redrawn: -0.2, sentence: "400 m = 400 m"),
        // To 0.1 km: 100,040 + 20,040 = 120,080.
        Case(baseline: 100_040, new: 20_040, sentence: "100.0 km + 20.1 km new = 120.1 km"),
    ]

    @Test(arguments: cases) func shownFiguresAddUp(row: Case) {
        #expect(row.ledger.balance == row.sentence)
    }

    /// The last digit of any figure moves by one or two, and the sum holds in whole units.
    @Test func anySumHolds() throws {
        let sizes: [Double] = [300, 3000, 300_000]
        var random = SeededGenerator(seed: 20_261_129)
        for _ in 0..<2000 {
            let size = sizes.randomElement(using: &random) ?? 300
            func length() -> Double { Bool.random(using: &random) ? Double.random(in: 0..<size, using: &random) : 0 }
            let removed = length()
            let row = Case(
                baseline: removed + length(), removed: removed, new: length(),
                redrawn: Double.random(in: 0..<20, using: &random), sentence: "")
            let words = row.ledger.balance
            let sides = words.split(separator: " = ")
            var sum = 0
            var sign = 1
            for word in sides[0].split(separator: " ") {
                if word == "-" { sign = -1 }
                if word == "+" { sign = 1 }
                if let digits = Int(word.filter { $0 != "." && $0 != "," }) { sum += sign * digits }
            }
            let total = try #require(Int(sides[1].filter(\.isNumber)))
            #expect(sum == total, "\(words), seed 20261129")
        }
    }
}
