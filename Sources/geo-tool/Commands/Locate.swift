import ArgumentParser
import BorderGeo

/// What `locate` writes: a stream of features.
enum LocatedFeatures: FormatSet {
    static let formats = [ResultFormat.geojson, .ndjson]
}

struct Locate: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "locate", abstract: "Any points or lines to the same features with measure, offset, side, segment and area.",
        discussion: """
            Points gain measure_m, offset_m (left of increasing measure positive), inward_offset_m (inward side positive), side and flags; \
            lines gain from_m, to_m, route_m, fence_line_m and offsets of their runs along the border. Properties travel on untouched.
            `-` reads stdin; with --format ndjson memory stays flat whatever the size, so the command is a filter for pipelines.

            Examples:
              geo-tool locate posts.csv -o located.geojson
              geo-tool locate fences.geojson --border border.geojson --format ndjson
              geo-tool locate - --study hoeryong --format ndjson < posts.geojson
            """)

    @Argument(help: "GeoJSON, GeoJSONSeq or NDJSON, CSV, KML, KMZ or GeoPackage, also gzipped; - is stdin.")
    var input: String

    @Option(name: .long, help: ArgumentHelp("The border: builtin:dcw, or a file with a line of your own.", valueName: "border"))
    var border = "builtin:dcw"

    @Option(
        name: .long,
        help: ArgumentHelp("Name areas of this study; its border and corridor count unless given here.", valueName: "study"))
    var study: String?

    @Option(name: .long, help: ArgumentHelp("How far inland things belong to the border, such as 3km.", valueName: "length"))
    var corridorInward: Metres?

    @Option(name: .long, help: ArgumentHelp("How far on the other side, such as 500m.", valueName: "length"))
    var corridorOutward: Metres?

    @OptionGroup var file: InputFileOptions
    @OptionGroup var form: FormatOption<LocatedFeatures>
    @OptionGroup var output: OutputOptions

    func run() throws {
        let format = form.format
        var options = try file.inputOptions()
        var job = try job(options)
        job.format = format == .ndjson ? .ndjson : .geojson
        job.jobs = output.jobs
        options.expected = job.border.box
        let stream = try FeatureStream(opening: .path(input), options: options)
        let target = try OutputFile(output.output ?? "-")
        let (summary, findings) = try job.run(stream, to: target)
        try target.commit()
        for finding in output.listed(findings) where finding.severity >= .warning { output.say(finding.toolLine) }
        output.say(Self.words(for: summary))
    }

    private func job(_ options: InputOptions) throws -> LocateJob {
        var corridor: Corridor?
        var areas: [StudyArea] = []
        var line: Border
        if let study {
            let data = try StudyLoader(
                border: border == "builtin:dcw" ? nil : border, jobs: output.jobs, accuracy: options.accuracy
            )
            .loadForTool(study)
            line = data.border
            areas = data.areas
            corridor = data.study.corridor
        } else {
            line = try Border.named(border, options: options.forBorder)
        }
        for finding in output.listed(line.findings) where finding.severity >= .warning { output.say(finding.toolLine) }
        var job = LocateJob(border: line, areas: areas)
        if corridorInward != nil || corridorOutward != nil {
            let base = corridor ?? job.lines.corridor
            corridor = Corridor(inward: corridorInward ?? base.inward, outward: corridorOutward ?? base.outward)
        }
        if let corridor {
            job.points.corridor = corridor
            job.lines.corridor = corridor
        }
        return job
    }

    private static func words(for summary: LocateJob.Summary) -> String {
        let features = NumberText.counted(summary.features, one: "feature", many: "features")
        let points = NumberText.counted(summary.points, one: "point", many: "points")
        let lines = NumberText.counted(summary.lines, one: "line", many: "lines")
        var parts = ["\(features) read: \(points) and \(lines) on the border"]
        if summary.linesWithoutEvents > 0 {
            parts.append(
                "\(NumberText.counted(summary.linesWithoutEvents, one: "line does", many: "lines do")) not run along the border")
        }
        if summary.unlocated > 0 { parts.append("\(summary.unlocated) unlocated (no place, or neither point nor line)") }
        if summary.ambiguous > 0 {
            parts.append("\(summary.ambiguous) ambiguous (another bend of the border is nearly as close)")
        }
        if summary.outsideCorridor > 0 { parts.append("\(summary.outsideCorridor) outside the corridor") }
        if summary.beyondEnds > 0 { parts.append("\(summary.beyondEnds) beyond an end of the border") }
        return parts.joined(separator: "; ")
    }
}
