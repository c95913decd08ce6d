import LinearReferencing
import OrderedCollections

/// What is kept of everything that stands on a border, whatever it is: its name, its time, its source.
public struct AssetRecord: Hashable, Sendable {
    public var id: String
    public var lifetime: Lifetime
    public var provenance: Provenance
    /// Properties of the source that the model does not read: they travel to the output untouched.
    public var extra: OrderedDictionary<String, FieldValue>

    public init(
        id: String, lifetime: Lifetime = Lifetime(), provenance: Provenance = Provenance(),
        extra: OrderedDictionary<String, FieldValue> = [:]
    ) {
        self.id = id
        self.lifetime = lifetime
        self.provenance = provenance
        self.extra = extra
    }
}

/// A thing with a record, whose parts go by their own names: `facility.id` is `facility.record.id`.
public protocol Asset: Hashable, Sendable {
    var record: AssetRecord { get set }
}

extension Asset {
    @inlinable public var id: String {
        get { record.id }
        set { record.id = newValue }
    }

    @inlinable public var lifetime: Lifetime {
        get { record.lifetime }
        set { record.lifetime = newValue }
    }

    @inlinable public var provenance: Provenance {
        get { record.provenance }
        set { record.provenance = newValue }
    }

    /// Properties of the source that the model does not read.
    @inlinable public var extra: OrderedDictionary<String, FieldValue> {
        get { record.extra }
        set { record.extra = newValue }
    }
}
