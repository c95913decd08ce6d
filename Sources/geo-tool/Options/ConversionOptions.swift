import ArgumentParser
import BorderGeo

/// How well coordinates in other systems have to be brought to WGS 84; the same for every command that reads any.
struct ConversionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Refuse conversions between coordinate systems that may be worse than this, such as 5m, or of unknown accuracy.",
            valueName: "length"))
    var accuracy: Metres?

    func limit() throws -> Metres? {
        guard let accuracy else { return nil }
        guard accuracy.value > 0 else { throw ValidationError("--accuracy takes a length above 0, such as 5m.") }
        return accuracy
    }
}
