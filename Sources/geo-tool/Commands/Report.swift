import ArgumentParser
import BorderGeo

struct Report: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The whole study: summary on stdout; with -o every layer, table and the HTML report.",
        discussion: """
            Examples:
              geo-tool report
              geo-tool report hoeryong -o hoeryong --gpkg
              geo-tool report study.yaml -o public --public
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var form: FormatOption<ReportModel>
    @OptionGroup var output: OutputOptions

    @OptionGroup var matching: FacilityMatchOptions

    @Option(name: .long, help: "Language of the HTML report and the drawings: en or ko.")
    var lang = ReportLanguage.english

    @OptionGroup var publishing: PublicOptions

    @Flag(name: .long, help: "With -o: also one GeoPackage with all layers and styles.")
    var gpkg = false

    @Flag(name: .long, help: "With -o: also a KMZ for Google Earth.")
    var kml = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With -o: metadata for an archive (STAC item, RO-Crate) with this date of publication.", valueName: "date"))
    var archive: CalendarDate?

    @Flag(name: .long, help: "Overwrite files that were changed since the last report, or that no report wrote.")
    var force = false

    @Option(name: .long, help: ArgumentHelp("Exit with 1 where a finding is at least this severe.", valueName: "severity"))
    var failOn: Finding.Severity?

    func run() throws {
        let format = form.format
        let namesInputs = format == .json || output.output != nil
        let (model, findings, borderFindings) = try options.results(
            output, matching: matching, publishing: publishing, withDigests: namesInputs)
        // The summary goes to stdout, also where --output names a folder.
        let style = Terminal.output.style
        let writer = ResultWriter(style: style, wording: Remedy.withOptions)
        var summary = try writer.bytes(of: model, as: format)
        if let folder = output.output, folder != "-" {
            var formats: LayerBundle.Formats = []
            if gpkg { formats.insert(.geoPackage) }
            if kml { formats.insert(.kml) }
            let written = try ReportFolder(model, language: lang, formats: formats, published: archive, jobs: output.jobs).write(
                to: folder, force ? .overwriting : [])
            if format == .text { summary = Array(style.safe(model.brief(style, files: written, in: folder)).description.utf8) }
        }
        try OutputOptions.show(summary, style)
        // The tables of an edition say nothing of what is doubtful.
        output.talk(about: borderFindings, beside: model.isPublic ? .text : format)
        publishing.talk(about: model, on: output)
        if model.holdsExactFences, format == .json || output.output.map({ $0 != "-" }) == true { output.warnOfExactPlaces() }
        if let failOn, findings.contains(where: { $0.severity >= failOn }) {
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
