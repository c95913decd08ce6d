import LinearReferencing

/// The measures that a row of results is about: an area (or the union of all), clipped to a segment where one is asked for.
public struct MetricDomain: Hashable, Sendable {
    /// The row that closes every table: the union of areas, overlaps once.
    public static let allName = "all"

    public var id: String
    public let spans: MeasureSpanSet

    /// Ends are rounded to whole millimetres: lengths are printed to the millimetre, and so printed parts add up to the printed
    /// whole exactly.
    public init(id: String, spans: MeasureSpanSet) {
        self.id = id
        self.spans = spans.toMillimetres
    }

    public var border: Metres { spans.length }

    /// One domain per area in the study's order, then `all`. `within` clips them, to the Russian stretch say; areas that it
    /// leaves nothing of are left out.
    public static func domains(of areas: [StudyArea], within clip: MeasureSpanSet? = nil) -> [MetricDomain] {
        func clipped(_ spans: MeasureSpanSet) -> MeasureSpanSet { clip.map(spans.intersection) ?? spans }
        let rows = areas.map { MetricDomain(id: $0.id, spans: clipped($0.spans)) }.filter { !$0.spans.isEmpty }
        return rows + [MetricDomain(id: allName, spans: MeasureSpanSet(rows.flatMap(\.spans.spans)))]
    }
}

/// A sum that must hold does not: our own fault, never the data's. The command line exits with 70.
package struct IdentityViolation: Error, Hashable, Sendable, CustomStringConvertible {
    package var identity: String
    package var left: Metres
    package var right: Metres
    package var domain: String

    package var description: String {
        "identity violated in \(domain): \(identity): \(left.value) m against \(right.value) m; please report this with the input"
    }

    /// Throws unless the two lengths agree to a millionth of the larger, or to a hundredth of a millimetre.
    static func check(_ identity: String, that left: Metres, equals right: Metres, in domain: String) throws {
        let difference = (left - right).magnitude.value
        guard difference <= max(1e-6 * max(left.magnitude.value, right.magnitude.value), 1e-5) else {
            throw IdentityViolation(identity: identity, left: left, right: right, domain: domain)
        }
    }
}
