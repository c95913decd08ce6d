import ArgumentParser
import BorderGeo

struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "What is doubtful in the data, with places.",
        discussion: """
            Takes data files (GeoJSON, CSV, KML, GeoPackage ...) and studies. Exit code 1 where anything at or above --severity was found.

            Examples:
              geo-tool lint posts.csv fences.geojson
              geo-tool lint study.yaml --format geojson -o problems.geojson
              geo-tool lint posts.csv --fix posts-fixed.geojson
            """)

    @Argument(help: ArgumentHelp("Files, studies, or - for stdin.", valueName: "input"))
    var inputs: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("What the features are: \(LintRole.names). Default: told by their fields.", valueName: "role"))
    var role: LintRole?

    @Option(name: .long, help: ArgumentHelp("Check places against this border; `none` for not at all.", valueName: "border"))
    var border = "builtin:dcw"

    @Option(name: .long, help: ArgumentHelp("Exit with 1 from this severity on: note, warning or error.", valueName: "severity"))
    var severity = Finding.Severity.warning

    @Option(
        name: .long,
        help: ArgumentHelp("Write the data to this new file with everything mended that needs no guessing.", valueName: "path"))
    var fix: String?

    @Flag(name: .long, help: "List the words of other languages and spellings that are understood.")
    var synonyms = false

    @Flag(name: .long, help: "List the rules.")
    var rules = false

    @OptionGroup var file: InputFileOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if inputs.isEmpty, !synonyms, !rules { throw ValidationError("Give a file or a study to look at.") }
        if fix != nil, inputs.count != 1 { throw ValidationError("--fix takes one input, not \(inputs.count).") }
        if let fix, inputs.first == fix { throw ValidationError("--fix writes a new file; \"\(fix)\" is the input.") }
    }

    func run() throws {
        if synonyms { return try output.write(ListingText.synonyms) }
        if rules { return try output.write(ListingText.rules) }
        let format = try output.format(for: LintResult.self)
        let linter = try linter()
        let reports = try inputs.flatMap { try lint($0, with: linter) }
        let result = LintResult(reports, border: border, severity: severity)
        try output.write(result, as: format)
        if let fix, let report = reports.first { try mend(report, to: fix) }
        if result.findings.contains(where: { $0.severity >= severity }) { throw ExitCode(Failure.Code.findings.rawValue) }
    }

    private func linter() throws -> Linter {
        let line = border == "none" ? nil : try Border.named(border)
        output.talk(about: line?.findings ?? [], beside: .text)
        return Linter(
            border: line, options: try file.inputOptions(), words: try StudyWords.initial(for: border), role: role,
            jobs: output.jobs)
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
        return try StudyLint(linter: linter).reports(input)
    }

    private func mend(_ report: Linter.Report, to path: String) throws {
        guard let format = InputFormat(path: path) else {
            throw ValidationError("The ending of \"\(path)\" names no format: use one of \(Convert.formats).")
        }
        let (features, repairs) = LintFixer(
            mapping: try file.mapping(), border: border == "none" ? nil : try Border.named(border),
            words: try StudyWords.initial(for: border)
        ).fix(report)
        let name = path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "layer"
        let layer = FeatureLayer(
            name: name, title: name, inferringFieldsOf: features,
            synthetic: features.contains { $0.properties["synthetic"] == true }, isVerbatim: true)
        let losses = try LayerFile.write(layer, to: path, as: format)
        output.say("\(path): \(features.count) features")
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
            return id + severity + rule.sentence + (rule.isFixed ? " Mended by --fix." : "") + "\n"
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
