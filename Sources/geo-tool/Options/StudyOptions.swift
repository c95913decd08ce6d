import ArgumentParser
import BorderGeo

/// Which study, and which part of it.
struct StudyOptions: ParsableArguments {
    @Argument(help: "A study file, a folder holding study.yaml, or a built-in name: six-areas, hoeryong.")
    var study = "six-areas"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The border: builtin:dcw, or a file with a line from the Yalu mouth to the Tumen mouth.", valueName: "border"))
    var border: String?

    @Option(
        name: .long, help: ArgumentHelp("Only this area; may be given more than once. `all` is their union.", valueName: "id"))
    var area: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only this epoch; may be given more than once.", valueName: "id"))
    var epoch: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only this segment of the border: yalu, paektu-land, tumen, tumen-russia.", valueName: "id"))
    var segment: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Whose fences count: dprk (default), china, russia; may be given more than once.", valueName: "bank"))
    var bank: [Bank] = [.dprk]

    @Flag(name: .long, inversion: .prefixedNo, help: "Count a river loop cut off by a fence across its neck as fenced border.")
    var bridged = true
}

extension Bank: ExpressibleByArgument {}
