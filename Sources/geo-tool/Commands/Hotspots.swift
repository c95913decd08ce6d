import ArgumentParser
import BorderGeo

/// Stretches with more or fewer facilities than chance allows.
struct Hotspots: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "hotspots", abstract: "Stretches with more, or fewer, facilities than chance allows (scan statistic).",
        discussion: """
            Windows of every length up to --largest of the observed border are compared with as many facilities thrown at random on it.

            Examples:
              geo-tool hotspots hoeryong
              geo-tool hotspots six-areas --kind guard_post --format geojson -o hotspots.geojson
            """)

    @OptionGroup var options: StudyOptions

    @Option(name: .long, help: "Only this kind of facility.")
    var kind: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Windows hold at most this share of the observed border, above 0 to 1.", valueName: "share"))
    var largest = 0.5

    @Option(name: .long, help: ArgumentHelp("Narrower windows count as this wide.", valueName: "length"))
    var leastWidth = Metres(50)

    @Option(name: .long, help: ArgumentHelp("How many stretches to name, hot and cold each.", valueName: "count"))
    var limit = 5

    @Option(
        name: .long,
        help: "What chance does: homogeneous (anywhere), spacing (keeps the distances between neighbours), auto.")
    var null = ScanStatistic.Null.automatic

    @Option(
        name: .long, help: ArgumentHelp("Also list windows of this length with too many facilities.", valueName: "length"))
    var window: Metres?

    @Flag(name: .long, help: "Also list the likeliest stretches that chance explains.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("Random arrangements that the seen one is compared with.", valueName: "count"))
    var simulations = 999

    @Option(name: .long, help: "Seed of the simulation.")
    var seed: UInt64 = 1

    @OptionGroup var form: FormatOption<HotspotReport>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard largest > 0, largest <= 1 else { throw ValidationError("--largest takes a share above 0, up to 1.") }
        guard (1...100_000).contains(simulations) else { throw ValidationError("--simulations takes 1 to 100000.") }
        guard (1...100).contains(limit) else { throw ValidationError("--limit takes 1 to 100.") }
        if let window, window.value <= 0 { throw ValidationError("--window must be above 0.") }
        guard leastWidth.value >= 0 else { throw ValidationError("--least-width cannot be negative.") }
    }

    func run() throws {
        let format = form.format
        let model = try options.model(output)
        output.talk(about: model, beside: format)
        let chosen = try kind.map { try model.selection(named: $0) }
        let report = HotspotReport(
            model, kind: chosen?.kind,
            options: .init(
                largestShare: Share(largest), leastWidth: leastWidth, simulations: simulations, seed: seed, limit: limit,
                null: null), window: window, listsAll: all)
        try output.write(report, as: format)
    }
}

extension ScanStatistic.Null: ExpressibleByArgument {}
