import ArgumentParser
import BorderGeo

extension TransferJob.Rule: ExpressibleByArgument {}

struct Transfer: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Events of one version of the line on another; what cannot be carried is listed.",
        discussion: """
            stay: things stay where they are on the ground and get measures on the new line. move: measures and offsets stay, and things go where those are on \
            the new line. retire: events on unchanged reaches stay, those where the line has changed by more than --tolerance end with it. Events without a place of \
            their own are never interpolated across a reach that changed. Every event is in the output; `transfer` says what became of it, old_measure_m, old_from_m \
            and the like what it was. The exit code is 1 where something was not carried.

            Examples:
              geo-tool transfer posts.csv --old-border river-2019.shp --new-border river-2023.shp --rule stay -o posts-2023.geojson
              geo-tool transfer works.csv --old-border a.geojson --new-border b.geojson --rule retire --tolerance 5m
            """)

    @Argument(help: "Features with measures (measure_m, offset_m; from_m, to_m) on the old line, or with places; - is stdin.")
    var input: String

    @Option(name: .long, help: ArgumentHelp("The line that the events are on: builtin:dcw, or a file.", valueName: "border"))
    var oldBorder: String

    @Option(name: .long, help: ArgumentHelp("The line that they are carried to.", valueName: "border"))
    var newBorder: String

    @Option(name: .long, help: ArgumentHelp("stay, move or retire.", valueName: "rule"))
    var rule: TransferJob.Rule

    @Option(name: .long, help: ArgumentHelp("Reaches nowhere farther apart than this are unchanged.", valueName: "length"))
    var tolerance = Metres(1)

    @OptionGroup var file: InputFileOptions
    @OptionGroup var form: FormatOption<LocatedFeatures>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard tolerance.value > 0, tolerance.value <= 1000 else {
            throw ValidationError("--tolerance takes a length above 0 and up to 1km, not \(tolerance.value) m.")
        }
    }

    func run() throws {
        let format = form.format
        let (old, new) = (try Border.named(oldBorder), try Border.named(newBorder))
        for finding in old.findings + new.findings where finding.severity >= .warning { output.say(finding.toolLine) }
        let options = try file.inputOptions()
        let source = InputSource.path(input)
        let (features, notes) = try InputReader.readVerbatim(source, options: options)
        let versions = LineVersions(old: old, new: new, tolerance: tolerance)
        let result = TransferJob(versions: versions, rule: rule, mapping: options.mapping).run(features, file: source.name)
        let layer = FeatureLayer(
            name: "transferred", title: "transferred", inferringFieldsOf: result.features,
            synthetic: features.contains { $0.properties["synthetic"] == true }, isVerbatim: true)
        try output.write(format == .ndjson ? GeoJSONWriter.writeLines(layer) : GeoJSONWriter.write(layer))
        for finding in notes where finding.severity >= .warning && finding.rule != "no-place-columns" {
            output.say(finding.toolLine)
        }
        for finding in result.findings.prefix(Self.listed) { output.say(finding.toolLine) }
        if result.findings.count > Self.listed {
            output.say(
                "\(NumberText.counted(result.findings.count - Self.listed, one: "more was", many: "more were")) not carried; `transfer` says so of each in the output"
            )
        }
        let share = new.route.length.value > 0 ? versions.unchanged.length.value / max(old.route.length.value, 1) * 100 : 0
        output.say(
            "\(NumberText.counted(features.count, one: "event", many: "events")): \(result.carried) carried, \(result.retired) retired, \(result.notCarried) not carried; "
                + "\(NumberText.fixed(share, 1)) % of the old line is unchanged (within \(NumberText.fixed(tolerance.value, 2)) m)"
        )
        if !result.findings.isEmpty { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    /// As many as are listed on stderr.
    private static let listed = 100
}
