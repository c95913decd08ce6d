import BorderGeo

extension StudyOptions {
    /// The study with all its results, as asked for on the command line. `withDigests` where the output says what went in.
    func model(
        _ output: OutputOptions, matching: FacilityMatching = .records, isPublic: Bool = false, withDigests: Bool = false
    ) throws -> ReportModel {
        let data = try StudyLoader(border: border, jobs: output.jobs, takesDigests: withDigests).load(study)
        return try ReportModel(data, parameters: parameters(matching, isPublic: isPublic), jobs: output.jobs)
    }

    func parameters(_ matching: FacilityMatching = .records, isPublic: Bool = false) -> ReportParameters {
        ReportParameters(
            areas: area, epochs: epoch, segments: segment, banks: Set(bank), countingBridged: bridged,
            maxAngle: maxAngle.map { Degrees($0) }, minGap: minGap, matching: matching,
            isPublic: isPublic)
    }
}

extension OutputOptions {
    /// Tables for people, one after the other.
    func write(_ tables: [ResultTable], of model: ReportModel, as format: OutputFormat) throws {
        try write(format == .md ? model.markdown(of: tables) : model.text(of: tables, style))
    }

    /// What was doubtful, for those who see only figures: stderr.
    func talk(about model: ReportModel) { talk(about: model.findings) }

    func talk(about findings: [Finding]) {
        for finding in findings where finding.severity >= .warning {
            say("\(finding.severity.rawValue): \(finding.sentence)")
        }
    }
}
