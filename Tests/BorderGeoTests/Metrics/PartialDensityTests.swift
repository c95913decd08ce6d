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

/// Records of facilities in any number of parts, against all of them in one run.
@Suite struct PartialDensityTests {
    /// The Hoeryong study with a part of its border out of sight in 2022, so that every kind of count occurs.
    static func counter(jobs: Int? = 2) throws -> DensityCounter {
        var data = try StudyLoader(jobs: jobs, readsFacilities: false).load("hoeryong")
        let area = try #require(data.areas.first?.spans.spans.first)
        let seen = MeasureSpan(area.from, area.from + (area.to - area.from) * 0.6)
        data.observations = data.study.epochs.enumerated().map { i, epoch in
            Observation(epoch: epoch.id, extent: .spans(MeasureSpanSet(i == 0 ? area : seen)))
        }
        return try DensityCounter(data, jobs: jobs)
    }

    /// Lines of GeoJSON: most of them good, some doubtful in every way that reading and attaching know.
    static func records(_ count: Int, seed: UInt64) -> [String] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { i in
            let far = i % 11 == 0
            let longitude = random.uniform(129.60...129.85) + (far ? 3 : 0)
            let latitude = i % 37 == 5 ? 99 : random.uniform(42.40...42.56)
            let kind =
                ["\"guard_post\"", "\"watchtower\"", "\"망루\"", "\"pagoda \(i % 5)\"", "null", "\"garrison\""].randomElement(
                    using: &random) ?? ""
            let dates =
                [
                    "", ",\"valid_from\":\"2021-01-01\"", ",\"valid_from\":\"2023-01-01\",\"absent_on\":\"2020-01-01\"",
                    ",\"valid_to\":\"2020-01-01\"",
                ].randomElement(using: &random) ?? ""
            let id = i % 13 == 7 ? "" : "\"id\":\"r\(seed)-\(i)\","
            let height = i % 17 == 3 ? ",12.5" : ""
            return "{\"type\":\"Feature\",\(id)\"properties\":{\"kind\":\(kind)\(dates)},"
                + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[\(longitude),\(latitude)\(height)]}}\n"
        }
    }

    static func partial(_ lines: some Sequence<String>, _ counter: DensityCounter) throws -> DensityPartial {
        try counter.partial(reading: .bytes(Array(lines.joined().utf8), name: "records")).partial
    }

    static func bytes(_ partial: DensityPartial) throws -> [[UInt8]] {
        try [.json, .text, .csv, .md].map { try ResultWriter().bytes(of: partial, as: $0) }
    }

    @Test(arguments: [1, 20_240_307, 0xB02D_E26E0] as [UInt64])
    func anySplitInAnyOrderGivesTheBytesOfOneRun(seed: UInt64) throws {
        let counter = try Self.counter()
        let lines = Self.records(900, seed: seed)
        let whole = try Self.partial(lines, counter)
        let expected = try Self.bytes(whole)
        // What is compared must hold something of everything.
        let all = try #require(whole.density.last { $0.kind == "all" })
        #expect(all.count.count > 0 && all.count.maximum > all.count.count)
        let rules = Set(whole.findings.map(\.rule))
        for rule in [
            "facility-outside-corridor", "facility-outside-areas", "outside-mask", "no-id", "unknown-value", "kind-missing",
            "off-earth", "height-dropped",
        ] {
            #expect(rules.contains(rule), "\(rule)")
        }
        var random = SeededGenerator(seed: seed)
        for round in 0..<6 {
            let shards = Int.random(in: 1...12, using: &random)
            var parts = [[String]](repeating: [], count: shards)
            // The last shards of the later rounds stay empty; lines within one come in any order.
            for line in lines.shuffled(using: &random) {
                parts[Int.random(in: 0..<max(1, shards - round), using: &random)].append(line)
            }
            var partials = try parts.map { part in
                try DensityPartial.read(Array(try Self.partial(part, counter).line().utf8), file: "part")[0]
            }
            partials.shuffle(using: &random)
            var sum = partials[0]
            for partial in partials.dropFirst() { try sum.add(partial) }
            #expect(sum == whole, "seed \(seed), round \(round), \(shards) shards")
            #expect(try Self.bytes(sum) == expected, "seed \(seed), round \(round), \(shards) shards")
        }
    }

    @Test func theSumIsTheReportOfTheSameFacilities() throws {
        for name in StudyLoader.builtInStudies {
            let data = try StudyLoader().load(name)
            let counter = try DensityCounter(data)
            var sum = counter.partial(of: [])
            for start in stride(from: 0, to: data.facilities.count, by: 97) {
                try sum.add(counter.partial(of: Array(data.facilities[start..<min(start + 97, data.facilities.count)])))
            }
            let model = try ReportModel(data)
            // Distances of neighbours are those of the whole alone.
            var expected = model.density
            for i in expected.indices { expected[i].neighbours = nil }
            #expect(sum.density == expected, "\(name)")
            #expect(expected.contains { $0.dispersion != nil })
            #expect(sum.findings == model.findings, "\(name)")
            for format in [ResultFormat.csv, .text, .md] {
                let whole = try ResultWriter().bytes(of: DensityResult(model), as: format)
                #expect(try ResultWriter().bytes(of: sum, as: format) == whole, "\(name) \(format)")
            }
        }
    }

    @Test func threadsAndChunksChangeNothing() throws {
        let lines = Self.records(12_000, seed: 9)
        #expect(lines.reduce(0) { $0 + $1.utf8.count } > 1 << 20, "more than one chunk")
        let one = try Self.partial(lines, try Self.counter(jobs: 1))
        let three = try Self.partial(lines, try Self.counter(jobs: 3))
        #expect(one == three)
        #expect(one.counts.recordCount == 12_000 - lines.indices.count { $0 % 37 == 5 })
    }

    @Test func anIdThatOccursTwiceIsRefusedAcrossChunks() throws {
        let lines = Self.records(12_000, seed: 4)
        #expect {
            try Self.partial(lines + [lines[1]], try Self.counter())
        } throws: { ($0 as? InputError)?.problem == "id \"r4-1\" occurs twice" }
    }

    @Test func anErrorNamesTheRecordOfTheWholeInput() throws {
        let bad =
            "{\"type\":\"Feature\",\"id\":\"bad\",\"properties\":{\"kind\":\"camera\",\"valid_from\":\"soon\"},"
            + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[129,42]}}\n"
        #expect {
            try Self.partial(Self.records(12_000, seed: 4) + [bad], try Self.counter())
        } throws: { ($0 as? InputError)?.place.feature == 12_000 }
    }

    struct Refusal: CustomTestStringConvertible {
        var name: String
        var change: (String, String)
        var message: String
        var testDescription: String { name }
    }

    static let refusals = [
        Refusal(
            name: "another schema", change: ("density-partial/1", "density-partial/2"), message: "this is not a partial summary"),
        Refusal(name: "a changed length", change: ("7400", "7401"), message: "the fingerprint does not fit"),
        Refusal(
            name: "a negative count", change: ("\"outside_mask\":0", "\"outside_mask\":-1"),
            message: "a count must be a whole number"),
        Refusal(
            name: "a count beyond whole numbers", change: ("\"certain\":", "\"certain\":9223372036854775807"),
            message: "a count must be a whole number"),
        Refusal(name: "more counted than read", change: ("\"certain\":", "\"certain\":9"), message: "the counts do not fit"),
        Refusal(
            name: "an unknown kind", change: ("\"kind\":\"guard_post\"", "\"kind\":\"pagoda\""),
            message: "\"pagoda\" is not a kind of the study"),
        Refusal(name: "a missing member", change: ("\"doubts\"", "\"doubt\""), message: "an array is missing"),
    ]

    @Test(arguments: refusals) func whatIsNotAPartialIsRefused(refusal: Refusal) throws {
        let text = try Self.partial(Self.records(60, seed: 3), try Self.counter()).line()
        let range = try #require(text.firstRange(of: refusal.change.0))
        let changed = text.replacingCharacters(in: range, with: refusal.change.1)
        #expect {
            try DensityPartial.read(Array(changed.utf8), file: "part")
        } throws: { ($0 as? InputError)?.problem.contains(refusal.message) == true }
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
