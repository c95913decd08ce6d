import BorderGeo
import TestSupport
import Testing

private func p(_ longitude: Double, _ latitude: Double) -> GeoPosition { GeoPosition(longitude: longitude, latitude: latitude) }

/// Borders in parts that do not meet: which part comes when, and which way round.
@Suite struct BorderPartsTests {
    private static let source = BorderSource(origin: .file("mine.geojson"), title: "mine")

    private func border(_ parts: [[GeoPosition]], along reference: Border? = nil) throws -> Border {
        try Border(
            features: [Feature(geometry: .multiLineString(parts.map { Polyline($0) }))], source: Self.source,
            reference: reference)
    }

    /// Two reaches of the Tumen where it bends, drawn downstream: their wrong ends lie nearest to each other.
    private static let bend = [
        [p(129.909999, 42.977899), p(129.880703, 42.992754)], [p(129.932268, 43.005959), p(129.977598, 42.970141)],
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// Which reach comes when in the file, and whether it was drawn upstream.
        var file: [(reach: Int, upstream: Bool)]
        /// What comes out, in reaches and whether against the stream.
        var line: [(reach: Int, upstream: Bool)]
        var rules: [String]
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "as they flow", file: [(0, false), (1, false)], line: [(0, false), (1, false)], rules: ["border-gap"]),
        Case(
            name: "in the other order", file: [(1, false), (0, false)], line: [(0, false), (1, false)],
            rules: ["border-gap", "border-parts-reordered"]),
        Case(
            name: "the first turned", file: [(0, true), (1, false)], line: [(0, false), (1, false)],
            rules: ["border-gap", "border-parts-turned"]),
        Case(
            name: "the second turned", file: [(0, false), (1, true)], line: [(0, false), (1, false)],
            rules: ["border-gap", "border-parts-turned"]),
        Case(
            name: "both turned", file: [(0, true), (1, true)], line: [(0, false), (1, false)],
            rules: ["border-gap", "border-parts-turned"]),
        Case(
            name: "the whole from the other end", file: [(1, true), (0, true)], line: [(1, true), (0, true)],
            rules: ["border-gap", "border-direction"]),
    ]

    @Test(arguments: cases)
    func reachesFollowTheirMeasuresOnTheReference(example: Case) throws {
        func reaches(_ list: [(reach: Int, upstream: Bool)]) -> [[GeoPosition]] {
            list.map { $0.upstream ? Self.bend[$0.reach].reversed() : Self.bend[$0.reach] }
        }
        let mine = try border(reaches(example.file), along: try Border.builtinDCW())
        #expect(mine.route.vertices == reaches(example.line).flatMap { $0 })
        #expect(mine.findings.map(\.rule) == example.rules)
        #expect(mine.findings.allSatisfy { $0.severity == .warning })
        // 100 m to the right of each reach as it flows is the DPRK, whatever the file looks like.
        for position in [p(129.8960497, 42.986068), p(129.9540415, 42.9874394)] {
            #expect(abs(mine.route.locate(position).inwardOffset.metres - 100) < 0.1)
        }
    }

    @Test func reachesOfManyVerticesFollowTheReferenceToo() throws {
        let mine = try border(
            [
                [
                    p(129.883078, 42.966179), p(129.890303, 42.966179), p(129.912473, 42.972204), p(129.914255, 42.974185),
                    p(129.909999, 42.977899), p(129.898914, 42.976), p(129.888521, 42.976165), p(129.884958, 42.977568),
                    p(129.877238, 42.983758),
                ],
                [
                    p(130.142487, 42.974432), p(130.144467, 42.972699), p(130.146248, 42.969315), p(130.141696, 42.967995),
                    p(130.115666, 42.954955), p(130.118734, 42.943318), p(130.129423, 42.939356), p(130.13744, 42.932341),
                    p(130.132491, 42.927802), p(130.119229, 42.928627), p(130.105174, 42.923015), p(130.098048, 42.918558),
                    p(130.097455, 42.913689), p(130.107748, 42.906508),
                ],
            ], along: try Border.builtinDCW())
        #expect(mine.route.vertices.first == p(129.883078, 42.966179))
        for position in [p(129.9130651, 42.9766215), p(130.1324936, 42.9352697)] {
            #expect(abs(mine.route.locate(position).inwardOffset.metres - 100) < 0.1)
        }
    }

    /// Pieces of the built-in line with gaps between them, in any order, some turned: they come back in the order of the line.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func piecesInAnyOrderComeBackInTheOrderOfTheLine(seed: UInt64) throws {
        let whole = try Border.builtinDCW()
        var random = SeededGenerator(seed: seed)
        var pieces: [[GeoPosition]] = []
        var next = Int(random.uniform(0...20))
        while next + 2 < whole.route.vertices.count - 30 {
            let end = min(next + Int(random.uniform(2...80)), whole.route.vertices.count - 1)
            pieces.append(Array(whole.route.vertices[next...end]))
            next = end + Int(random.uniform(1...40))
        }
        var file = pieces.shuffled(using: &random)
        // Fewer than a third, so that the file as a whole does not run upstream.
        var turned = 0
        for i in stride(from: 0, to: file.count, by: 5) {
            file[i].reverse()
            turned += 1
        }
        let mine = try border(file, along: whole)
        #expect(mine.route.vertices == pieces.flatMap { $0 }, "seed \(seed)")
        #expect(
            mine.findings.contains { $0.rule == "border-parts-turned" && $0.sentence.hasPrefix("\(turned) of") }, "seed \(seed)")
    }

    /// Far from the reference the file's order holds: the open side of a horseshoe is its narrow one.
    @Test(arguments: [false, true])
    func farFromTheReferenceTheFilesOrderHolds(withReference: Bool) throws {
        let parts = [[p(10, 50), p(10.05, 50.02), p(10.07, 50)], [p(10.09, 50.06), p(10.05, 50.04), p(10, 50.05)]]
        let mine = try border(parts, along: withReference ? try Border.builtinDCW() : nil)
        #expect(mine.route.locate(p(10, 50)).measure == Measure(0))
        #expect(mine.route.locate(p(10, 50.05)).measure == mine.route.end)
        #expect(mine.findings.map(\.rule) == ["border-gap"] + (withReference ? ["inward-assumed"] : []))
        // Drawn from the other end it is the same line from the other end.
        let other = try border(parts.reversed().map { $0.reversed() })
        #expect(other.route.vertices == mine.route.vertices.reversed())
    }

    /// Where a gap would run back along a part, the file's order is none.
    @Test(
        arguments: [
            ("a part turned", [[p(0, 0), p(1, 0)], [p(3, 0), p(2, 0)]], [0, 1, 2, 3], "border-parts-turned"),
            ("parts swapped", [[p(2, 0), p(3, 0)], [p(0, 0), p(1, 0)]], [0, 1, 2, 3], "border-parts-reordered"),
            (
                "the last before the middle", [[p(0, 0), p(1, 0)], [p(4, 0), p(5, 0)], [p(2, 0), p(3, 0)]], [0, 1, 2, 3, 4, 5],
                "border-parts-reordered"
            ),
        ] as [(String, [[GeoPosition]], [Double], String)])
    func anOrderThatRunsBackIsMended(name: String, parts: [[GeoPosition]], longitudes: [Double], rule: String) throws {
        let mine = try border(parts)
        #expect(mine.route.vertices.map(\.longitude) == longitudes, "\(name)")
        let finding = try #require(mine.findings.first { $0.rule == rule }, "\(name)")
        #expect(finding.severity == .warning)
        #expect(finding.sentence.contains("nearest ends first, which is a guess"))
    }

    @Test func partsThatMeetAreReportedWhenTheyAreTurnedOrMoved() throws {
        let turned = try border([[p(0, 0), p(1, 0)], [p(2, 0), p(1, 0)], [p(2, 0), p(3, 0)]])
        #expect(turned.route.vertices.map(\.longitude) == [0, 1, 2, 3])
        #expect(turned.findings.map(\.rule) == ["border-parts-turned"])
        #expect(turned.findings[0].sentence.hasPrefix("1 of 3 parts runs against the line and has been turned: part 2."))
        let moved = try border([[p(1, 0), p(2, 0)], [p(0, 0), p(1, 0)]])
        #expect(moved.route.vertices.map(\.longitude) == [0, 1, 2])
        #expect(moved.findings.map(\.rule) == ["border-parts-reordered"])
        #expect(moved.findings[0].sentence.contains("1 of 2 has been moved. The order is now parts 2, 1."))
    }

    /// Which way the whole runs is a matter of length, not of vertices: more vertices on a part turn nothing.
    @Test func theLongerPartKeepsItsDirection() throws {
        let dense = (0...20).reversed().map { p(Double($0) / 20, 0) }
        let mine = try border([dense, [p(1, 0), p(5, 0)]])
        #expect(mine.route.vertices.first == p(0, 0) && mine.route.vertices.last == p(5, 0))
    }
}
