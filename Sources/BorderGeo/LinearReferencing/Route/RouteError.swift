import BorderBase

/// Why a route could not be made or asked.
public enum RouteError: Error, Hashable, Sendable {
    /// No part has two distinct vertices.
    case emptyRoute(id: String)
    /// A position is not finite or not in -180...180, -90...90; part and index are 0-based.
    case notOnEarth(GeoPosition, part: Int, index: Int)
    case outOfRange(Measure, start: Measure, end: Measure)
    /// The measure falls into a gap that has a length (`GapPolicy.include`): no position exists there.
    case inGap(Measure, gap: MeasureSpan)
    /// A spacing or step that is not a positive length, or that would give more than ten million places.
    case unusableSpacing(Metres)
}

extension RouteError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .emptyRoute(let id):
            "route \"\(id)\" has no two distinct vertices; give it a line of at least two places"
        case .notOnEarth(let p, let part, let index):
            "part \(part), vertex \(index): longitude \(p.longitude), latitude \(p.latitude) is not a place on Earth; "
                + "write longitude before latitude, in degrees"
        case .outOfRange(let measure, let start, let end):
            "measure \(measure.metres) m is not on the route, which runs from \(start.metres) m to \(end.metres) m"
        case .inGap(let measure, let gap):
            "measure \(measure.metres) m is in a gap of the route, from \(gap.from.metres) m to \(gap.to.metres) m"
        case .unusableSpacing(let spacing):
            "a spacing of \(spacing.value) m cannot be used; give a positive length that fits the route"
        }
    }
}
