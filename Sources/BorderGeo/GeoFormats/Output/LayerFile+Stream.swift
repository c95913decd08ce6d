import LinearReferencing
import OrderedCollections

extension LayerFile {
    /// A layer that is in a file, not in memory: what was seen of its features, and a way to lend them again.
    struct Streamed {
        var layer: FeatureLayer
        let survey: LayerSurvey
        let findings: [Finding]
        private let feed: FeatureFeed
        private let file: String
        /// Other names for fields, where the format has theirs not free.
        private var renamed: [String: String] = [:]

        /// Looks at every feature once. Throws what cannot be written in any format.
        init(_ feed: FeatureFeed, name: String, file: String) throws {
            var survey = LayerSurvey()
            findings = try feed.forEach { feature in
                try LayerFile.refuseUnreadable(feature, index: survey.rows, layer: name)
                survey.add(feature)
            }
            self.survey = survey
            self.feed = feed
            self.file = file
            layer = survey.header(name: name, title: name)
        }

        /// The fields under names that are free in a format; returns what was renamed.
        mutating func name(as format: InputFormat, file: String) -> [Finding] {
            let (named, findings) = layer.withNamedFields(as: format, file: file, survey)
            for (old, new) in zip(layer.fields, named.fields) where old.name != new.name { renamed[old.name] = new.name }
            layer = named
            return findings
        }

        /// Lends the features again. Throws where there are others than before.
        func forEach(_ body: (Feature) throws -> Void) throws {
            var count = 0
            _ = try feed.forEach { feature in
                count += 1
                guard !renamed.isEmpty else { return try body(feature) }
                var feature = feature
                feature.properties = OrderedDictionary(
                    feature.properties.map { (renamed[$0.key] ?? $0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
                try body(feature)
            }
            guard count == survey.rows else {
                throw InputError(
                    "the input has changed while it was read: \(survey.rows) features, then \(count)", at: .init(file: file),
                    remedy: "Run again when nothing writes to it.")
            }
        }
    }

    /// Whether a format is written feature by feature.
    package static func streams(_ format: InputFormat, to path: String) -> Bool {
        switch format {
        case .geojson, .geojsonLines, .csv, .tsv: !path.lowercased().hasSuffix(".gz")
        case .geopackage: true
        case .kml, .kmz: false
        }
    }

    /// Writes what a feed lends as `write` writes a layer in memory: the same bytes, in flat memory. Reads it twice.
    package static func write(
        _ feed: FeatureFeed, named name: String, from source: String, to path: String, as format: InputFormat,
        separated: Bool = false,
        styles: (FeatureLayer) -> [MapStyle]
    ) throws -> (count: Int, findings: [Finding], losses: [Finding]) {
        var streamed = try Streamed(feed, name: name, file: source)
        try streamed.layer.checkColumns(format, isSparse: streamed.survey.isSparse(columns: streamed.layer.fields.count))
        var losses = streamed.name(as: format, file: path)
        losses += FormatLoss.findings(of: streamed.layer, streamed.survey, as: format, file: path)
        switch format {
        case .geopackage:
            var sample = streamed.layer
            sample.features = streamed.survey.sample
            let table = GeoPackageWriter.Table(streamed.layer, styles: styles(sample))
            losses += try OutputFile.replace(path) {
                try GeoPackageWriter().write(table, surveyed: streamed.survey, to: $0) { try streamed.forEach($0) }
            }
        default:
            let output = try OutputFile(path)
            try write(streamed, to: output, as: format, separated: separated)
            try output.commit()
        }
        return (streamed.survey.rows, streamed.findings, losses)
    }

    private static func write(
        _ streamed: Streamed, to output: borrowing OutputFile, as format: InputFormat, separated: Bool
    ) throws {
        let layer = streamed.layer
        let limit = 1 << 20
        var writer = ByteWriter(capacity: limit + 1 << 16)
        let fields = RowFields(layer.fieldsForTemporalSettings, isSparse: true)
        let table = CSVTable(layer, streamed.survey, delimiter: format == .tsv ? "\t" : ",")
        switch format {
        case .geojson: writer.append(headOf: layer, box: streamed.survey.box)
        case .csv, .tsv: table.writeHeader(to: &writer)
        default: break
        }
        var index = 0
        // Lent to the closure: a noncopyable value cannot be kept by it.
        func flush(_ writer: inout ByteWriter, to output: borrowing OutputFile) throws {
            try output.write(writer)
            writer.removeAll()
        }
        try streamed.forEach { feature in
            switch format {
            case .csv, .tsv: try table.write(feature, index: index, to: &writer)
            case .geojson:
                writer.append(index == 0 ? "\n" as StaticString : ",\n")
                try writer.append(feature, fields: fields, index: index, layer: layer.name)
            default:
                if separated { writer.append(0x1E) }
                try writer.append(feature, fields: fields, index: index, layer: layer.name)
                writer.append(UInt8(ascii: "\n"))
            }
            index += 1
            if writer.count >= limit { try flush(&writer, to: output) }
        }
        if format == .geojson { writer.append("\n]}\n" as StaticString) }
        try output.write(writer)
    }
}
