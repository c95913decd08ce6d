import ArgumentParser
import BorderGeo

@main
struct GeoTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geo-tool",
        abstract: "Measure fences, watchtowers and guard posts along a border: North Korea's northern one, or any other line.",
        discussion: """
            Lengths are geodesic, every rate names its denominator, and what imagery does not show is unknown, not absent.
            The built-in studies `six-areas` and `hoeryong` hold published totals at synthetic positions.
            """,
        version: CommandLine.arguments.contains("--version") ? versionText : "geo-tool \(ToolVersion.tool)",
        subcommands: [
            Report.self,
            Export.self,
            CoverageCommand.self,
            DensityCommand.self,
            Locate.self,
            Place.self,
            Transfer.self,
            ChangeCommand.self,
            BorderCommand.self,
            Spacing.self,
            Hotspots.self,
            Validate.self,
            Agree.self,
            Sample.self,
            Schema.self,
            Audit.self,
            Lint.self,
            Convert.self,
            Merge.self,
            Simulate.self,
            Batch.self,
        ])

    @Flag(name: .customLong("json-usage"), help: "Describe every command, option, default and choice as JSON.")
    var jsonUsage = false

    func run() throws {
        guard jsonUsage else { throw CleanExit.helpRequest(self) }
        try OutputFile.write(Array((try CommandUsage().document.text() + "\n").utf8), to: "-")
    }

    /// Opening PROJ's database costs milliseconds, so this is asked for only by `--version`.
    static var versionText: String {
        "geo-tool \(ToolVersion.tool) (PROJ \(ToolVersion.proj), GEOS \(ToolVersion.geos), EPSG \(ToolVersion.epsg))"
    }

    static func main() {
        // Asked by scripts before every job: there is nothing to parse.
        do {
            Arguments.keepStreams()
            try Arguments.check()
            RunInputs.begin()
            if CommandLine.arguments.dropFirst() == ["--version"] {
                return try OutputFile.write(Array((versionText + "\n").utf8), to: "-")
            }
            var command = try parseAsRoot()
            if let long = command as? any ProgressShowing, long.showsProgress {
                Progress.line.start(type(of: command).configuration.commandName ?? "geo-tool")
            }
            try command.run()
            Progress.line.finish()
        } catch {
            Progress.line.finish()
            Failure.exit(with: error)
        }
    }
}
