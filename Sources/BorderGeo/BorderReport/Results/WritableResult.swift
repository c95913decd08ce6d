import BorderAnalysis
import BorderBase
import GeoFormats
import LinearReferencing

/// What the library gives for one question, in every form that it can be written in.
///
/// A result names its tables, its envelope and, where it has places, its layer; text, Markdown and CSV follow from the tables. A result
/// that says more than its tables (sentences, headings) brings its own text.
package protocol WritableResult: FormatSet {
    /// Parameters, rows and findings, as JSON.
    var envelope: ResultEnvelope { get }
    /// Tables for people, one after the other.
    var tables: [ResultTable] { get }
    /// The table for programs; without one of its own the first of `tables`.
    var record: ResultTable { get }
    /// Whether positions are made up: text and Markdown then say so at their head.
    var isSynthetic: Bool { get }
    /// Of which epochs figures rest on the assumption that everything was seen: text and Markdown say it at their head, rows of CSV in a column.
    var assumedObservation: AssumedObservation { get }
    /// Whether every row of `record` says whether positions are made up: rows are copied without their file.
    static var marksRows: Bool { get }
    /// The result on a map; `nil` where it has no places.
    func mapLayer() throws -> FeatureLayer?

    func text(_ style: TextStyle) -> String
    /// The text of a result that lists findings, with every one of them.
    func textWithEveryFinding(_ style: TextStyle) -> String
    func markdown() -> String
    func csv() throws -> String
}

extension WritableResult {
    package static var formats: [ResultFormat] { [.text, .json, .csv, .md] }
    package static var marksRows: Bool { false }
    package var record: ResultTable { tables.first ?? ResultTable(id: "", title: "", columns: [], rows: []) }
    package var isSynthetic: Bool { false }
    package var assumedObservation: AssumedObservation { AssumedObservation() }
    package func mapLayer() throws -> FeatureLayer? { nil }

    package func text(_ style: TextStyle) -> String {
        (opening.map { style.paragraph($0, dressed: style.warning) } + tables.map { $0.text(style) }).joined(separator: "\n")
    }

    package func textWithEveryFinding(_ style: TextStyle) -> String { text(style) }

    package func markdown() -> String {
        return (opening.map { "> **\(MarkdownText($0))**\n" } + tables.map { $0.markdown() }).joined(separator: "\n")
    }

    package func csv() throws -> String { recordText }

    /// What a reader has to know before any figure.
    private var opening: [String] {
        (isSynthetic ? [ReportModel.syntheticNotice] : []) + [assumedObservation.sentence].compactMap { $0 }
    }

    private var recordText: String {
        let synthetic: [(field: String, value: String)] =
            Self.marksRows ? [("synthetic", isSynthetic ? "true" : "false")] : []
        return record.csv(adding: synthetic + assumedObservation.constants)
    }
}
