import ArgumentParser
import BorderGeo

/// A random sample of stretches to check by eye, and what a checked one says.
struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "A random sample of stretches to check by eye, stratified and seeded; accuracy from a checked one.",
        discussion: """
            Draws stretches of the study's observed border, each stratum by its length but at least --least of each. The output has an
            empty column `found`: fill it in from imagery, then give the file with --checked for accuracy and true lengths.

            Examples:
              geo-tool sample six-areas --size 200 --seed 7 --format geojson -o sample.geojson
              geo-tool sample --checked checked.geojson
            """)

    @OptionGroup var options: StudyOptions

    @Option(name: .long, help: "How stretches are grouped: by fence (number of layers) or by facilities.")
    var strata = SampleReport.Strata.fence

    @Option(name: .long, help: ArgumentHelp("Length of a stretch.", valueName: "length"))
    var bin = Metres(250)

    @Option(name: .long, help: ArgumentHelp("Stretches to draw in total; more where --least requires them.", valueName: "count"))
    var size = 200

    @Option(name: .long, help: ArgumentHelp("At least this many stretches from each stratum.", valueName: "count"))
    var least = 20

    @Option(name: .long, help: "Seed of the draw.")
    var seed: UInt64 = 1

    @Option(name: .long, help: ArgumentHelp("A sample with `found` filled in: accuracy and true lengths.", valueName: "file"))
    var checked: String?

    @OptionGroup var form: FormatOption<Several<SampleReport, CheckedSample>>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard bin.value > 0 else { throw ValidationError("--bin must be above 0.") }
        guard (1...1_000_000).contains(size), (0...1_000_000).contains(least) else {
            throw ValidationError("--size takes 1 to 1000000 stretches, --least 0 to 1000000.")
        }
    }

    func run() throws {
        if let checked { return try score(checked) }
        let format = try form.format(for: SampleReport.self)
        let model = try options.model(output)
        output.talk(about: model, beside: format)
        var report = try matched { try SampleReport(model, strata: strata, bin: bin, size: size, least: least, seed: seed) }
        report.wording = Remedy.withOptions
        try output.write(report, as: format)
    }

    private func score(_ path: String) throws {
        let format = try form.format(for: CheckedSample.self)
        var reader = PointReader()
        try output.write(try CheckedSample(try reader.features(path), file: path), as: format)
    }
}

extension SampleReport.Strata: ExpressibleByArgument {}
