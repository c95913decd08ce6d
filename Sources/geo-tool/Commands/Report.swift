import ArgumentParser
import BorderGeo

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The whole study: summary on stdout; with -o every layer, table and the HTML report.")

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "How facilities of two epochs are recognised: records (ids and dates) or position.")
    var match = FacilityMatching.records

    @Option(name: .long, help: "Language of the HTML report and the drawings: en or ko.")
    var lang = ReportLanguage.english

    @Option(name: .long, help: "Exit with 1 where a finding is at least this severe: note, warning, error.")
    var failOn: Finding.Severity?

    func run() throws {
        let format = try output.format(of: .text, .json, .md, .csv)
        let model = try options.model(output, matching: match)
        let summary =
            switch format {
            case .json: model.reportEnvelope.text()
            case .md: model.markdown()
            case .csv: model.csv()
            default: model.text(Terminal.output.wantsColour ? .ansi : .plain)
            }
        if let folder = output.output, folder != "-" {
            let written = try ReportFolder(model, language: lang).write(to: folder)
            output.say("\(written.count) files in \(folder)")
        }
        try OutputFile.write(Array(summary.utf8), to: "-")
        if let failOn, model.findings.contains(where: { $0.severity >= failOn }) {
            throw ExitCode(Failure.Code.findings.rawValue)
        }
    }
}

extension FacilityMatching: ExpressibleByArgument {}
extension ReportLanguage: ExpressibleByArgument {}
extension Finding.Severity: ExpressibleByArgument {}
