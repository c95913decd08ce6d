import BorderBase
import BorderModel
import GeoFormats
import LineStatistics

extension SpacingReport {
    /// What the K test is of, and of which pieces; cross-K in sentences.
    var kNotes: [String] {
        guard let first = rows.last(where: { $0.kTest != nil }), let test = first.kTest else { return [] }
        var notes = [
            "K p: extreme rank length over distances up to \(NumberText.length(test.curve.last?.radius)), against \(NumberText.grouped(test.simulations)) arrangements (\(test.against.rawValue)); all pieces with two facilities or more are pooled, weighted by n (n - 1) / length: for \(first.area) in \(first.epoch) \(NumberText.counted(test.pieces, one: "piece", many: "pieces")) with \(NumberText.grouped(test.events)) facilities on \(NumberText.length(test.length))."
        ]
        for row in rows {
            for cross in row.crossTests {
                notes.append(
                    "\(row.area), \(row.epoch): \(cross.second.rawValue) around \(cross.first.rawValue) (cross-K, \(cross.test.against.rawValue)): \(NumberText.pValue(cross.test.pValue))\(cross.test.direction.map { ", " + $0 } ?? "")."
                )
            }
        }
        return notes
    }

    /// Every curve with its band: one line for each distance.
    package var curveTable: ResultTable {
        func lines(of test: SpacingTest, in row: Row, pair: String) -> [[ResultTable.Cell]] {
            test.curve.map {
                [
                    .text(row.area), .text(row.epoch), .text(row.kind), .text(pair), .metres($0.radius),
                    .metres($0.k, places: 1), .metres($0.lower, places: 1), .metres($0.upper, places: 1),
                ]
            }
        }
        return ResultTable(
            id: "k", title: "K function",
            columns: [
                .init("area", field: "area"), .init("epoch", field: "epoch"), .init("kind", field: "kind"),
                .init("pair", field: "pair"), .init("distance, m", field: "r_m"), .init("K, m", field: "k_m"),
                .init("band from", field: "lo_m"), .init("to", field: "hi_m"),
            ],
            rows: rows.flatMap { row in
                (row.kTest.map { lines(of: $0, in: row, pair: "") } ?? [])
                    + row.crossTests.flatMap { lines(of: $0.test, in: row, pair: "\($0.first.rawValue)-\($0.second.rawValue)") }
            },
            notes: [
                "K at random is the distance itself. Band: 95 % of random arrangements are inside it at all distances at once."
            ])
    }
}

extension SpacingTest {
    /// Distances over which the curve lies outside of its band on one side.
    package struct Departure: Hashable, Sendable {
        package var isMore: Bool
        package var from: Metres
        package var to: Metres

        /// `14 to 236 m`, `120 m`.
        package var range: String {
            let places = to.value < 10 ? 1 : 0
            let (first, last) = (NumberText.fixed(from.value, places), NumberText.fixed(to.value, places))
            return first == last ? "\(last) m" : "\(first) to \(last) m"
        }
    }

    /// The longest one; `nil` where the test rejects nothing.
    package var departure: Departure? {
        guard pValue <= 0.05 else { return nil }
        var runs: [Departure] = []
        var last: Bool?
        for point in curve {
            let isMore: Bool? = point.k > point.upper ? true : point.k < point.lower ? false : nil
            if let isMore {
                if isMore == last {
                    runs[runs.count - 1].to = point.radius
                } else {
                    runs.append(Departure(isMore: isMore, from: point.radius, to: point.radius))
                }
            }
            last = isMore
        }
        return runs.max { ($0.to - $0.from) < ($1.to - $1.from) }
    }

    /// `fewer neighbours than at random within 14 to 236 m`; `nil` where the curve does not leave its band.
    package var direction: String? {
        departure.map { "\($0.isMore ? "more" : "fewer") neighbours than at random within \($0.range)" }
    }

    package var json: JSONValue {
        [
            "pieces": .integer(pieces), "length_m": .metres(length), "events": .integer(events),
            "others": others.map { .integer($0) } ?? .null, "simulations": .integer(simulations),
            "null": .string(against.rawValue), "statistic": "extreme_rank_length",
            "pooled": "pieces weighted by pairs over length",
            "curve": .array(
                curve.map {
                    ["r_m": .metres($0.radius), "k_m": .metres($0.k), "lo_m": .metres($0.lower), "hi_m": .metres($0.upper)]
                }),
        ]
    }
}
