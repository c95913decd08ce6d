import LinearReferencing

/// A run of an input's features, as values or as columns: what decoders work through.
package enum FeatureBatch: Sendable {
    case values([Feature])
    case columns(FeatureColumns)

    package var count: Int {
        switch self {
        case .values(let features): features.count
        case .columns(let columns): columns.count
        }
    }

    package func feature(at offset: Int) -> Feature {
        switch self {
        case .values(let features): features[offset]
        case .columns(let columns): columns.feature(at: offset)
        }
    }

    package func geometry(at offset: Int) -> GeoGeometry? {
        switch self {
        case .values(let features): features[offset].geometry
        case .columns(let columns): columns.geometry(at: offset)
        }
    }

    var features: [Feature] {
        switch self {
        case .values(let features): features
        case .columns(let columns): (0..<columns.count).map { columns.feature(at: $0) }
        }
    }

    /// Whether a line is among the geometries, alone or in a collection.
    package var hasLines: Bool {
        switch self {
        case .values(let features): features.contains { !($0.geometry?.polylines.isEmpty ?? true) }
        case .columns(let columns):
            columns.records.enumerated()
                .contains { offset, record in
                    switch record.shape {
                    case .none, .point, .multiPoint, .polygon, .multiPolygon: false
                    case .lineString, .multiLineString, .collection:
                        !(columns.geometry(at: offset)?.polylines.isEmpty ?? true)
                    }
                }
        }
    }
}
