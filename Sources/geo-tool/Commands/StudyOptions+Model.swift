import BorderGeo

extension StudyOptions {
    /// The study with all its results, as asked for on the command line. `withDigests` where the output says what went in.
    func model(
        _ output: OutputOptions, matching: FacilityMatchOptions? = nil, withDigests: Bool = false
    ) throws -> ReportModel {
        var asked = parameters(matching)
        asked.listsAllFindings = output.allFindings
        let data = try loader(output, takesDigests: withDigests).loadForTool(study)
        return try ReportModel(data, parameters: asked, jobs: output.jobs)
    }

    /// The same for what is written to be kept: with `publishing` it is the public edition. The findings are for the one who runs the command.
    func results(
        _ output: OutputOptions, matching: FacilityMatchOptions, publishing: PublicOptions, withDigests: Bool
    ) throws -> (model: ReportModel, findings: [Finding], border: [Finding]) {
        let data = try loader(output, takesDigests: withDigests && !publishing.isPublic).loadForTool(study)
        var parameters = parameters(matching)
        parameters.listsAllFindings = output.allFindings
        parameters.isPublic = publishing.isPublic
        parameters.keepsSource = publishing.keepSource
        guard publishing.isPublic else {
            let model = try ReportModel(data, parameters: parameters, jobs: output.jobs)
            return (model, model.findings, model.border.findings)
        }
        let (model, findings) = try ReportModel.published(data, parameters: parameters, jobs: output.jobs)
        return (model, findings, findings)
    }

    func loader(_ output: OutputOptions, readsFacilities: Bool = true, takesDigests: Bool = true) throws -> StudyLoader {
        StudyLoader(
            border: border, jobs: output.jobs, readsFacilities: readsFacilities, takesDigests: takesDigests,
            accuracy: try conversion.limit(), listsEveryFinding: output.allFindings)
    }

    func parameters(_ matching: FacilityMatchOptions? = nil) -> ReportParameters {
        ReportParameters(
            areas: area, epochs: epoch, segments: segment, banks: bank.isEmpty ? nil : Set(bank.map { Bank($0, rank: 0) }),
            countingBridged: bridged,
            maxAngle: maxAngle.map { Degrees($0) }, minGap: minGap, leastConfidence: minConfidence.map { Share($0) },
            matching: matching?.match ?? .records,
            keepsShift: matching?.keepShift ?? false)
    }
}

extension OutputOptions {
    /// What is doubtful, for those who see only figures: stderr. JSON carries it itself.
    func talk(about model: ReportModel, beside format: ResultFormat) { talk(about: model.findings, beside: format) }

    func talk(about findings: [Finding], beside format: ResultFormat) {
        guard format != .json else { return }
        for finding in listed(findings) where finding.severity >= .warning {
            say("\(finding.severity.rawValue): \(finding.sentence)")
        }
    }
}
