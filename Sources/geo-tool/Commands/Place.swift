import ArgumentParser
import BorderGeo

struct Place: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "A table of measures and offsets to points and lines: the inverse of locate.",
        discussion: """
            A row with measure_m is a point at offset_m (left of increasing measure positive; or inward_offset_m, inward side positive), beyond an end of the border by \
            overshoot_m and lateral_m. A row with from_m and to_m is a line, at offset_m where it has one. Other columns travel on. Rows that cannot be placed are kept \
            without geometry and listed on stderr.

            Examples:
              geo-tool place stations.csv -o stations.geojson
              geo-tool place works.csv --border river.shp --map measure_m=chainage,offset_m=distance
              geo-tool locate posts.csv --format ndjson | geo-tool place - --format ndjson
            """)

    @Argument(help: "A table (CSV, TSV) or any other input with measures; - is stdin.")
    var input: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The border that the measures count on: builtin:dcw, or a file with a line of your own.", valueName: "border"))
    var border = "builtin:dcw"

    @OptionGroup var file: InputFileOptions
    @OptionGroup var form: FormatOption<LocatedFeatures>
    @OptionGroup var output: OutputOptions

    func run() throws {
        let format = form.format
        let line = try Border.named(border)
        for finding in line.findings where finding.severity >= .warning { output.say(finding.toolLine) }
        let options = try file.inputOptions()
        let job = PlaceJob(
            border: line, mapping: options.mapping, format: format == .ndjson ? .ndjson : .geojson, jobs: output.jobs)
        let stream = try FeatureStream(opening: .path(input), options: options)
        let target = try OutputFile(output.output ?? "-")
        let (summary, findings) = try job.run(stream, to: target)
        try target.commit()
        for finding in findings where finding.severity >= .warning { output.say(finding.toolLine) }
        output.say(Self.words(for: summary))
    }

    private static func words(for summary: PlaceJob.Summary) -> String {
        var parts = [
            "\(NumberText.counted(summary.records, one: "record", many: "records")) read: \(NumberText.counted(summary.points, one: "point", many: "points")) and \(NumberText.counted(summary.lines, one: "line", many: "lines")) placed"
        ]
        if summary.unplaced > 0 { parts.append("\(summary.unplaced) not placed") }
        if summary.impossible > 0 {
            parts.append(
                "\(summary.impossible) at an offset that nothing has there (another stretch of the border is nearer): placed on the perpendicular"
            )
        }
        return parts.joined(separator: "; ")
    }
}
