import ArgumentParser
import BorderGeo

struct CoverageCommand: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Fenced border, layers and gaps per area and epoch.",
        discussion: """
            Examples:
              geo-tool coverage
              geo-tool coverage six-areas --area hoeryong --epoch 2023 --gaps
              geo-tool coverage study.yaml --format csv -o coverage.csv
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var form: FormatOption<CoverageResult>
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "List every gap with its place.")
    var gaps = false

    func run() throws {
        let format = form.format
        let model = try options.model(output)
        output.talk(about: model, beside: format)
        if model.holdsExactFences, gaps || format == .json { output.warnOfExactPlaces() }
        try output.write(CoverageResult(model, listingGaps: gaps), as: format)
    }
}
