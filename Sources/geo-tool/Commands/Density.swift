import ArgumentParser
import BorderGeo

struct DensityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "density", abstract: "Facilities per kilometre and spacing, by kind, area, epoch and denominator.")

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let format = try output.format(of: .text, .json, .csv, .md)
        let model = try options.model(output)
        if format != .json { output.talk(about: model) }
        switch format {
        case .json: try output.write(model.densityEnvelope.text())
        case .csv: try output.write(model.densityTable.csv())
        default: try output.write([model.densityTable], as: format)
        }
    }
}
