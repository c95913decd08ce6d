import ArgumentParser
import BorderGeo

/// Partial summaries: a line of JSON each.
enum PartialLines: FormatSet {
    static let formats = [ResultFormat.json, .ndjson]
}

struct Merge: ParsableCommand, OutputWriting {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Add partial summaries up to the result of all records in one run.",
        discussion: """
            Reads what `geo-tool density --partial` wrote, in any order, and prints the bytes that `geo-tool density` prints for all records \
            in one run. Partials of another study, border, tool or of other options are refused.

            Examples:
              geo-tool density hoeryong --facilities posts.csv --partial -o part-1.json
              geo-tool merge part-1.json part-2.json
              geo-tool merge part-1.json part-2.json --format json -o density.json
            """)

    @Argument(help: "Files of partial summaries, one a line or one a file; - is stdin.")
    var partials: [String]

    @Flag(name: .long, help: "Write the sum as a partial summary again.")
    var partial = false

    @OptionGroup var form: FormatOption<Several<DensityPartial, PartialLines>>
    @OptionGroup var output: OutputOptions

    func run() throws {
        try output.write(isPartial: partial, as: form) {
            var sum: DensityPartial?
            for path in partials {
                let source = InputSource.path(path)
                for part in try DensityPartial.read(contentsOf: source) {
                    if sum == nil { sum = part } else { try sum?.add(part, file: source.name) }
                }
            }
            guard let sum else {
                throw InputError(
                    "it contains no partial summary", at: .init(file: partials.first),
                    remedy: "Give files that `geo-tool density --partial` wrote.")
            }
            return sum
        }
    }
}

extension StudyOptions {
    /// The density of `facilities` (`nil`: the study's own; `-`: stdin) as a part of a run.
    func partial(of facilities: String?, _ output: OutputOptions) throws -> DensityPartial {
        if facilities == "-", study == "-" { throw ValidationError("The study and the facilities cannot both come from stdin.") }
        let data = try loader(output, readsFacilities: facilities == nil).loadForTool(study)
        let counter = try DensityCounter(
            data, parameters: parameters(), jobs: output.jobs, accuracy: try conversion.limit(), wording: Remedy.withOptions)
        guard let facilities else { return counter.partial(of: data.facilities) }
        let (partial, findings) = try counter.partial(reading: .path(facilities))
        for finding in output.listed(findings) { output.say(finding.toolLine) }
        return partial
    }
}

extension OutputOptions {
    /// Prints a part as it is, or as the result of all the records there are.
    func write(isPartial: Bool, as form: FormatOption<some FormatSet>, _ make: () throws -> DensityPartial) throws {
        if isPartial {
            _ = try form.format(for: PartialLines.self)
            return try write(try make().line())
        }
        let format = try form.format(for: DensityPartial.self)
        let sum = try make()
        talk(about: sum.findings, beside: format)
        try write(sum, as: format)
    }
}
