import BorderGeo

extension StudyOptions {
    /// The study with all its results, as asked for on the command line.
    func model(_ output: OutputOptions, matching: FacilityMatching = .records, isPublic: Bool = false) throws -> ReportModel {
        let data = try StudyLoader(border: border, jobs: output.jobs).load(study)
        let parameters = ReportParameters(
            areas: area, epochs: epoch, segments: segment, banks: Set(bank), countingBridged: bridged, matching: matching,
            isPublic: isPublic)
        return try ReportModel(data, parameters: parameters, jobs: output.jobs)
    }
}

extension OutputOptions {
    /// Tables for people, one after the other.
    func write(_ tables: [TextTable], of model: ReportModel, as format: OutputFormat) throws {
        try write(format == .md ? model.markdown(of: tables) : model.text(of: tables, style))
    }

    /// What was doubtful, for those who see only figures: stderr.
    func talk(about model: ReportModel) {
        for finding in model.findings where finding.severity >= .warning {
            say("\(finding.severity.rawValue): \(finding.sentence)")
        }
    }
}
