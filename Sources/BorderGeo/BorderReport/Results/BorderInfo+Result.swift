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

    /// No other line has published lengths.
    package var tables: [ResultTable] {
        publishedTable.rows.isEmpty ? [partsTable] : [partsTable, publishedTable]
    }
    package var record: ResultTable { publishedTable }
}
