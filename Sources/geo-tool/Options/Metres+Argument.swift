import ArgumentParser
import BorderGeo

/// Lengths as arguments carry a unit; a bare number is refused.
extension Metres: ExpressibleByArgument {
    public init?(argument: String) { self.init(parsing: argument) }

    /// As one would type it: `250m`, `1km`.
    public var defaultValueDescription: String {
        let isKilometres = value >= 1000 && value.truncatingRemainder(dividingBy: 1000) == 0
        return FixedDecimal.string(shortest: isKilometres ? value / 1000 : value) + (isKilometres ? "km" : "m")
    }
}
