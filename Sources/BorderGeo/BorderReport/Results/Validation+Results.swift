import BorderAnalysis
import LinearReferencing

extension ValidationReport: WritableResult {
    package static var formats: [ResultFormat] { [.text, .json, .csv, .md, .geojson] }
    package var tables: [ResultTable] { [scoreTable] + [confusionTable].compactMap { $0 } }
    package func mapLayer() throws -> FeatureLayer? { layer }
}

extension LineValidationReport: WritableResult {
    package var tables: [ResultTable] { [table] }
}

extension AgreementReport: WritableResult {
    package var tables: [ResultTable] { [table] }
}

/// CSV is one row for each way of each claim, also those that do not give it.
extension AuditReport: WritableResult {}
