import BorderGeo
import TestSupport
import Testing

private func p(_ longitude: Double, _ latitude: Double) -> GeoPosition { GeoPosition(longitude: longitude, latitude: latitude) }

private func line(_ positions: [GeoPosition], _ properties: [(String, FieldValue)] = []) -> Feature {
    Feature(geometry: .lineString(Polyline(positions)), properties: .init(uniqueKeysWithValues: properties))
}

private let mine = BorderSource(origin: .file("mine.geojson"), title: "mine")

private func border(_ features: [Feature], near reference: Border? = nil) throws -> Border {
    try Border(features: features, source: mine, reference: reference)
}

@Suite struct OwnBorderTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func partsInAnyOrderAndDirectionGiveTheSameLine(seed: UInt64) throws {
        let whole = try Border.builtinDCW()
        var random = SeededGenerator(seed: seed)
        var cuts: Set<Int> = [0, whole.route.vertices.count - 1]
        for _ in 0..<20 { cuts.insert(Int(random.uniform(1...1096))) }
        let sorted = cuts.sorted()
        var parts = zip(sorted, sorted.dropFirst()).map { Array(whole.route.vertices[$0...$1]) }
        parts.shuffle(using: &random)
        for i in parts.indices where random.uniform() < 0.5 { parts[i].reverse() }
        let mine = try border([Feature(geometry: .multiLineString(parts.map { Polyline($0) }))], near: whole)
        // A file whose first vertex is an end of the line runs from there; another one from the Tumen only where two thirds of it were drawn so.
        func length(_ part: [GeoPosition]) -> Double {
            zip(part, part.dropFirst()).reduce(0) { $0 + Geodesic().distance($1.0, $1.1).value }
        }
        let place = Dictionary(uniqueKeysWithValues: zip(whole.route.vertices, 0...))
        let against = parts.filter { (place[$0[0]] ?? 0) > (place[$0[$0.count - 1]] ?? 0) }.reduce(0) { $0 + length($1) }
        let isReversed =
            parts[0][0] == whole.route.vertices[0]
            ? false
            : parts[0][0] == whole.route.vertices.last || against >= whole.length.value * 2 / 3
        let vertices = isReversed ? whole.route.vertices.reversed() : whole.route.vertices
        let ids = isReversed ? whole.segments.map(\.id).reversed() : whole.segments.map(\.id)
        #expect(mine.route.vertices == vertices, "seed \(seed)")
        #expect(mine.route.inwardSide == (isReversed ? .left : .right), "seed \(seed)")
        #expect(mine.segments.map(\.id) == ids, "seed \(seed)")
        for segment in mine.segments {
            let same = try #require(whole.segment(id: segment.id))
            #expect(abs(same.length.value - segment.length.value) < 0.01, "seed \(seed) \(segment.id)")
        }
        let rules = mine.findings.map(\.rule)
        #expect(
            rules == ["border-parts-turned", "border-parts-reordered"] + (isReversed ? ["border-direction"] : []),
            "seed \(seed) \(mine.findings)")
    }

    @Test func aLineDrawnFromTheTumenToTheYaluStaysAsDrawn() throws {
        let whole = try Border.builtinDCW()
        let mine = try border([line(whole.route.vertices.reversed())], near: whole)
        #expect(mine.route.vertices == whole.route.vertices.reversed())
        #expect(mine.route.inwardSide == .left)
        #expect(mine.segments.map(\.id) == ["tumen-russia", "tumen", "paektu-land", "yalu"])
        #expect(mine.findings.map(\.rule) == ["border-direction"])
        #expect(mine.findings.allSatisfy { $0.severity == .warning })
    }

    @Test(arguments: [(Side.left, []), (.right, ["inward-doubtful"])] as [(Side, [String])])
    func theSideGivenCountsAndIsDoubtedWhereTheLineSaysOtherwise(inward: Side, rules: [String]) throws {
        let whole = try Border.builtinDCW()
        let drawn = Array(whole.route.vertices[800...900].reversed())
        let mine = try Border(features: [line(drawn)], source: mine, reference: whole, inwardSide: inward)
        #expect(mine.route.inwardSide == inward)
        #expect(mine.findings.map(\.rule) == rules)
    }

    @Test func aPartialLineStaysAsDrawn() throws {
        let whole = try Border.builtinDCW()
        let piece = Array(whole.route.vertices[800...900].reversed())
        let mine = try border([line(piece)], near: whole)
        #expect(mine.route.vertices == piece)
        #expect(mine.segments.map(\.id) == ["tumen"])
        #expect(mine.segments.first?.neighbour?.rawValue == "china")
        #expect(mine.route.start == Measure(0))
    }

    @Test func aLineElsewhereStaysAsDrawnAndSaysSo() throws {
        let drawn = [p(10, 50), p(10.1, 50.1)]
        let mine = try border([line(drawn)], near: try Border.builtinDCW())
        #expect(mine.route.vertices == drawn)
        #expect(mine.findings.map(\.rule) == ["inward-assumed"])
        #expect(mine.segments.map(\.id) == ["border"])
    }

    @Test func gapsAreReportedAndAddNothing() throws {
        // Three pieces west to east along the equator, in another order: 1 degree is 111,319.491 m there.
        let mine = try border([line([p(2, 0), p(3, 0)]), line([p(0, 0), p(1, 0)]), line([p(3.5, 0), p(4, 0)])])
        #expect(mine.route.parts.count == 3)
        #expect(abs(mine.length.value - 2.5 * 111_319.490793) < 1e-3)
        #expect(mine.route.vertices.map(\.longitude) == [0, 1, 2, 3, 3.5, 4])
        #expect(mine.findings.map(\.rule) == ["border-gap", "border-gap", "border-parts-reordered"])
        #expect(mine.findings[0].sentence == "The line has a gap of 111319 m here, which adds nothing to measures.")
        #expect(mine.findings[1].place.position == p(3, 0))
    }

    @Test func segmentsComeFromPropertiesWhereEveryPartHasOne() throws {
        let mine = try border([
            line([p(1, 0), p(2, 0)], [("segment", "b"), ("name", "Lower"), ("neighbour", "russia")]),
            line([p(0, 0), p(1, 0)], [("segment", "a")]),
        ])
        #expect(mine.segments.map(\.id) == ["a", "b"])
        #expect(mine.segments.map(\.name) == ["a", "Lower"])
        #expect(mine.segments.map(\.neighbour?.rawValue) == [nil, "russia"])
        #expect(abs(mine.segments[1].span.from.metres - 111_319.490793) < 1e-3)
        #expect(mine.segments[1].span.to == mine.route.end)
    }

    @Test func unclearSegmentNamesAreNotUsed() throws {
        let comesBack = try border([
            line([p(0, 0), p(1, 0)], [("segment", "a")]), line([p(1, 0), p(2, 0)], [("segment", "b")]),
            line([p(2, 0), p(3, 0)], [("segment", "a")]),
        ])
        #expect(comesBack.segments.map(\.id) == ["border"])
        #expect(comesBack.findings.map(\.rule) == ["border-segments-unclear"])
        let missing = try border([line([p(0, 0), p(1, 0)], [("segment", "a")]), line([p(1, 0), p(2, 0)])])
        #expect(missing.findings.map(\.rule) == ["border-segments-unclear"])
    }

    @Test func doubledAndEmptyPartsAreLeftOut() throws {
        let mine = try border([
            line([p(0, 0), p(1, 0)]), line([p(1, 0), p(0, 0)]), line([p(1, 0), p(1, 0)]), line([p(1, 0), p(2, 0)]),
            Feature(geometry: nil),
        ])
        #expect(mine.route.vertices.map(\.longitude) == [0, 1, 2])
        #expect(mine.findings.map(\.rule) == ["duplicate-part", "empty-part", "no-geometry"])
    }

    @Test func endsWithinAMetreMeet() throws {
        let mine = try border([line([p(0, 0), p(1, 0)]), line([p(1.000005, 0), p(2, 0)])])  // 0.56 m apart
        #expect(mine.route.parts.count == 1)
        #expect(mine.findings.isEmpty)
    }

    @Test(arguments: [
        ("a fork", [line([p(0, 0), p(1, 0)]), line([p(1, 0), p(2, 0)]), line([p(1, 0), p(1, 1)])], "forks"),
        ("a closed line", [line([p(0, 0), p(1, 0), p(1, 1), p(0, 0)])], "closes on itself"),
        ("a ring of two parts", [line([p(0, 0), p(1, 0), p(1, 1)]), line([p(1, 1), p(0, 1), p(0, 0)])], "closes on itself"),
        ("a point", [Feature(geometry: .point(p(0, 0)))], "not of Point"),
        ("a polygon", [Feature(geometry: .polygon(Polygon(exterior: [p(0, 0), p(1, 0), p(1, 1), p(0, 0)])))], "not of Polygon"),
        ("swapped coordinates", [line([p(41.9, 127.4), p(42, 127.5)])], "not on the earth"),
        ("not a number", [line([p(.nan, 0), p(1, 0)])], "not on the earth"),
        ("nothing", [], "it contains no line"),
        ("an empty line", [line([])], "it contains no line"),
        ("one vertex", [line([p(1, 1)])], "it contains no line"),
    ])
    func whatIsNoBorderIsRefused(name: String, features: [Feature], problem: String) throws {
        let error = #expect(throws: InputError.self) { try border(features) }
        #expect(error?.problem.contains(problem) == true, "\(name): \(String(describing: error))")
        #expect(error?.place.file == "mine.geojson")
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func tooManyPiecesAreRefused() throws {
        let dashes = (0..<300).map { line([p(Double($0) * 0.1, 0), p(Double($0) * 0.1 + 0.05, 0)]) }
        let error = #expect(throws: InputError.self) { try border(dashes) }
        #expect(error?.problem.contains("300 separate pieces") == true)
        let fewer = try border(Array(dashes.prefix(256).reversed()))
        #expect(fewer.route.vertices.map(\.longitude) == fewer.route.vertices.map(\.longitude).sorted())
    }
}
