import BorderAnalysis
import BorderModel
import GeoFormats
import LinearReferencing
import OrderedCollections

extension BorderInfo: WritableResult {
    package var envelope: ResultEnvelope {
        ResultEnvelope(
            verb: "border-info",
            parameters: ["border": border.source.json, "edges": .string(edges.rawValue)], results: results,
            findings: border.findings)
    }

    package var tables: [ResultTable] { [partsTable, publishedTable] }
    package var record: ResultTable { publishedTable }
}
