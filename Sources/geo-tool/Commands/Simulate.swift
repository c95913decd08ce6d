import ArgumentParser
import BorderGeo

/// A synthetic study from a seeded recipe, for training and for testing.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "A synthetic study from a seeded recipe.",
        discussion: """
            A recipe (YAML) names areas, epochs and totals: border fenced, fence line by layer and status, facilities by kind and
            date, images and what they leave unseen, and detections with planted precision, recall, shift and noise.
            Out come study.yaml and its GeoJSON files, every position made up and marked `synthetic`. Same recipe, same bytes.

            Examples:
              geo-tool simulate recipe.yaml -o study
              geo-tool report study
            """)

    @Argument(help: "The recipe, a YAML file; `-` is stdin.")
    var recipe: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write the study to.", valueName: "dir"))
    var output: String

    @Option(name: .long, help: "Another seed than the recipe's.")
    var seed: UInt64?

    @Flag(name: .long, help: "Overwrite files that were changed since they were simulated, or that no simulation wrote.")
    var force = false

    @Flag(name: .long, help: "Print nothing on stderr except errors.")
    var quiet = false

    func run() throws {
        var recipe = try SimulationRecipe(reading: self.recipe)
        if let seed { recipe.seed = seed }
        let border = try Border.named(
            recipe.study.border, inwardSide: recipe.study.inward.map { $0 == .left ? .left : .right })
        for finding in border.findings.digest() where finding.severity >= .warning && !quiet {
            Terminal.error.write("\(finding.severity.rawValue): \(finding.sentence)\n")
        }
        let simulation = try Simulation(recipe, border: border)
        let files = try simulation.files(madeBy: "`geo-tool simulate`")
        var folder = try OutputFolder(output, force ? [.overwriting, .besideInputs] : .besideInputs)
        for file in files { try folder.write(file.bytes, to: file.name) }
        // What tells a file that somebody edited from one that may be written again.
        try folder.write(
            FolderManifest.text(["schema": "geo-tool/simulate/1"], outputs: files.map { ($0.name, $0.bytes) }),
            to: FolderManifest.name)
        let written = Set(files.map(\.name))
        for name in folder.earlier?.digests.keys.sorted() ?? [] where !written.contains(name) { folder.retire(name) }
        let names = try folder.commit()
        if !quiet { Terminal.error.write("Wrote \(names.joined(separator: ", ")) to \(output); all positions are made up.\n") }
    }
}
