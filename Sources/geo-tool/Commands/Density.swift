import ArgumentParser
import BorderGeo

struct DensityCommand: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "density", abstract: "Facilities per kilometre and spacing, by kind, area, epoch and denominator.",
        discussion: """
            Every rate names the length that it is per: observed border, fenced border, fence line, or fence line that is new or upgraded since the
            baseline. With --profile the density along the border instead, smoothed, in short stretches.

            Examples:
              geo-tool density six-areas --area hoeryong
              geo-tool density --profile --step 500m --format geojson -o density.geojson
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var form: FormatOption<Several<DensityResult, Several<DensityProfileResults, PartialLines>>>
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "The density along the border instead of one rate for each area.")
    var profile = false

    @Option(name: .long, help: ArgumentHelp("With --profile: length of a stretch.", valueName: "length"))
    var step = Metres(250)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With --profile: standard deviation of the smoothing; without it the data choose it.", valueName: "length"))
    var bandwidth: Metres?

    @Option(name: .long, help: ArgumentHelp("With --profile: a kind of the study, or all.", valueName: "kind"))
    var kind = "all"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Count these facilities in place of the study's own: a file, or - for stdin. GeoJSON lines are streamed.",
            valueName: "file"))
    var facilities: String?

    @Flag(name: .long, help: "Write the counts of this part of the records as one line of JSON, for geo-tool merge.")
    var partial = false

    func validate() throws {
        if profile, partial || facilities != nil {
            throw ValidationError("--profile follows the study's own facilities: leave out --facilities and --partial.")
        }
        guard step.value >= 1 else { throw ValidationError("--step takes a length of at least 1m.") }
        if let bandwidth, bandwidth.value < 1 { throw ValidationError("--bandwidth takes a length of at least 1m.") }
    }

    func run() throws {
        if profile { return try writeProfile() }
        if partial || facilities != nil {
            return try output.write(isPartial: partial, as: form) { try options.partial(of: facilities, output) }
        }
        let format = try form.format(for: DensityResult.self)
        let model = try options.model(output)
        output.talk(about: model, beside: format)
        try output.write(DensityResult(model), as: format)
    }

    private func writeProfile() throws {
        let format = try form.format(for: DensityProfileResults.self)
        let model = try options.model(output)
        let results = DensityProfileResults(
            model, of: try model.selection(named: kind), step: step, bandwidth: bandwidth, jobs: output.jobs)
        output.talk(about: model, beside: format)
        try output.write(results, as: format)
    }
}
