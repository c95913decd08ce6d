import ArgumentParser
import BorderGeo

/// Neighbour distances and regularity along the border.
struct Spacing: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "spacing", abstract: "Neighbour distances along the border, and whether they are regular.",
        discussion: """
            "One every N metres" is length over count; the distances between neighbours are another figure, and both are given. Pieces of
            border that were not observed are never bridged.

            Examples:
              geo-tool spacing hoeryong
              geo-tool spacing six-areas --area chunggang --k-test --format json
            """)

    @OptionGroup var options: StudyOptions

    @Option(name: .long, help: ArgumentHelp("Random arrangements that the seen one is compared with.", valueName: "count"))
    var simulations = 999

    @Option(name: .long, help: "Seed of the simulation.")
    var seed: UInt64 = 1

    @Flag(
        name: .customLong("k-test"),
        help: "Also test attraction and avoidance at any distance (K function), of all pieces together and of each two kinds.")
    var kTest = false

    @Flag(name: .customLong("k-curve"), help: "The same with the curves and their bands; with --format csv the curves alone.")
    var kCurve = false

    @OptionGroup var form: FormatOption<SpacingReport>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...100_000).contains(simulations) else { throw ValidationError("--simulations takes 1 to 100000.") }
    }

    func run() throws {
        let format = form.format
        let model = try options.model(output)
        output.talk(about: model, beside: format)
        var report = SpacingReport(model, simulations: simulations, seed: seed, testing: kTest || kCurve)
        report.listsCurves = kCurve
        try output.write(report, as: format)
    }
}
