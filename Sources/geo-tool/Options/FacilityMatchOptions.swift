import ArgumentParser
import BorderGeo

/// How facilities of two epochs are recognised as the same.
struct FacilityMatchOptions: ParsableArguments {
    @Option(name: .long, help: "How facilities of two epochs are recognised: records (ids and dates) or position.")
    var match = FacilityMatching.records

    @Flag(
        name: .long,
        help: "Leave in the shift that facilities drawn anew share; without this it is taken off before moves are judged.")
    var keepShift = false
}
