import ArgumentParser
import BorderGeo

/// Do published figures follow from the data or from each other, and over which denominator.
struct Audit: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Do published figures follow from the data or from each other, and over which denominator.",
        discussion: """
            Without a study the shipped register of published figures is checked against itself. With one, the study's own claims,
            or those of the register that are about it, are checked against its counts and lengths; over a study of made-up positions
            agreement is by construction, and figures of the register keep the verdict that the register gives them.

            A figure follows where a count or length over another rounds to it at the figures published: all digits of a count, of
            other numbers those before trailing zeros (50 m has one, 110 m two). "About" rounds alike; "almost" refuses what is above
            the figure; bounds ("over", "at least", "below") are never confirmed, only not contradicted. No bound and no rounded
            figure ("about 1,300 km") is part of an exact quotient. Figures that follow only from an implied quantity, and our own
            arithmetic, are listed apart. A share of the border, or its length, may differ because of the line that was measured.
            Exit code 1 where a figure does not follow.

            Examples:
              geo-tool audit
              geo-tool audit --claim hrw2024-spacing
              geo-tool audit six-areas --format json
              geo-tool audit study.yaml --claims claims.yaml
            """)

    @Argument(help: "A study file, a folder holding study.yaml, or a built-in name: six-areas, hoeryong.")
    var study: String?

    @Option(name: .long, help: ArgumentHelp("Check the figures of this file (border-claims/1) instead.", valueName: "file"))
    var claims: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Only this claim, with every way that was tried; may be given more than once.", valueName: "id"))
    var claim: [String] = []

    @Option(name: .long, help: ArgumentHelp("The border: builtin:dcw, or a file with its line.", valueName: "border"))
    var border: String?

    @OptionGroup var conversion: ConversionOptions
    @OptionGroup var form: FormatOption<AuditReport>
    @OptionGroup var output: OutputOptions

    func run() throws {
        let format = form.format
        var report = try report()
        if !claim.isEmpty { report = try report.close(on: claim) }
        try output.write(report, as: format)
        if !report.allReproduced { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    private func report() throws -> AuditReport {
        let own = try claims.map { try ClaimFile.register(file: $0) }
        let published = try ClaimRegister.published()
        guard let study else {
            return AuditReport(register: own ?? published, source: claims ?? "builtin:published")
        }
        let data = try StudyLoader(border: border, jobs: output.jobs, accuracy: try conversion.limit()).loadForTool(study)
        let converted = data.findings.filter { ["conversion-accuracy", "ballpark-conversion"].contains($0.rule) }
        output.talk(about: data.border.findings.filter { !converted.contains($0) } + converted, beside: .text)
        let model = try ReportModel(data, jobs: output.jobs)
        if model.study.synthetic { output.say(ReportModel.syntheticNotice) }
        if let own { return AuditReport(model, register: own, source: claims ?? "") }
        guard data.claims.isEmpty else { return AuditReport(model, source: data.study.claims.joined(separator: ", ")) }
        return AuditReport(model, published: published)
    }
}
