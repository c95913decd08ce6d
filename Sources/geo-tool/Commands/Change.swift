import ArgumentParser
import BorderGeo

struct ChangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Baseline against comparison epoch: fences and facilities.",
        discussion: "The study names the two epochs; two --epoch options name others.")

    @OptionGroup var options: StudyOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "How facilities of two epochs are recognised: records (ids and dates) or position.")
    var match = FacilityMatching.records

    func run() throws {
        let format = try output.format(for: ChangeResult.self)
        let model = try options.model(output, matching: match)
        let result = try ChangeResult(model)
        output.talk(about: model, beside: format)
        try output.write(result, as: format)
    }
}
