import TestSupport
import Testing

@testable import BorderBase
@testable import BorderModel
@testable import BorderStudy

@Suite struct DisjointIntervalsTests {
    static func lifetime(_ from: String?, _ to: String?) -> Lifetime {
        Lifetime(validFrom: from.flatMap { CalendarDate($0) }, validTo: to.flatMap { CalendarDate($0) })
    }

    @Test(
        arguments: [
            ("end meets start", [("2019-01-01", "2020-01-01", true), ("2020-01-01", nil, true)]),
            ("a day in common", [("2019-01-01", "2020-01-02", true), ("2020-01-01", nil, false)]),
            ("open at both ends", [(nil, nil, true), ("2020-01-01", "2020-01-02", false)]),
            ("open ends that meet", [("2020-01-01", nil, true), (nil, "2020-01-01", true), (nil, "0001-01-01", false)]),
            (
                "open ends",
                [("2020-01-01", nil, true), ("2030-01-01", nil, false), (nil, "2019-01-01", true), (nil, "2018-01-01", false)]
            ),
            ("between two", [("2019-01-01", "2020-01-01", true), ("2022-01-01", nil, true), ("2020-01-01", "2022-01-01", true)]),
            ("around one", [("2019-01-01", "2020-01-01", true), ("2018-01-01", "2021-01-01", false)]),
            (
                "no day at all",
                [("2019-01-01", "2020-01-01", true), ("2019-06-01", "2019-06-01", false), ("2020-01-01", "2020-01-01", true)]
            ),
        ] as [(String, [(String?, String?, Bool)])])
    func whatOverlapsIsNotAdded(name: String, rows: [(String?, String?, Bool)]) {
        var times = DisjointIntervals<Int>()
        for (from, to, isAdded) in rows {
            #expect(times.insert(Self.lifetime(from, to)) == isAdded, "\(name): \(from ?? "") to \(to ?? "")")
        }
    }

    /// Against a look at every one before.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func itSaysWhatALookAtAllSays(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var times = DisjointIntervals<Int>()
        var known: [(Int, Int)] = []
        for _ in 0..<600 {
            let from = Int(random.uniform(0...400))
            let to = from + Int(random.uniform(0...3))
            let isFree = known.allSatisfy { $0.1 <= from || to <= $0.0 }
            #expect(times.insert(from: from, to: to) == isFree, "seed \(seed): \(from) to \(to)")
            if isFree { known.append((from, to)) }
        }
        #expect(known.count > 100)
    }

    /// A bound that counts how often it is compared.
    private struct Counted: Comparable {
        final class Tally { var count = 0 }
        var value: Int
        let tally: Tally

        static func < (a: Counted, b: Counted) -> Bool {
            a.tally.count += 1
            return a.value < b.value
        }
        static func == (a: Counted, b: Counted) -> Bool {
            a.tally.count += 1
            return a.value == b.value
        }
    }

    /// Twice as many versions take little more than twice the comparisons, in whatever order a file has them; a look at all before would take four times.
    @Test(arguments: ["ascending", "descending", "shuffled", "from both ends"])
    func twiceTheVersionsTakeTwiceTheComparisons(order: String) {
        func comparisons(_ count: Int) -> Int {
            var random = SeededGenerator(seed: 5)
            var starts = Array(0..<count)
            switch order {
            case "descending": starts.reverse()
            case "shuffled": for i in starts.indices { starts.swapAt(i, Int(random.uniform(0...Double(i)))) }
            case "from both ends": starts = starts.map { $0 % 2 == 0 ? $0 : count * 2 - $0 }
            default: break
            }
            let tally = Counted.Tally()
            var times = DisjointIntervals<Counted>()
            for start in starts {
                let isAdded = times.insert(
                    from: Counted(value: start * 10, tally: tally), to: Counted(value: start * 10 + 10, tally: tally))
                #expect(isAdded)
            }
            return tally.count
        }
        let (few, many) = (comparisons(4000), comparisons(8000))
        #expect(many < few * 5 / 2, "\(order): \(few), then \(many)")
        #expect(many < 8000 * 13 * 13, "\(order): \(many)")
    }
}
