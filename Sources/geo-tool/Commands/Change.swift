import ArgumentParser
import BorderGeo

struct ChangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Baseline against comparison epoch: fences and facilities.",
        discussion: "The study names the two epochs; two --epoch options name others.")

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var matching: FacilityMatchOptions

    func run() throws {
        let format = try output.format(of: .text, .json, .csv, .md)
        let model = try options.model(output, matching: matching)
        guard !model.changes.isEmpty else {
            throw InputError(
                "the study \"\(model.study.id)\" has no two epochs to compare",
                remedy: "Give it two epochs, and name them as `baseline` and `comparison`.")
        }
        if format != .json { output.talk(about: model) }
        switch format {
        case .json: try output.write(model.changeEnvelope.text())
        case .csv: try output.write(model.csv(model.changeFigures))
        default:
            let tables = [model.changeTable, model.fenceLineChangeTable, model.facilityChangeTable]
            try output.write(tables + [model.matrixTable].compactMap { $0 }, of: model, as: format)
        }
    }
}
