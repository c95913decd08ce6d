import BorderAnalysis
import GeoFormats
import LinearReferencing

extension DensityProfileResults: StudyResult {
    package static var formats: [ResultFormat] { [.text, .json, .csv, .md, .geojson] }
    package static var marksRows: Bool { true }
    package var tables: [ResultTable] { [table] }
    package func mapLayer() throws -> FeatureLayer? { try layer() }
}

extension SpacingReport: StudyResult {
    package var tables: [ResultTable] { listsCurves ? [table, curveTable] : [table] }
    package var record: ResultTable { listsCurves ? curveTable : table }
}

extension HotspotReport: StudyResult {
    package static var formats: [ResultFormat] { [.text, .json, .csv, .md, .geojson] }
    package var tables: [ResultTable] { [table] }
    package func mapLayer() throws -> FeatureLayer? { try layer() }
}

/// CSV is the drawn stretches themselves, with the column to fill in.
extension SampleReport: StudyResult {
    package static var formats: [ResultFormat] { [.text, .geojson, .csv, .json, .md] }
    package var tables: [ResultTable] { [table] }
    package func mapLayer() throws -> FeatureLayer? { try layer() }
    package func csv() throws -> String { String(decoding: try CSVWriter.write(try layer()), as: UTF8.self) }
}

extension CheckedSample: WritableResult {
    package var tables: [ResultTable] { [table] }
}
