import ArgumentParser
import BorderGeo

/// Scores satellite-derived detections against a reference.
struct Validate: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Score satellite-derived detections against a reference.",
        discussion: """
            Points are matched one to one, most pairs first and then the nearest, equal kinds before others, within a gate: 2.4477 times their joint sigma_m where both have one, else
            --max-distance. Lines (fences) are compared by length within --tolerance, layer by layer.
            A study gives areas, observed stretches and, without --reference, its own facilities as the reference.
            Exit code 1 where a score is below --min-precision, --min-recall or --min-f1.

            Examples:
              geo-tool validate --reference truth.geojson --detections model.geojson --max-distance 20m
              geo-tool validate --study hoeryong --epoch 2022 --detections model.geojson --layers errors
              geo-tool validate --reference r.csv --detections d.csv --second other.csv --min-recall 0.9 --format json
            """)

    @Option(name: .long, help: ArgumentHelp("What is truly there: points, or fences as lines.", valueName: "file"))
    var reference: String?

    @Option(name: .long, help: ArgumentHelp("What was detected or digitised.", valueName: "file"))
    var detections: String

    @Option(name: .long, help: ArgumentHelp("Another detector on the same reference: exact McNemar test.", valueName: "file"))
    var second: String?

    @Option(name: .long, help: ArgumentHelp("Detections without a reference: their count is adjusted.", valueName: "file"))
    var survey: String?

    @OptionGroup var place: ValidationPlaceOptions
    @OptionGroup var matching: MatchingOptions

    @Option(name: .long, help: ArgumentHelp("How near lines must run to count as the same.", valueName: "length"))
    var tolerance = Metres(20)

    @Option(name: .long, help: ArgumentHelp("Zones, as polygons, where nothing is scored.", valueName: "file"))
    var ignore: String?

    @Option(name: .long, help: ArgumentHelp("Stretches in which counts are compared.", valueName: "length"))
    var bin = Metres.kilometres(1)

    @Option(name: .long, help: ArgumentHelp("Only detections with this score or a higher one count.", valueName: "share"))
    var minScore: Double?

    @Option(name: .long, help: ArgumentHelp("Exit with 1 below this precision, 0 to 1.", valueName: "share"))
    var minPrecision: Double?

    @Option(name: .long, help: ArgumentHelp("Exit with 1 below this recall, 0 to 1.", valueName: "share"))
    var minRecall: Double?

    @Option(name: .long, help: ArgumentHelp("Exit with 1 below this F1, 0 to 1.", valueName: "share"))
    var minF1: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Write pairs, missed and spurious points as layers with styles into this folder.", valueName: "dir"))
    var layers: String?

    @Flag(name: .long, help: "Overwrite files of that folder that were changed since, or that no validation wrote.")
    var force = false

    @OptionGroup var file: InputFileOptions
    @OptionGroup var form: FormatOption<Several<ValidationReport, LineValidationReport>>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        for (name, value) in [("--min-precision", minPrecision), ("--min-recall", minRecall), ("--min-f1", minF1)] {
            if let value, !(0...1).contains(value) { throw ValidationError("\(name) takes a share from 0 to 1, not \(value).") }
        }
        guard bin.value > 0, tolerance.value > 0 else { throw ValidationError("--bin and --tolerance must be above 0.") }
        if let minScore, minScore.isNaN { throw ValidationError("--min-score takes a number.") }
        guard reference != nil || place.study != nil else {
            throw ValidationError("Name a --reference, or a --study whose facilities are the reference.")
        }
    }

    func run() throws {
        var options = try file.inputOptions()
        let setting = try place.setting(reading: options, jobs: output.jobs)
        options.expected = setting.border.box
        var reader = PointReader(options: options, date: place.date, jobs: output.jobs)
        reader.words = try StudyWords.ofStudy(place.study)
        switch try reader.content(detections) {
        case .lines(let features):
            guard minScore == nil else { throw ValidationError("--min-score is about points: lines have no scores.") }
            try runLines(features, &reader)
        case .points(let points): try runPoints(try atLeast(minScore, points), in: setting, &reader)
        }
    }

    /// The points from a score on; those without a score cannot be judged by one.
    private func atLeast(_ least: Double?, _ points: ValidationPoints) throws -> ValidationPoints {
        guard let least else { return points }
        let unscored = points.indices.count { points[$0].score == nil }
        guard unscored == 0 else {
            throw ValidationError(
                "--min-score: \(unscored) of the detections have no score. Give every detection a score, or leave the option out."
            )
        }
        return ValidationPoints(points.lazy.filter { ($0.score ?? -.infinity) >= least })
    }

    private func runPoints(
        _ found: ValidationPoints, in setting: ValidationSetting, _ reader: inout PointReader
    ) throws {
        let format = try form.format(for: ValidationReport.self)
        let truth = try reference.map { try reader.reference($0) } ?? setting.facilities
        let other = try second.map { try atLeast(minScore, try reader.detections($0)) }
        let counted = try survey.map { try atLeast(minScore, try reader.detections($0)) }
        let zones = try ignore.map { try reader.features($0).flatMap { $0.geometry?.polygons ?? [] } } ?? []
        var report = try matched {
            try ValidationReport(
                reference: setting.located(truth, jobs: output.jobs), detections: setting.located(found, jobs: output.jobs),
                second: other.map { setting.located($0, jobs: output.jobs) },
                survey: counted.map { setting.located($0, jobs: output.jobs) }, domains: setting.domains,
                exclusions: .init(ignored: zones, observed: setting.observed, borderEnd: setting.border.route.end),
                parameters: .init(
                    rule: matching.rule, bin: bin, replicates: matching.replicates, seed: matching.seed, jobs: output.jobs,
                    leastScore: minScore))
        }
        let isSynthetic = reader.sawSynthetic || setting.isSynthetic
        report.context = ResultContext(
            study: setting.json, inputs: inputs(setting), findings: reader.findings + setting.findings, isSynthetic: isSynthetic)
        if isSynthetic { output.say(ReportModel.syntheticNotice) }
        if let layers {
            let bundle = LayerBundle(
                title: "Validation of \(detections)", sources: "Reference and detections as given.",
                layers: report.layers, synthetic: isSynthetic)
            var folder = try OutputFolder(layers, force ? .overwriting : [])
            try bundle.write(into: &folder)
            output.say("\(try folder.commit().count) files in \(layers)")
        }
        try output.write(report, as: format)
        if format != .json {
            output.listed(report.context.findings).filter { $0.severity >= .warning }.forEach { output.say($0.toolLine) }
        }
        try check([
            ("precision", report.total.precision, minPrecision), ("recall", report.total.recall, minRecall),
            ("F1", report.total.f1, minF1),
        ])
    }

    private func runLines(_ features: [Feature], _ reader: inout PointReader) throws {
        let format = try form.format(for: LineValidationReport.self)
        guard let reference else { throw ValidationError("Lines need a --reference of lines.") }
        let truth = try reader.fences(try reader.features(reference), reference)
        var report = LineValidationReport(
            reference: truth, digitised: try reader.fences(features, detections), tolerance: tolerance, jobs: output.jobs)
        report.context = ResultContext(inputs: inputs(nil), findings: reader.findings)
        try output.write(report, as: format)
        try check([
            ("correctness", report.total?.correctness, minPrecision), ("completeness", report.total?.completeness, minRecall),
            ("quality", report.total?.quality, minF1),
        ])
    }

    private func inputs(_ setting: ValidationSetting?) -> KeyValuePairs<String, JSONValue> {
        [
            "reference": .text(reference), "detections": .string(detections), "second": .text(second),
            "survey": .text(survey), "ignore": .text(ignore), "border": .text(setting?.border.source.name),
            "epoch": .text(setting?.epoch),
        ]
    }

    /// A score that is not defined misses every threshold.
    private func check(_ scores: [(name: String, value: Share?, least: Double?)]) throws {
        var failed = false
        for (name, value, least) in scores {
            guard let least, (value?.fraction ?? -1) < least else { continue }
            output.say("\(name) \(value.map { NumberText.fixed($0.fraction, 4) } ?? "not defined") is below \(least)")
            failed = true
        }
        if failed { throw ExitCode(Failure.Code.findings.rawValue) }
    }
}
