import ArgumentParser
import BorderGeo

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The whole study: summary on stdout; with -o every layer, table and the HTML report.")

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var matching: FacilityMatchOptions

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
        let format = try output.format(for: ReportModel.self)
        let namesInputs = format == .json || output.output != nil
        let model = try options.model(output, matching: matching, isPublic: isPublic, withDigests: namesInputs)
        // The summary goes to stdout, also where --output names a folder.
        let writer = ResultWriter(style: Terminal.output.wantsColour ? .ansi : .plain, wording: Remedy.withOptions)
        let summary = try writer.bytes(of: model, as: format)
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
        try OutputOptions.show(summary, Terminal.output.wantsColour ? .ansi : .plain)
        output.talk(about: model.border.findings, beside: format)
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
