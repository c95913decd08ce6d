import LinearReferencing
import OrderedCollections

/// A point that a model or an annotator says is a facility: a claim to be scored, not a fact.
public struct Detection: Hashable, Sendable {
    public var id: String
    public var kind: FacilityKind
    public var position: GeoPosition
    /// Confidence of the model, any scale, higher is surer; `nil` where it gives none.
    public var score: Double?
    /// 1-sigma positional uncertainty per axis.
    public var sigma: Metres?
    public var annotator: String?
    public var provenance: Provenance
    public var extra: OrderedDictionary<String, FieldValue>

    public init(
        id: String, kind: FacilityKind, position: GeoPosition, score: Double? = nil, sigma: Metres? = nil,
        annotator: String? = nil,
        provenance: Provenance = Provenance(), extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.id = id
        self.kind = kind
        self.position = position
        self.score = score
        self.sigma = sigma
        self.annotator = annotator
        self.provenance = provenance
        self.extra = extra
    }
}
