import TestSupport
import Testing

@testable import BorderAnalysis
@testable import BorderModel
@testable import BorderReport
@testable import GeoFormats
@testable import LinearReferencing

/// A result of nothing but the parts that every result must have.
private struct Plain: WritableResult {
    static var marksRows: Bool { true }
    var isSynthetic = false
    var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "plain", results: [["a_m": .metres(Metres(1.5))]],
            findings: [Finding(rule: "r", severity: .note, sentence: "S.", remedy: "Use \(.area).")])
    }
    var tables: [ResultTable] {
        [
            ResultTable(id: "one", title: "One", columns: [.init("a, m", field: "a_m")], rows: [[.metres(Metres(1.5))]]),
            ResultTable(id: "two", title: "Two", columns: [.init("b", field: "b")], rows: [[.count(2)]]),
        ]
    }
}

private struct Placed: WritableResult {
    var envelope: ResultEnvelope { ResultEnvelope(verb: "placed", results: []) }
    var tables: [ResultTable] { [] }
    func mapLayer() -> FeatureLayer? {
        FeatureLayer(
            name: "l", title: "L", kind: .point, fields: [Field("n", .integer)],
            features: (1...2).map {
                Feature(geometry: .point(GeoPosition(longitude: 129, latitude: 42)), properties: ["n": .integer(Int64($0))])
            }, synthetic: false)
    }
}

@Suite struct ResultWriterTests {
    private func text(_ result: some WritableResult, _ format: ResultFormat) throws -> String {
        String(decoding: try ResultWriter(wording: { _ in "--area" }).bytes(of: result, as: format), as: UTF8.self)
    }

    @Test(arguments: [
        (ResultFormat.text, "One\na, m\n 1.5\n\nTwo\nb\n2\n"),
        (.md, "### One\n\n| a, m |\n| --: |\n| 1.5 |\n\n### Two\n\n| b |\n| --: |\n| 2 |\n"),
        (.csv, "a_m,synthetic\r\n1.500,false\r\n"),
    ])
    func formsFollowFromTheTables(format: ResultFormat, expected: String) throws {
        #expect(try text(Plain(), format) == expected)
    }

    @Test func positionsMadeUpAreSaidFirst() throws {
        let result = Plain(isSynthetic: true)
        #expect(try text(result, .text) == ReportModel.syntheticNotice + "\n\n" + text(Plain(), .text))
        #expect(try text(result, .md) == "> **\(ReportModel.syntheticNotice)**\n\n" + text(Plain(), .md))
        #expect(try text(result, .csv) == "a_m,synthetic\r\n1.500,true\r\n")
    }

    @Test func jsonCarriesRemediesInTheWordsOfTheProgram() throws {
        #expect(try text(Plain(), .json).contains("\"remedy\": \"Use --area.\""))
        let general = String(decoding: try ResultWriter().bytes(of: Plain(), as: .json), as: UTF8.self)
        #expect(general.contains("\"remedy\": \"Use area.\""))
    }

    @Test(arguments: [ResultFormat.geojson, .ndjson]) func aResultWithoutPlacesHasNoFeatures(format: ResultFormat) {
        #expect(throws: UnavailableFormat(format: format)) { try ResultWriter().bytes(of: Plain(), as: format) }
        #expect(!Plain.formats.contains(format))
    }

    @Test func placesAreOneCollectionOrALineEach() throws {
        #expect(try text(Placed(), .geojson).hasPrefix("{\"type\":\"FeatureCollection\""))
        let lines = try text(Placed(), .ndjson).split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("{\"type\":\"Feature\"") })
    }
}
