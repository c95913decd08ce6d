import LinearReferencing
import OrderedCollections

extension FeatureColumns {
    /// The record as a feature value: for small inputs and rare paths.
    package func feature(at index: Int) -> Feature {
        let record = records[index]
        return withBytes { bytes in
            var feature = Feature(geometry: geometry(of: record, collection: collections[index]))
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return feature }
            feature.id = record.idText(base)
            if !record.properties.isEmpty {
                PropertyScanner(base, at: record.properties.lowerBound).forEach { name, range in
                    feature.properties[name.string] = FieldValue(json: base, range)
                }
            }
            return feature
        }
    }

    /// The geometry of a record as a value; `nil` where it has none.
    package func geometry(at index: Int) -> GeoGeometry? { geometry(of: records[index], collection: collections[index]) }

    /// One property of a record, `nil` where it has none of that name. Walks the record's bytes: for a few names, not for all.
    package func property(_ name: String, of record: FeatureRecord) -> FieldValue? {
        withBytes { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), !record.properties.isEmpty else {
                return nil
            }
            var result: FieldValue?
            var name = name
            name.withUTF8 { name in
                PropertyScanner(base, at: record.properties.lowerBound).forEach { key, range in
                    if key.equals(utf8: name) { result = FieldValue(json: base, range) }
                }
            }
            return result
        }
    }

    package func geometry(of record: FeatureRecord, collection: GeoGeometry?) -> GeoGeometry? {
        let all = record.positions
        switch record.shape {
        case .none: return nil
        case .collection: return collection
        case .point: return all.isEmpty ? .multiPoint([]) : .point(positions[all.lowerBound])
        case .lineString: return .lineString(Polyline(Array(positions[all])))
        case .multiPoint: return .multiPoint(Array(positions[all]))
        case .multiLineString:
            guard record.partCount > 0 else { return .multiLineString([]) }
            return .multiLineString(parts(of: record).map { Polyline(Array(positions[$0])) })
        case .polygon: return .polygon(polygon(record.partCount > 0 ? parts(of: record)[...] : []))
        case .multiPolygon:
            let rings = record.partCount > 0 ? parts(of: record) : []
            var start = 0
            return .multiPolygon(
                (Int(record.groupStart)..<Int(record.groupStart + record.groupCount)).map { i in
                    let end = Int(groups[i]) - Int(record.partStart)
                    defer { start = end }
                    return polygon(rings[start..<end])
                })
        }
    }

    private func polygon(_ rings: ArraySlice<Range<Int>>) -> Polygon<GeoPosition> {
        let rings = rings.map { Array(positions[$0]) }
        return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
    }
}

extension FeatureRecord {
    /// The id that stands in the batch's bytes; `nil` where there is none.
    package func idText(_ base: UnsafePointer<UInt8>) -> String? {
        guard !id.isEmpty else { return nil }
        switch FieldValue(json: base, id) {
        case .text(let id), .json(let id): return id
        default: return String(decoding: UnsafeBufferPointer(start: base + id.lowerBound, count: id.count), as: UTF8.self)
        }
    }
}
