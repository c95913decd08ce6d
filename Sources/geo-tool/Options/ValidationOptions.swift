import ArgumentParser
import BorderGeo

/// Where a validation or a comparison of annotators takes place.
struct ValidationPlaceOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("A study: its areas, what it observed, its facilities.", valueName: "study"))
    var study: String?

    @Option(name: .long, help: ArgumentHelp("The border: builtin:dcw, or a file with its line.", valueName: "border"))
    var border: String?

    @Option(name: .long, help: ArgumentHelp("The study's epoch; without it the one it compares.", valueName: "id"))
    var epoch: String?

    @Option(name: .long, help: ArgumentHelp("Only this area of the study; may be given more than once.", valueName: "id"))
    var area: [String] = []

    @Option(name: .long, help: ArgumentHelp("Where the reference has dates: what is present on this day.", valueName: "date"))
    var date: CalendarDate?

    func setting(reading options: InputOptions, jobs: Int?) throws -> ValidationSetting {
        try ValidationSetting(
            study: study, border: border, epoch: epoch, areas: area, accuracy: options.accuracy, jobs: jobs)
    }
}

/// When two points may be the same object.
struct MatchingOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The gate of points where either has no sigma_m.", valueName: "length"))
    var maxDistance = Metres(20)

    @Option(
        name: .long, help: ArgumentHelp("Distance on the ground, or along the border.", valueName: "metric"),
        completion: .list(MatchRule.Metric.allCases.map(\.rawValue)))
    var metric = MatchRule.Metric.planar

    @Option(
        name: .long, help: ArgumentHelp("most-pairs first and then least cost, or least-cost alone.", valueName: "goal"),
        completion: .list(MatchRule.Goal.allCases.map(\.rawValue)))
    var goal = MatchRule.Goal.mostPairs

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What another kind adds to the cost of a pair, 0 to 1; 0 matches whatever the kind.", valueName: "share"))
    var classWeight = 0.5

    @Flag(name: .long, help: "Take --max-distance for all, also where sigma_m is given.")
    var ignoreSigma = false

    @Flag(name: .long, help: "Take off the systematic shift between the two sets before the final matching.")
    var removeShift = false

    func validate() throws {
        guard (1...100_000).contains(replicates) else { throw ValidationError("--replicates takes 1 to 100000.") }
        guard maxDistance.value > 0 else { throw ValidationError("--max-distance must be above 0.") }
        guard (0...1).contains(classWeight) else {
            throw ValidationError("--class-weight takes a number from 0 to 1, not \(classWeight).")
        }
    }

    @Option(name: .long, help: ArgumentHelp("Draws of the bootstrap behind intervals.", valueName: "count"))
    var replicates = 999

    @Option(name: .long, help: "Seed of the bootstrap.")
    var seed: UInt64 = 1

    var rule: MatchRule {
        MatchRule(
            metric: metric, goal: goal, maximumDistance: maxDistance, usesSigma: !ignoreSigma, kindWeight: classWeight,
            removesShift: removeShift)
    }
}

extension MatchRule.Metric: ExpressibleByArgument {}
extension MatchRule.Goal: ExpressibleByArgument {}

/// A gate so wide that its pairs do not fit memory is the arguments' fault, not the data's.
func matched<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as MatchError { throw ValidationError(error.text(Remedy.withOptions)) }
}
