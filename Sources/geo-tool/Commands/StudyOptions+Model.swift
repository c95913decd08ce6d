import BorderGeo

extension StudyOptions {
    /// The study with all its results, as asked for on the command line. `withDigests` where the output says what went in.
    func model(
        _ output: OutputOptions, matching: FacilityMatchOptions? = nil, isPublic: Bool = false, withDigests: Bool = false
    ) throws -> ReportModel {
        let data = try StudyLoader(border: border, jobs: output.jobs, takesDigests: withDigests).loadForTool(study)
        return try ReportModel(data, parameters: parameters(matching, isPublic: isPublic), jobs: output.jobs)
    }

    func parameters(_ matching: FacilityMatchOptions? = nil, isPublic: Bool = false) -> ReportParameters {
        ReportParameters(
            areas: area, epochs: epoch, segments: segment, banks: Set(bank), countingBridged: bridged,
            maxAngle: maxAngle.map { Degrees($0) }, minGap: minGap,
            matching: matching?.match ?? .records,
            keepsShift: matching?.keepShift ?? false, isPublic: isPublic)
    }
}

extension OutputOptions {
    /// What is doubtful, for those who see only figures: stderr. JSON carries it itself.
    func talk(about model: ReportModel, beside format: ResultFormat) { talk(about: model.findings, beside: format) }

    func talk(about findings: [Finding], beside format: ResultFormat) {
        guard format != .json else { return }
        for finding in findings where finding.severity >= .warning {
            say("\(finding.severity.rawValue): \(finding.sentence)")
        }
    }
}
