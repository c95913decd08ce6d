import ArgumentParser
import BorderGeo

struct ChangeCommand: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Baseline against comparison epoch: fences and facilities.",
        discussion: """
            The study names the two epochs; two --epoch options name others.

            Examples:
              geo-tool change
              geo-tool change six-areas --area hoeryong --format json
              geo-tool change hoeryong --epoch 2019 --epoch 2022 --match position
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var form: FormatOption<ChangeResult>
    @OptionGroup var output: OutputOptions

    @OptionGroup var matching: FacilityMatchOptions

    func run() throws {
        let format = form.format
        let model = try options.model(output, matching: matching)
        let result = try ChangeResult(model)
        output.talk(about: model, beside: format)
        try output.write(result, as: format)
    }
}
