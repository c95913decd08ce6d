import BorderAnalysis
import LinearReferencing

/// A result that is drawn from the model of a study: it says whether the study's positions are made up.
package protocol StudyResult: WritableResult {
    var model: ReportModel { get }
}

extension StudyResult {
    package var isSynthetic: Bool { model.study.synthetic }
    package var assumedObservation: AssumedObservation { model.assumedObservation }
}

/// The whole study: every table under its headline. Figures for programs are one a line.
extension ReportModel: WritableResult {
    package static var formats: [ResultFormat] { [.text, .json, .md, .csv] }
    package static var marksRows: Bool { true }
    package var envelope: ResultEnvelope { reportEnvelope }
    package var record: ResultTable { figuresTable }
    package var isSynthetic: Bool { study.synthetic }
}

/// Fenced border and fence line of every area and epoch, or every gap.
package struct CoverageResult: StudyResult {
    package static var marksRows: Bool { true }
    package var model: ReportModel
    package var listsGaps: Bool

    package init(_ model: ReportModel, listingGaps listsGaps: Bool = false) {
        self.model = model
        self.listsGaps = listsGaps
    }

    package var envelope: ResultEnvelope { model.coverageEnvelope }
    package var tables: [ResultTable] { listsGaps ? [model.gapTable] : [model.coverageTable, model.fenceLineTable] }
}

/// Every rate of facilities with its denominator and interval.
package struct DensityResult: StudyResult {
    package static var marksRows: Bool { true }
    package var model: ReportModel

    package init(_ model: ReportModel) { self.model = model }

    package var envelope: ResultEnvelope { model.densityEnvelope }
    package var tables: [ResultTable] { [model.densityTable] }
}

/// What became of fences and facilities between two epochs.
package struct ChangeResult: StudyResult {
    package static var marksRows: Bool { true }
    package var model: ReportModel

    /// Throws `InputError` where the study names no two epochs.
    package init(_ model: ReportModel) throws(InputError) {
        guard !model.changes.isEmpty else {
            throw InputError(
                "the study \"\(model.study.id)\" has no two epochs to compare",
                remedy: "Give it two epochs, and name them as `baseline` and `comparison`.")
        }
        self.model = model
    }

    package var envelope: ResultEnvelope { model.changeEnvelope }
    package var record: ResultTable { model.changeFigures }
    package var tables: [ResultTable] {
        [model.changeTable, model.fenceLineChangeTable, model.facilityChangeTable] + [model.matrixTable].compactMap { $0 }
    }
}

extension DensityPartial: WritableResult {
    package static var marksRows: Bool { true }
    package var tables: [ResultTable] { [table] }
}
