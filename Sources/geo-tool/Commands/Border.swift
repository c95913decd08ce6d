import ArgumentParser
import BorderGeo

/// What the border line is, where its kilometres are, and any part of it.
struct BorderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "border",
        abstract: "Segments and lengths of the border; km posts; a part cut out by measures.",
        discussion: """
            The built-in line is the Digital Chart of the World (1:1,000,000); --border takes a file of your own, in any format that geo-tool reads.
            Its parts may come in any order and direction. Measures count from the first vertex of the line.

            Examples:
              geo-tool border
              geo-tool border posts --every 10km --format geojson -o posts.geojson
              geo-tool border posts --known atlas.csv --every 1km
              geo-tool border stretch --from 946km --to 953.4km -o hoeryong.geojson
              geo-tool border stretch --border banks.gpkg --layer river --bank middle -o border.geojson
            """,
        subcommands: [Info.self, Posts.self, Stretch.self], defaultSubcommand: Info.self)

    struct Source: ParsableArguments {
        @Option(
            name: .long,
            help: ArgumentHelp("The border: builtin:dcw, or a file with its line; `-` is stdin.", valueName: "border"))
        var border = "builtin:dcw"

        @Option(
            name: .long,
            help: ArgumentHelp("The line between two vertices: geodesic, or lonlat (straight in degrees).", valueName: "model"))
        var edges = EdgeModel.geodesic

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Where the file holds both banks of a river: inward, outward, or middle, the line half way between.",
                valueName: "which"))
        var bank: BankChoice?

        @OptionGroup var file: InputFileOptions

        func read() throws -> Border {
            try Border.named(border, edgeModel: edges, bank: bank, options: try file.inputOptions())
        }
    }
}

extension EdgeModel: ExpressibleByArgument {}
extension BankChoice: ExpressibleByArgument {
    public init?(argument: String) { self.init(named: argument) }
}

extension BorderCommand {
    struct Info: ParsableCommand, OutputWriting {
        static let configuration = CommandConfiguration(
            commandName: "info", abstract: "Source, licence, segments, and lengths against every published one.",
            discussion: """
                Examples:
                  geo-tool border info
                  geo-tool border info --border border.geojson --format csv
                """)

        @OptionGroup var source: Source
        @OptionGroup var form: FormatOption<BorderInfo>
        @OptionGroup var output: OutputOptions

        func run() throws {
            let format = form.format
            let border = try source.read()
            // The other formats show the findings themselves.
            if format == .csv { output.talk(about: border.findings, beside: format) }
            let published = try ClaimRegister.published()
            try output.write(
                BorderInfo(border, beside: published.lengths, totals: published.totals, edges: source.edges), as: format)
        }
    }

    struct Posts: ParsableCommand, OutputWriting {
        static let configuration = CommandConfiguration(
            commandName: "posts", abstract: "Points at every round kilometre, with azimuth and label.",
            discussion: """
                Examples:
                  geo-tool border posts --every 10km --format geojson -o km-posts.geojson
                  geo-tool border posts --every 1km --from 946km --to 953.4km
                """)

        @OptionGroup var source: Source
        @OptionGroup var form: FormatOption<BorderPosts>
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: ArgumentHelp("Distance between posts, with its unit.", valueName: "length"))
        var every = Metres.kilometres(10)

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Posts of another system whose kilometre is known (points with posted_km): the round kilometres of that system.",
                valueName: "file"))
        var known: String?

        @Option(name: .long, help: ArgumentHelp("Only from this measure on.", valueName: "measure"))
        var from: Metres?

        @Option(name: .long, help: ArgumentHelp("Only up to this measure.", valueName: "measure"))
        var to: Metres?

        func run() throws {
            let format = form.format
            let border = try source.read()
            let limits = try border.limits(from, to)
            guard limits.from <= limits.to else { throw ValidationError("--from is greater than --to; swap them.") }
            let span = MeasureSpan(limits.from, limits.to)
            var system: (file: String, calibration: Calibration)?
            if let known {
                let found = try border.calibration(posts: try InputReader.read(known).features, file: known)
                for finding in output.listed(border.calibrationFindings(found, file: known)) { output.say(finding.toolLine) }
                system = (known, found)
            }
            let posts = try usage { [system] () throws(RouteError) in
                try BorderPosts(of: border, every: every, over: span, known: system)
            }
            try output.write(part: posts, as: format)
        }
    }

    struct Stretch: ParsableCommand, OutputWriting {
        static let configuration = CommandConfiguration(
            commandName: "stretch",
            abstract: "The line between two measures; without them the whole border, one feature for each segment.",
            discussion: """
                Examples:
                  geo-tool border stretch -o whole-border.geojson
                  geo-tool border stretch --from 946km --to 953.4km --format csv
                """)

        @OptionGroup var source: Source
        @OptionGroup var form: FormatOption<BorderStretch>
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: ArgumentHelp("Where it begins, with its unit: 946km.", valueName: "measure"))
        var from: Metres?

        @Option(name: .long, help: ArgumentHelp("Where it ends; before --from gives the line reversed.", valueName: "measure"))
        var to: Metres?

        func run() throws {
            let format = form.format
            let border = try source.read()
            let limits = try border.limits(from, to)
            let isWhole = from == nil && to == nil
            let stretch = try usage { () throws(RouteError) in
                try BorderStretch(of: border, from: limits.from, to: limits.to, bySegment: isWhole)
            }
            try output.write(part: stretch, as: format)
        }
    }
}

extension Border {
    /// The measures asked for; the border's own ends where none was. Beyond the ends is a usage error.
    fileprivate func limits(_ from: Metres?, _ to: Metres?) throws -> (from: Measure, to: Measure) {
        func measure(_ asked: Metres?, _ option: String, or end: Measure) throws -> Measure {
            guard let asked else { return end }
            // The end as it is printed may lie beyond the end as it is.
            let beyond = asked.value - route.end.metres
            if beyond > 0, beyond <= PrintedLength(shortest: asked).halfUnit.value + 1e-9 { return route.end }
            guard asked.value >= route.start.metres, beyond <= 0 else {
                let length = NumberText.fixed(route.end.metres / 1000, 3)
                throw ValidationError("\(option) \(asked.kilometres)km is not on the border, which runs from 0km to \(length)km.")
            }
            return Measure(asked.value)
        }
        return (try measure(from, "--from", or: route.start), try measure(to, "--to", or: route.end))
    }
}

/// What arguments ask of a route and cannot have is an error of usage.
private func usage<Value>(_ body: () throws(RouteError) -> Value) throws -> Value {
    do throws(RouteError) { return try body() } catch { throw ValidationError("\(error).") }
}

extension OutputOptions {
    /// A part of a border; what is doubtful about the border goes to stderr where the format has no place for it.
    fileprivate func write(part: some BorderFeatures, as format: ResultFormat) throws {
        if format != .json {
            for finding in part.border.findings.digest() { say("\(finding.severity.rawValue): \(finding.sentence)") }
        }
        try write(part, as: format)
    }
}
