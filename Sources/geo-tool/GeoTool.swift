import ArgumentParser
import BorderGeo

@main
struct GeoTool: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geo-tool",
        abstract: "Measure fences, watchtowers and guard posts along North Korea's northern border.")
}
