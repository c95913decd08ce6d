import LinearReferencing

/// A point as matching and scoring see it: a facility of the reference or of an epoch, a detection, an annotation.
public struct ValidationPoint: Hashable, Sendable {
    public var id: String
    public var kind: FacilityKind
    public var position: GeoPosition
    /// 1-sigma positional uncertainty per axis; `nil` where the record has none.
    public var sigma: Metres?
    /// How sure the detector is, any scale, higher is surer; `nil` for a reference or where none is given.
    public var score: Double?
    /// Place on the route; `nil` where there is no route or the point cannot be placed on it.
    public var measure: Measure?
    /// Signed distance from the route, for differences along and across it.
    public var offset: Offset?

    public init(
        id: String, kind: FacilityKind = .other, position: GeoPosition, sigma: Metres? = nil, score: Double? = nil,
        measure: Measure? = nil, offset: Offset? = nil
    ) {
        self.id = id
        self.kind = kind
        self.position = position
        self.sigma = sigma
        self.score = score
        self.measure = measure
        self.offset = offset
    }

    public init(_ facility: Facility) {
        self.init(
            id: facility.id, kind: facility.kind, position: facility.position, sigma: facility.provenance.sigma)
    }

    public init(_ detection: Detection) {
        self.init(
            id: detection.id, kind: detection.kind, position: detection.position, sigma: detection.sigma, score: detection.score)
    }
}
