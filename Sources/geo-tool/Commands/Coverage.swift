import ArgumentParser
import BorderGeo

struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Fenced border, layers and gaps per area and epoch.")

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "List every gap with its place.")
    var gaps = false

    func run() throws {
        let format = try output.format(of: .text, .json, .csv, .md)
        let model = try options.model(output)
        let tables = gaps ? [model.gapTable] : [model.coverageTable, model.fenceLineTable]
        if format != .json { output.talk(about: model) }
        switch format {
        case .json: try output.write(model.coverageEnvelope.text())
        case .csv: try output.write(model.csv(tables[0]))
        default: try output.write(tables, of: model, as: format)
        }
    }
}
