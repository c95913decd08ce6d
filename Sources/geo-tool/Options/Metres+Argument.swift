import ArgumentParser
import BorderGeo

/// Lengths as arguments carry a unit; a bare number is refused.
extension Metres: ExpressibleByArgument {
    public init?(argument: String) { self.init(parsing: argument) }
}
