import ArgumentParser
import BorderGeo

struct Lint: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "What is doubtful in the data, with places.",
        discussion: """
            Takes data files (GeoJSON, CSV, KML, GeoPackage ...) and studies. The exit code is 1 where a finding is a warning or an error (--fail-on).

            Examples:
              geo-tool lint posts.csv fences.geojson
              geo-tool lint study.yaml --format geojson -o problems.geojson
              geo-tool lint posts.csv --fix posts-fixed.geojson
            """)

    @Argument(help: ArgumentHelp("Files, studies, or - for stdin.", valueName: "input"))
    var inputs: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("What the features are: \(LintRole.names). Default: inferred from the fields.", valueName: "role"))
    var role: LintRole?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Check places against this border; `none` for not at all. Default: a study's own, else builtin:dcw.",
            valueName: "border"))
    var border: String?

    @Option(name: .long, help: ArgumentHelp("Exit with 1 where a finding is at least this severe.", valueName: "severity"))
    var failOn: Finding.Severity?

    @Option(name: .long, help: ArgumentHelp("An earlier name of --fail-on.", visibility: .hidden))
    var severity: Finding.Severity?

    private var threshold: Finding.Severity { failOn ?? severity ?? .warning }

    @Option(
        name: .long,
        help: ArgumentHelp("Write the data to this new file with every unambiguous problem fixed.", valueName: "path"))
    var fix: String?

    @Flag(name: .long, help: "List the words of other languages and spellings that are understood.")
    var synonyms = false

    @Flag(name: .long, help: "List the rules.")
    var rules = false

    @OptionGroup var file: InputFileOptions
    @OptionGroup var form: FormatOption<LintResult>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if inputs.isEmpty, !synonyms, !rules { throw ValidationError("Give a file or a study to look at.") }
        if fix != nil, inputs.count != 1 { throw ValidationError("--fix takes one input, not \(inputs.count).") }
        if let fix, inputs.first == fix { throw ValidationError("--fix writes a new file; \"\(fix)\" is the input.") }
    }

    func run() throws {
        if synonyms { return try output.write(ListingText.synonyms) }
        if rules { return try output.write(ListingText.rules) }
        let format = form.format
        let linter = try linter()
        let reports = try inputs.flatMap { try lint($0, with: linter) }
        let result = LintResult(reports, border: borderName, severity: threshold)
        try output.write(result, as: format)
        if let fix, let report = reports.first { try mend(report, to: fix) }
        if result.findings.contains(where: { $0.severity >= threshold }) { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    /// What places are checked against, for those who read the result: a study's own line where it is the only input.
    private var borderName: String {
        border ?? (inputs.count == 1 ? StudyLint.border(of: inputs[0]) : nil) ?? "builtin:dcw"
    }

    private func linter() throws -> Linter {
        let options = try file.inputOptions()
        let line = try line(options)
        output.talk(about: line?.findings ?? [], beside: .text)
        return Linter(
            border: line, options: options, words: try StudyWords.initial(for: border ?? "builtin:dcw"), role: role,
            jobs: output.jobs)
    }

    private func line(_ options: InputOptions) throws -> Border? {
        border == "none" ? nil : try Border.named(border ?? "builtin:dcw", options: options.forBorder)
    }

    /// One report for a data file; for a study one for the study itself and one for each of its files.
    private func lint(_ input: String, with linter: Linter) throws -> [Linter.Report] {
        try found(input, by: linter).map { report in
            var report = report
            report.findings = report.findings.map { $0.worded(Remedy.withOptions) }
            return report
        }
    }

    private func found(_ input: String, by linter: Linter) throws -> [Linter.Report] {
        guard StudyLint.isStudy(input) else { return [try linter.lint(.path(input))] }
        return try StudyLint(linter: linter, border: border).reports(input)
    }

    private func mend(_ report: Linter.Report, to path: String) throws {
        guard let format = InputFormat(path: path) else {
            throw ValidationError("The ending of \"\(path)\" names no format: use one of \(Convert.formats).")
        }
        let (features, repairs) = LintFixer(
            mapping: try file.mapping(), border: try line(try file.inputOptions()),
            words: try StudyWords.initial(for: border ?? "builtin:dcw")
        ).fix(report)
        let name = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "layer"
        let layer = FeatureLayer(
            name: name, title: name, inferringFieldsOf: features,
            synthetic: features.contains { $0.properties["synthetic"] == true }, isVerbatim: true)
        let losses = try LayerFile.write(layer, to: path, as: format)
        output.say("\(path): \(NumberText.counted(features.count, one: "feature", many: "features"))")
        for repair in repairs { output.say("  \(repair.count) \(repair.sentence)  [\(repair.rule)]") }
        for loss in losses { output.say("  " + loss.toolLine) }
    }
}

extension LintRole: ExpressibleByArgument {
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// What `--rules` and `--synonyms` print.
private enum ListingText {
    static var rules: String {
        LintRule.all.map { rule in
            let id = rule.id + String(repeating: " ", count: max(1, 22 - rule.id.count))
            let severity = rule.severity.rawValue + String(repeating: " ", count: 8 - rule.severity.rawValue.count)
            return id + severity + rule.sentence + (rule.isFixed ? " Fixed by --fix." : "") + "\n"
        }.joined()
    }

    static var synonyms: String {
        var text = "Fields (also read in place of the first name)\n"
        for (field, names) in Synonyms.fields { text += "  \(field): \(names.joined(separator: ", "))\n" }
        text += "Values (letter case, blanks, - and _ aside; the original word is kept in source_label)\n"
        for (field, words) in Synonyms.values {
            for (value, others) in words {
                text += "  \(field) \(value): \(others.filter { !$0.isEmpty }.joined(separator: ", "))\n"
            }
        }
        return text
    }
}
