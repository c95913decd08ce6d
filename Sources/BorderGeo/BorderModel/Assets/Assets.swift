import LinearReferencing
import OrderedCollections

/// A guard post, watchtower, garrison, camera or other point facility.
public struct Facility: Hashable, Sendable {
    public var id: String
    public var kind: FacilityKind
    public var position: GeoPosition
    public var lifetime: Lifetime
    public var provenance: Provenance
    /// Properties of the source that the model does not read: they travel to the output untouched.
    public var extra: OrderedDictionary<String, FieldValue>

    public init(
        id: String, kind: FacilityKind, position: GeoPosition, lifetime: Lifetime = Lifetime(),
        provenance: Provenance = Provenance(), extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.id = id
        self.kind = kind
        self.position = position
        self.lifetime = lifetime
        self.provenance = provenance
        self.extra = extra
    }
}

/// A fence as digitised: one or more polylines of one layer.
public struct FenceLine: Hashable, Sendable {
    public var id: String
    public var layer: FenceLayer
    public var bank: Bank
    /// Parallel rows of wire of this one fence: not layers. `nil`: not known.
    public var rows: Int?
    public var material: FenceMaterial
    public var upgradedOn: CalendarDate?
    public var parts: [Polyline<GeoPosition>]
    public var lifetime: Lifetime
    public var provenance: Provenance
    public var extra: OrderedDictionary<String, FieldValue>

    public init(
        id: String, layer: FenceLayer, bank: Bank = .dprk, rows: Int? = nil, material: FenceMaterial = .unknown,
        upgradedOn: CalendarDate? = nil, parts: [Polyline<GeoPosition>], lifetime: Lifetime = Lifetime(),
        provenance: Provenance = Provenance(), extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.id = id
        self.layer = layer
        self.bank = bank
        self.rows = rows
        self.material = material
        self.upgradedOn = upgradedOn
        self.parts = parts
        self.lifetime = lifetime
        self.provenance = provenance
        self.extra = extra
    }
}

/// A path that patrols use along the fence.
public struct PatrolPath: Hashable, Sendable {
    public var id: String
    public var upgradedOn: CalendarDate?
    public var parts: [Polyline<GeoPosition>]
    public var lifetime: Lifetime
    public var provenance: Provenance
    public var extra: OrderedDictionary<String, FieldValue>

    public init(
        id: String, upgradedOn: CalendarDate? = nil, parts: [Polyline<GeoPosition>], lifetime: Lifetime = Lifetime(),
        provenance: Provenance = Provenance(), extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.id = id
        self.upgradedOn = upgradedOn
        self.parts = parts
        self.lifetime = lifetime
        self.provenance = provenance
        self.extra = extra
    }
}
