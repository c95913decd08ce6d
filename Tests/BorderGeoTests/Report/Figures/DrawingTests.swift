import Foundation
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

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Drawing")
struct DrawingTests {
    @Test(arguments: [
        (0.0, "0"), (1, "1"), (-1.5, "-1.5"), (2.004, "2"), (0.126, "0.13"), (-0.004, "0"), (12.05, "12.05"), (.nan, "0"),
        (.infinity, "0"),
        (1e300, "1000000000"),
    ])
    func `Coordinates have two places and no trailing zeros`(value: Double, text: String) {
        #expect(SVGCanvas.number(value) == text)
    }

    @Test func `Text from outside cannot end an element`() {
        let text = "<a href='x'>&\"\u{1}한"
        #expect(Markup(text).text == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\u{FFFD}한")
    }

    /// Every kept line must pass within the tolerance of every dropped vertex.
    @Test func `A simplified line stays within the tolerance`() {
        let seed: UInt64 = 3
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var points = [PlanarPoint(easting: 0, northing: 0)]
            for _ in 0..<Int(random.uniform(2...300)) {
                let last = points[points.count - 1]
                points.append(
                    PlanarPoint(easting: last.easting + random.uniform(-3...10), northing: last.northing + random.uniform(-6...6))
                )
            }
            let tolerance = random.uniform(0.5...20)
            let kept = LineSimplifier.simplify(points, tolerance: tolerance)
            #expect(kept.first == points.first && kept.last == points.last)
            var next = 0
            for point in points {
                if next + 1 < kept.count, point == kept[next + 1] { next += 1 }
                let near =
                    (max(0, next - 1)..<max(1, min(kept.count - 1, next + 2))).map { distance(point, kept[$0], kept[$0 + 1]) }
                    .min() ?? 0
                #expect(near <= tolerance * 2 + 1e-9, "seed \(seed)")
            }
        }
    }

    private func distance(_ p: PlanarPoint, _ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let dx = b.easting - a.easting
        let dy = b.northing - a.northing
        let l = dx * dx + dy * dy
        let t = l > 0 ? max(0, min(1, ((p.easting - a.easting) * dx + (p.northing - a.northing) * dy) / l)) : 0
        return
            ((p.easting - a.easting - t * dx) * (p.easting - a.easting - t * dx)
            + (p.northing - a.northing - t * dy) * (p.northing - a.northing - t * dy)).squareRoot()
    }

    @Test func `A spike is kept, a straight line becomes its ends`() {
        let straight = (0...100).map { PlanarPoint(easting: Double($0), northing: 0) }
        #expect(LineSimplifier.simplify(straight, tolerance: 0.1) == [straight[0], straight[100]])
        let spike = [(0, 0), (10, 0), (50, 0), (10, 0), (0, 0)].map { PlanarPoint(easting: Double($0.0), northing: Double($0.1)) }
        #expect(LineSimplifier.simplify(spike, tolerance: 1).contains(spike[2]))
    }

    @Test func `Clusters keep every facility and its weight`() {
        let posts = (0..<1500).map { i in
            FacilityClusters.Mark(x: Double(i % 37) * 3, y: Double(i % 11) * 5, kind: .guardPost, count: 1 + i % 3)
        }
        let clusters = FacilityClusters(posts, pixel: 1).clusters
        let counted = clusters.reduce(0) { $0 + $1.count }
        #expect(counted == posts.reduce(0) { $0 + $1.count })
        let moment: Double = clusters.reduce(0.0) { $0 + $1.x * Double($1.count) }
        let expected: Double = posts.reduce(0.0) { $0 + $1.x * Double($1.count) }
        #expect(abs(moment - expected) < 1e-6)
        #expect(clusters.allSatisfy { $0.kind == FacilityKind.guardPost })
        #expect(FacilityClusters.radius(1) < FacilityClusters.radius(100))
    }

    @Test(arguments: [
        (463.0, 240.0, 100_000.0, "100 km"), (12, 240, 2000, "2 km"), (0.5, 240, 100, "100 m"), (1, 240, 200, "200 m"),
    ])
    func `A scale bar is the longest round length that fits`(metresPerPixel: Double, most: Double, length: Double, label: String)
    {
        let bar = ScaleBar(metresPerPixel: metresPerPixel, maximum: most)
        #expect(bar.length == Metres(length))
        #expect(bar.label == label)
        #expect(bar.pixels <= most)
    }

    @Test func `Columns count every place once, the last end included`() {
        let whole = MeasureSpan(Measure(100), Measure(1100))
        let places = [100, 150, 399.9, 400, 1099.9, 1100].map { Measure($0) }
        #expect(StripColumns(places, in: whole, width: Metres(300)).counts == [2, 2, 0, 2])
        #expect(StripColumns([Measure(1)], in: whole, width: Metres(300)).counts.reduce(0, +) == 0)
    }

    /// 10 km on the ellipsoid is 10 km on the map to 1 in 1000: the projection is transverse Mercator on the middle of the line.
    @Test func `The map keeps its scale along the border`() throws {
        let data = try SampleReport.figures().mapData
        let frame = MapFrame(
            plane: data.plane, around: try #require(data.extent(of: data.areas, in: data.plane)), width: 1000, height: 500,
            live: false)
        let geodesic = Geodesic()
        let a = GeoPosition(longitude: 129.8, latitude: 42.4)
        for azimuth in [0.0, 45, 90, 200] {
            let b = geodesic.direct(from: a, azimuth: Degrees(azimuth), length: Metres(10_000)).position
            let p = frame.place(a)
            let q = frame.place(b)
            let drawn = ((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)).squareRoot() * frame.metresPerPixel
            #expect(abs(drawn - 10_000) < 10, "azimuth \(azimuth)")
        }
        #expect(frame.place(geodesic.direct(from: a, azimuth: Degrees(0), length: Metres(1000)).position).y < frame.place(a).y)
    }

    /// Towns are for orientation: each must lie near the border it orients on.
    @Test func `Every town of the map lies within 60 km of the border`() throws {
        let border = try Border.builtinDCW()
        let geodesic = Geodesic()
        for town in try StudyWords.initial(for: "builtin:dcw").places where !town.isRegion {
            let nearest = border.route.vertices.map { geodesic.distance($0, town.position).value }.min() ?? .infinity
            #expect(nearest < 60_000, "\(town.name.english): \(nearest) m")
        }
    }

    static let figures: [(String, @Sendable (ReportFigures) -> Figure?)] = [
        ("coverage", { $0.coverageFigure }), ("counts", { $0.countFigure }), ("matrix", { $0.matrixFigure }),
        ("change", { $0.changeFigure }),
        ("density", { $0.densityFigure }), ("arrivals", { $0.contextFigure(0) }),
        ("strip", { $0.stripFigure.figure() }),
        ("map", { MapFigure(data: $0.mapData, language: $0.language).file(epoch: $0.shown) }),
        ("map of an area", { MapFigure(data: $0.mapData, language: $0.language).file(epoch: 0, area: $0.mapData.areas[0]) }),
    ]

    /// A name with markup in it, both versions, both languages: what is drawn is XML and has no number that is none.
    @Test(arguments: figures.map(\.0)) func `Every drawing is well-formed XML with a title and words`(_ name: String) throws {
        let draw = try #require(Self.figures.first { $0.0 == name }).1
        for isPublic in [false, true] {
            for language in ReportLanguage.allCases {
                let figure = try #require(draw(try SampleReport.figures(isPublic: isPublic, language: language)))
                let file = figure.file().text
                let parser = XMLParser(data: Data(file.utf8))
                #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
                #expect(!file.contains("NaN") && !file.contains("inf"))
                #expect(!figure.title.isEmpty && !figure.description.isEmpty)
                #expect(figure.file().text == file)
            }
        }
    }

    /// K of a row of posts every 50 m: below its band, with axes, units, legend and words, in both languages; a public edition has none.
    @Test(arguments: ReportLanguage.allCases)
    func `K is drawn with its band and says where it leaves it`(_ language: ReportLanguage) throws {
        let figures = try SampleReport.figures(isPublic: false, language: language)
        let k = try #require(figures.k)
        #expect(try SampleReport.figures(isPublic: true, language: language).kFigure == nil)
        let figure = try #require(figures.kFigure)
        let file = figure.file().text
        let parser = XMLParser(data: Data(file.utf8))
        #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
        #expect(!file.contains("NaN") && !file.contains("inf"))
        for label in [ReportLabel.kSeen, .kBand, .kRandom, .kAxis, .kDistance] {
            #expect(file.contains(label.text(in: language)))
        }
        for curve in k.curves { #expect(figure.description.contains(NumberText.pValue(curve.test.pValue))) }
        // Each panel has a band there and back, and a curve, from 0 on; the legend's has no line.
        let bands = file.matches(of: /<path class="k-band" d="([^"]*)"/).map { $0.output.1.count { $0 == "L" } }.filter { $0 > 0 }
        #expect(bands == k.curves.map { 2 * $0.test.curve.count + 1 })
        #expect(file.contains("var(--unknown)"))
        // The curve is that of the test on the same pieces.
        let domain = try #require(figures.model.domains.first { $0.id == k.area })
        let pieces = figures.model.inventories[figures.shown].linePieces(in: domain, of: .all)
        #expect(SpacingTest(pieces, simulations: StudyK.simulations, seed: 1) == k.curves.first { $0.kinds == nil }?.test)
    }

    /// The drawings of the README are the tool's own: `figures/strip.svg` of `geo-tool report hoeryong -o out`, and one of six-areas.
    @Test(arguments: [("hoeryong", "strip"), ("six-areas", "strip-hyesan")])
    func `A drawing says what its reader must know, and the README shows today's`(_ study: String, _ name: String) throws {
        let figures = ReportFigures(try ReportModel(try StudyLoader().load(study)))
        let svg = try #require(figures.drawings.first { $0.name.text == name }).svg
        #expect(
            ["Synthetic positions: Every position is made up", "Totals are built to equal published ones"].allSatisfy(
                svg.contains))
        #expect(svg.utf8.count < 250_000)
        try Golden.expect(svg, matches: "../../docs/images/\(study)-\(name).svg")
    }

    @Test func `The published arrivals are read with their sources`() throws {
        let rows = try #require(try StudyLoader().load("hoeryong").context.first).rows
        #expect(rows.map(\.date.year) == [2009, 2019, 2020, 2021, 2022, 2023, 2024])
        #expect(rows.map(\.value) == [2914, 1047, 229, 63, 67, 196, 105])
        #expect(rows.last?.isWhole == false)
        #expect(rows.allSatisfy { !$0.source.isEmpty })
    }
}
