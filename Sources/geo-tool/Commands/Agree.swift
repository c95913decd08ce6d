import ArgumentParser
import BorderGeo

/// Two or more annotators: agreement and estimated total.
struct Agree: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "agree", abstract: "Two or more annotators: agreement and estimated total.",
        discussion: """
            Marks are matched one to one at least cost. Kappa is on the kinds of what both marked, Krippendorff's alpha on stretches of
            the border. The total is Chapman's estimate for two, and log-linear for three and more; false marks must be taken out first.

            Examples:
              geo-tool agree anna.geojson boris.geojson --max-distance 15m
              geo-tool agree a.csv b.csv c.csv --study hoeryong --format json
            """)

    @Argument(help: "One file for each annotator, two or more.")
    var files: [String]

    @OptionGroup var place: ValidationPlaceOptions
    @OptionGroup var matching: MatchingOptions

    @Option(name: .long, help: ArgumentHelp("Stretches in which marks are compared without matching.", valueName: "length"))
    var bin = Metres(100)

    @OptionGroup var file: InputFileOptions
    @OptionGroup var form: FormatOption<AgreementReport>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (2...8).contains(files.count) else { throw ValidationError("Name two to eight files, one for each annotator.") }
        guard Set(files).count == files.count else { throw ValidationError("The same file is given more than once.") }
        guard bin.value > 0 else { throw ValidationError("--bin must be above 0.") }
    }

    func run() throws {
        let format = form.format
        var options = try file.inputOptions()
        let setting = try place.setting(reading: options, jobs: output.jobs)
        options.expected = setting.border.box
        var reader = PointReader(options: options, date: place.date)
        reader.words = try StudyWords.ofStudy(place.study)
        var annotators: [(name: String, points: ValidationPoints)] = []
        for path in files {
            let points = setting.located(try reader.detections(path), jobs: output.jobs)
            annotators.append((path.split(separator: "/").last.map(String.init) ?? path, points))
        }
        if Set(annotators.map(\.name)).count < annotators.count {
            for index in annotators.indices { annotators[index].name = files[index] }
        }
        if reader.sawSynthetic || setting.isSynthetic { output.say(ReportModel.syntheticNotice) }
        var report = try matched {
            try AgreementReport(
                annotators, rule: matching.rule, domains: setting.domains, borderEnd: setting.border.route.end, bin: bin,
                replicates: matching.replicates, seed: matching.seed, jobs: output.jobs)
        }
        report.context = ResultContext(
            study: setting.json,
            inputs: [
                "annotators": .array(files.map { .string($0) }), "border": .string(setting.border.source.name),
                "epoch": .text(setting.epoch),
            ], findings: reader.findings + setting.findings)
        try output.write(report, as: format)
        output.talk(about: reader.findings + setting.findings, beside: format)
    }
}
