import LinearReferencing
import OrderedCollections

/// A guard post, watchtower, garrison, camera or other point facility.
public struct Facility: Asset {
    public var record: AssetRecord
    public var kind: FacilityKind
    public var position: GeoPosition

    public init(_ record: AssetRecord, kind: FacilityKind, position: GeoPosition) {
        self.record = record
        self.kind = kind
        self.position = position
    }

    public init(
        id: String, kind: FacilityKind, position: GeoPosition, lifetime: Lifetime = Lifetime(),
        provenance: Provenance = Provenance(), extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.init(
            AssetRecord(id: id, lifetime: lifetime, provenance: provenance, extra: extra), kind: kind, position: position)
    }
}

/// A fence as digitised: one or more polylines of one layer.
public struct FenceLine: Asset {
    public var record: AssetRecord
    public var layer: FenceLayer
    public var bank: Bank
    /// Parallel rows of wire of this one fence: not layers. `nil`: not known.
    public var rows: Int?
    public var material: FenceMaterial
    public var upgradedOn: CalendarDate?
    public var parts: [Polyline<GeoPosition>]

    public init(
        _ record: AssetRecord, layer: FenceLayer, bank: Bank = .inward, rows: Int? = nil, material: FenceMaterial = .unknown,
        upgradedOn: CalendarDate? = nil, parts: [Polyline<GeoPosition>]
    ) {
        self.record = record
        self.layer = layer
        self.bank = bank
        self.rows = rows
        self.material = material
        self.upgradedOn = upgradedOn
        self.parts = parts
    }

    public init(
        id: String, layer: FenceLayer, bank: Bank = .inward, rows: Int? = nil, material: FenceMaterial = .unknown,
        upgradedOn: CalendarDate? = nil, parts: [Polyline<GeoPosition>], lifetime: Lifetime = Lifetime(),
        provenance: Provenance = Provenance(), extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.init(
            AssetRecord(id: id, lifetime: lifetime, provenance: provenance, extra: extra), layer: layer, bank: bank, rows: rows,
            material: material, upgradedOn: upgradedOn, parts: parts)
    }
}

/// A path that patrols use along the fence.
public struct PatrolPath: Asset {
    public var record: AssetRecord
    public var upgradedOn: CalendarDate?
    public var parts: [Polyline<GeoPosition>]

    public init(_ record: AssetRecord, upgradedOn: CalendarDate? = nil, parts: [Polyline<GeoPosition>]) {
        self.record = record
        self.upgradedOn = upgradedOn
        self.parts = parts
    }

    public init(
        id: String, upgradedOn: CalendarDate? = nil, parts: [Polyline<GeoPosition>], lifetime: Lifetime = Lifetime(),
        provenance: Provenance = Provenance(), extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.init(
            AssetRecord(id: id, lifetime: lifetime, provenance: provenance, extra: extra), upgradedOn: upgradedOn, parts: parts)
    }
}
