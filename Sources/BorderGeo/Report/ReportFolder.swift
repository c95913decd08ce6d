/// Everything of a report as files of one folder: this is the one place that decides what is in it.
public struct ReportFolder: Sendable {
    public let model: ReportModel
    /// Language of the page and the drawings.
    public let language: ReportLanguage

    public init(_ model: ReportModel, language: ReportLanguage = .english) {
        self.model = model
        self.language = language
    }

    /// Writes the folder whole or not at all, and returns the names written, in order.
    public func write(to path: String) throws -> [String] {
        var folder = try OutputFolder(path)
        try folder.write(model.reportEnvelope.text(), to: "report.json")
        try folder.write(model.markdown(), to: "report.md")
        let figures = ReportFigures(model, language: language)
        try folder.write(try HTMLReport(figures).text(), to: "report.html")
        for figure in figures.files { try folder.write(figure.file(), to: "figures/\(figure.name).svg") }
        for (name, table) in model.tableFiles { try folder.write(model.csv(table), to: "tables/\(name).csv") }
        return try folder.commit()
    }
}

extension ReportModel {
    /// The tables that are written as CSV, by file name.
    var tableFiles: [(name: String, table: TextTable)] {
        var files = [
            ("figures", figuresTable), ("coverage", coverageTable), ("fence_lines", fenceLineTable), ("gaps", gapTable),
            ("facilities", facilityTable), ("density", densityTable),
        ]
        if !changes.isEmpty {
            files += [
                ("change", changeTable), ("fence_line_change", fenceLineChangeTable), ("facility_change", facilityChangeTable),
            ]
        }
        if let matrixTable { files.append(("change_matrix", matrixTable)) }
        if let claimTable { files.append(("claims", claimTable)) }
        return files
    }
}
