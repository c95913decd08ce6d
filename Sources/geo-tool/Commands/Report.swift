import ArgumentParser
import BorderGeo

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The whole study: summary on stdout; with -o every layer, table and the HTML report.")

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "How facilities of two epochs are recognised: records (ids and dates) or position.")
    var match = FacilityMatching.records

    @Option(name: .long, help: "Language of the HTML report and the drawings: en or ko.")
    var lang = ReportLanguage.english

    @Flag(name: .customLong("public"), help: "Round positions to 1 km and leave out those of gaps; lengths stay exact.")
    var isPublic = false

    @Flag(name: .long, help: "With -o: also one GeoPackage with all layers and styles.")
    var gpkg = false

    @Flag(name: .long, help: "With -o: also a KMZ for Google Earth.")
    var kml = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With -o: metadata for an archive (STAC item, RO-Crate) with this date of publication.", valueName: "date"))
    var archive: CalendarDate?

    @Flag(name: .long, help: "Overwrite files that were changed since the last report.")
    var force = false

    @Option(name: .long, help: "Exit with 1 where a finding is at least this severe: note, warning, error.")
    var failOn: Finding.Severity?

    func run() throws {
        let format = try output.format(of: .text, .json, .md, .csv)
        let namesInputs = format == .json || output.output != nil
        let model = try options.model(output, matching: match, isPublic: isPublic, withDigests: namesInputs)
        let summary =
            switch format {
            case .json: model.reportEnvelope.text()
            case .md: model.markdown()
            case .csv: model.csv()
            default: model.text(Terminal.output.wantsColour ? .ansi : .plain)
            }
        if let folder = output.output, folder != "-" {
            let edited = force ? [] : LayerBundle.editedFiles(in: folder)
            guard edited.isEmpty else {
                throw FileError.cannotCreate(
                    path: folder,
                    reason: "changed since the last report: \(edited.joined(separator: ", ")); --force overwrites them")
            }
            var formats: LayerBundle.Formats = []
            if gpkg { formats.insert(.geoPackage) }
            if kml { formats.insert(.kml) }
            let written = try ReportFolder(model, language: lang, formats: formats, published: archive, jobs: output.jobs).write(
                to: folder)
            output.say("\(written.count) files in \(folder)")
        }
        try OutputFile.write(Array(summary.utf8), to: "-")
        if format != .json { output.talk(about: model.border.findings) }
        if let failOn, model.findings.contains(where: { $0.severity >= failOn }) {
            throw ExitCode(Failure.Code.findings.rawValue)
        }
    }
}

extension FacilityMatching: ExpressibleByArgument {}
extension ReportLanguage: ExpressibleByArgument {}

extension CalendarDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
extension Finding.Severity: ExpressibleByArgument {}
