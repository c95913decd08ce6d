import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderBase
@testable import BorderModel
@testable import LinearReferencing

/// A line along a meridian of 42.4 km: its last kilometre is 1.4 km long.
private let route: Route? = {
    let start = GeoPosition(longitude: 128, latitude: 41)
    guard let long = try? Route(id: "r", parts: [Polyline([start, GeoPosition(longitude: 128, latitude: 42)])]),
        let line = try? long.stretch(Measure(0), Measure(42_400))
    else { return nil }
    return try? Route(id: "r", parts: line)
}()

@Suite("Areas of a public edition") struct PublicDomainsTests {
    private func area(_ id: String, _ spans: (Double, Double)...) -> StudyArea {
        StudyArea(id: id, name: id, spans: MeasureSpanSet(spans.map { MeasureSpan(Measure($0.0 * 1000), Measure($0.1 * 1000)) }))
    }

    @Test(
        arguments: [
            ("whole kilometres", [("a", 0.0, 10.0), ("b", 10, 20)], ["a", "b"]),
            ("an end within a kilometre takes one more with it", [("a", 0, 10), ("b", 10, 20), ("c", 20, 30.5)], ["b"]),
            ("two ends within a kilometre", [("a", 0, 10), ("b", 10.5, 20), ("c", 20, 30.5)], ["a"]),
            ("short ones", [("a", 0, 10), ("b", 10, 14), ("c", 20, 24)], ["a"]),
            ("two short ones that are short together", [("a", 0, 10), ("b", 10, 12), ("c", 20, 22), ("d", 22, 28)], ["a"]),
            ("overlapping ones", [("a", 0, 10), ("b", 9, 20), ("c", 20, 30)], ["c"]),
            ("a nested one", [("a", 0, 30), ("b", 5, 15), ("c", 30, 40)], ["c"]),
            ("the same stretch twice", [("a", 0, 10), ("b", 0, 10), ("c", 20, 30)], ["a", "b", "c"]),
            ("the end of the border", [("a", 0, 10), ("b", 30, 42.4)], ["a", "b"]),
            ("a whole kilometre that is none of this border's", [("a", 0, 10), ("b", 30, 42), ("c", 10, 20)], ["c"]),
            ("alone within a kilometre", [("a", 3.2, 10.7)], []),
        ] as [(String, [(String, Double, Double)], [String])])
    func `Rows are those from which nothing else follows`(_ name: String, _ areas: [(String, Double, Double)], _ rows: [String])
        throws
    {
        let grid = PublicGrid(try #require(route))
        let domains = PublicDomains(MetricDomain.domains(of: areas.map { area($0.0, ($0.1, $0.2)) }), on: grid)
        #expect(domains.published.map(\.id) == rows, "\(name)")
        #expect(Set(domains.published.map(\.id)).union(domains.withheld) == Set(areas.map(\.0)))
        for domain in domains.published {
            #expect(domain.border.value >= 4999.9)
            for end in domain.spans.spans.flatMap({ [$0.from, $0.to] }) {
                #expect(end.metres.remainder(dividingBy: 1000).magnitude < 1e-6 || (end - grid.whole.to).magnitude.value < 0.002)
            }
        }
        // What is left beside the rows is nothing, or 5 km or more of two areas or more.
        let rest = domains.rest.length.value
        #expect(rest == 0 || domains.published.isEmpty || (rest >= 4999.9 && domains.withheld.count > 1))
    }

    @Test func `A kilometre of the grid is never shorter than one, and blocks never than five`() throws {
        let grid = PublicGrid(try #require(route))
        #expect(grid.count == 42)
        #expect(grid.span(of: 41..<42).length.value > 1399)
        #expect([0, 999.999, 1000, 41_999, 42_300].map { grid.bin(of: Measure($0)) } == [0, 0, 1, 41, 41])
        #expect(grid.block(of: 3) == 0..<5 && grid.block(of: 34) == 30..<35 && grid.block(of: 36) == 35..<42)
    }

    @Test(arguments: [(12_049.4, 12_000.0), (12_049.6, 12_100), (0, 0), (49.9999, 100), (50.0001, 100), (99_999, 100_000)])
    func `Lengths are rounded so that their last bits choose nothing`(_ length: Double, _ rounded: Double) {
        #expect(PublicGrid.rounded(Metres(length)) == Metres(rounded))
    }

    @Test func `Gaps fall into classes by whole metres`() {
        let gaps = PublicGaps(
            unfenced: Metres(0),
            lengths: [0.2, 99.4, 99.6, 100, 499.4, 499.9999, 500, 999, 1000.2, 4999.7, 5000, 9e4].map { Metres($0) })
        #expect(gaps.classes == [2, 3, 3, 1, 3] && gaps.count == 12)
    }
}
