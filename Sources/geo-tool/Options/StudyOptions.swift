import ArgumentParser
import BorderGeo

/// Which study, and which part of it.
struct StudyOptions: ParsableArguments {
    @Argument(
        help: "A study file, a folder that contains study.yaml, or a built-in name: six-areas, hoeryong.",
        completion: StudyCompletion.studies)
    var study = "six-areas"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A border in place of the study's own: builtin:dcw, or a file with a line.", valueName: "border"))
    var border: String?

    @Option(
        name: .long, help: ArgumentHelp("Only this area; may be given more than once. `all` is their union.", valueName: "id"),
        completion: StudyCompletion.areas)
    var area: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Only this epoch; may be given more than once.", valueName: "id"),
        completion: StudyCompletion.epochs)
    var epoch: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only this segment of the border, as its line names it; see `geo-tool border info`.", valueName: "id"))
    var segment: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Whose fences count, by a bank of the study; may be given more than once. Without it those that its vocabulary counts.",
            valueName: "bank"))
    var bank: [String] = []

    @OptionGroup var conversion: ConversionOptions

    @Flag(name: .long, inversion: .prefixedNo, help: "Count a river loop cut off by a fence across its neck as fenced border.")
    var bridged = true

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Leave fence out of fence line where it makes a larger angle with the border, in degrees.", valueName: "degrees"))
    var maxAngle: Double?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Join gaps up to this length inside one fence, or between fences that end that near each other.", valueName: "length")
    )
    var minGap: Metres?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Leave out records whose `confidence` is below this, 0 to 1; those without one count.", valueName: "share"))
    var minConfidence: Double?

    func validate() throws {
        if let minConfidence, !(0...1).contains(minConfidence) {
            throw ValidationError("--min-confidence takes a share from 0 to 1, not \(minConfidence).")
        }
        if let maxAngle, !(maxAngle > 0 && maxAngle <= 90) {
            throw ValidationError("--max-angle \(maxAngle) is not an angle with the border: use degrees above 0 and up to 90.")
        }
        if let minGap, minGap.value < 0 { throw ValidationError("--min-gap is negative: use a length such as 10m.") }
    }
}
