import ArgumentParser
import BorderGeo

/// Do published figures follow from the data or from each other, and over which denominator.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Do published figures follow from the data or from each other, and over which denominator.",
        discussion: """
            Without a study the shipped register of published figures is checked against itself. With one, the study's own claims,
            or those of the register that are about it, are checked against its counts and lengths. A figure follows where a count or
            length over another rounds to it at the figures published. Exit code 1 where one does not.

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

    @OptionGroup var output: OutputOptions

    func run() throws {
        let format = try output.format(for: AuditReport.self)
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
        let data = try StudyLoader(border: border, jobs: output.jobs).loadForTool(study)
        output.talk(about: data.border.findings, beside: .text)
        let model = try ReportModel(data, jobs: output.jobs)
        if model.study.synthetic { output.say(ReportModel.syntheticNotice) }
        if var own {
            own.quantities += published.quantities.filter { $0.of == "border" }
            return AuditReport(model, register: own, source: claims ?? "", areasByName: true)
        }
        if !data.claims.isEmpty {
            let register = ClaimRegister(
                claims: data.claims, quantities: published.quantities, contradictions: published.contradictions)
            return AuditReport(model, register: register, source: data.study.claims.joined(separator: ", "), areasByName: true)
        }
        // Areas of the register are whole studies: its Hoeryong is the pilot section, not the county.
        return AuditReport(model, register: published, source: "builtin:published", areasByName: false)
    }
}
