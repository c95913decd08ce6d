import LinearReferencing

/// Features that are in memory already, as a piece of an input: which of them, and the columns that all of them have.
struct FeatureRun: Sendable {
    private let features: [Feature]
    let fields: RowFields
    private(set) var range: Range<Int>

    /// The columns are those of all features together, in the order and with the types that a GeoJSON file of them would have.
    init(_ features: [Feature]) {
        self.features = features
        let layer = FeatureLayer(name: "input", title: "input", inferringFieldsOf: features, synthetic: false)
        fields = RowFields(layer.fieldsForTemporalSettings, isSparse: layer.isSparse)
        range = features.indices
    }

    var slice: ArraySlice<Feature> { features[range] }

    /// Takes at most `count` features off the front; `nil` where none is left.
    mutating func removePrefix(_ count: Int) -> FeatureRun? {
        guard !range.isEmpty else { return nil }
        var head = self
        let cut = range.lowerBound + min(count, range.count)
        head.range = range.lowerBound..<cut
        range = cut..<range.upperBound
        return head
    }

    /// Throws `InputError` for the first feature with a coordinate that is not a place on Earth, as a writer of GeoJSON does.
    func checkIsOnEarth() throws(InputError) {
        for (index, feature) in features.enumerated() {
            if let geometry = feature.geometry, !geometry.isOnEarth {
                throw GeoJSONWriter.offEarth(feature, index: index, layer: "input")
            }
        }
    }
}

extension FeatureColumns {
    /// Features at hand as columns: positions as they are, ids and properties as JSON in bytes of the batch's own. Linear.
    mutating func readValues(_ run: FeatureRun) {
        var text = ByteWriter(capacity: run.range.count * 128)
        let watched = run.fields.fields.contains { watchedNames.contains($0.name) }
        for feature in run.slice {
            var record = FeatureRecord()
            if watched { record.flags.insert(.watchedKey) }
            record.positionStart = UInt32(truncatingIfNeeded: positions.count)
            if let geometry = feature.geometry { append(geometry, to: &record) }
            let start = text.count
            if let id = feature.id {
                text.append(quoted: id)
                record.idRange = text.range(from: start)
            }
            let propertiesStart = text.count
            text.append(propertiesOf: feature, in: run.fields)
            record.propertiesRange = text.range(from: propertiesStart)
            record.whole = text.range(from: start)
            records.append(record)
        }
        textBlock = ByteBlock(text)
    }
}

extension ByteWriter {
    /// What has been written since there were `start` bytes, as a record keeps it.
    fileprivate func range(from start: Int) -> FeatureRecord.ByteRange {
        FeatureRecord.ByteRange(start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count - start))
    }
}
