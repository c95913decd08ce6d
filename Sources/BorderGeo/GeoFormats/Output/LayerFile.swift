import LinearReferencing

/// Writes a layer in the format that a file's ending names, and tells what the format cannot hold.
package enum LayerFile {
    /// The layer's bytes in a format. A GeoPackage has no bytes apart from its file: use `write`.
    ///
    /// `styles`: how KML and GeoPackage draw the layer, the default first. `separated`: GeoJSON lines each begin with a record separator, as RFC 8142 wants.
    package static func bytes(_ layer: FeatureLayer, as format: InputFormat, styles: [MapStyle], separated: Bool = false) throws
        -> [UInt8]
    {
        try layer.checkColumns(format)
        switch format {
        case .geojson: return try GeoJSONWriter.write(layer)
        case .geojsonLines: return try GeoJSONWriter.writeLines(layer, separated: separated)
        case .csv: return try CSVWriter.write(layer)
        case .tsv: return try CSVWriter.write(layer, delimiter: "\t")
        case .kml: return KMLWriter(title: layer.title).document([KMLWriter.Folder(layer, styles: styles, keepsOrder: true)])
        case .kmz: return try KMLWriter(title: layer.title).archive([KMLWriter.Folder(layer, styles: styles, keepsOrder: true)])
        case .geopackage:
            throw InputError(
                "a GeoPackage cannot go to a stream", at: Finding.Place(file: layer.name),
                remedy: "Give it a file name ending in .gpkg.")
        }
    }

    /// Writes `path` whole or not at all; `-` is stdout. `.gz` after the ending compresses text formats.
    ///
    /// Returns what was lost on the way. Throws `FileError`, and `InputError` for an ending that names no format.
    package static func write(
        _ layer: FeatureLayer, to path: String, as format: InputFormat, styles: [MapStyle], separated: Bool = false
    ) throws -> [Finding] {
        try refuseUnreadable(layer)
        var findings = losses(of: layer, as: format, file: path)
        if format == .geopackage, path != "-" {
            try layer.checkColumns(format)
            findings += try OutputFile.replace(path) {
                try GeoPackageWriter().write([GeoPackageWriter.Table(layer, styles: styles)], to: $0)
            }
        } else {
            let bytes = try bytes(layer, as: format, styles: styles, separated: separated)
            try OutputFile.write(path.lowercased().hasSuffix(".gz") ? try Gzip.compressed(bytes) : bytes, to: path)
        }
        return findings
    }

    /// What is written can be read again, in every format: places are on the Earth, lines and rings are whole.
    private static func refuseUnreadable(_ layer: FeatureLayer) throws(InputError) {
        for (index, feature) in layer.features.enumerated() {
            guard let geometry = feature.geometry else { continue }
            if !geometry.isOnEarth { throw GeoJSONWriter.offEarth(feature, index: index, layer: layer.name) }
            guard let flaw = geometry.flaw else { continue }
            throw InputError(
                "the geometry is not whole: \(flaw)", at: Finding.Place(file: layer.name, feature: index, id: feature.id),
                remedy: "Complete the geometry, or leave the feature without one.")
        }
    }

    /// What a format cannot hold of a layer.
    static func losses(of layer: FeatureLayer, as format: InputFormat, file: String) -> [Finding] {
        var lost: [String] = []
        let place = Finding.Place(file: file)
        switch format {
        case .csv, .tsv:
            if layer.fields.contains(where: { $0.type == .json }) { lost.append("nested values become text") }
            if Self.hasNumericTexts(layer) {
                lost.append("texts that look like numbers are read back as numbers")
            }
            if !layer.measures.isEmpty { lost.append("measures (M) are left out") }
            if Self.holdsControls(layer) { lost.append("control characters become U+FFFD") }
            if layer.features.contains(where: { $0.properties.values.contains(.text("")) }) {
                lost.append("empty texts become empty cells")
            }
        case .kml, .kmz:
            if Self.holdsControls(layer) { lost.append("control characters become U+FFFD") }
            if layer.fields.contains(where: { $0.type == .json }) { lost.append("nested values become text") }
            if !KMLWriter.fieldsBeyondInt32(layer).isEmpty {
                lost.append("whole numbers above 2147483647 are read back as decimal numbers")
            }
            if !layer.measures.isEmpty { lost.append("measures (M) are left out") }
        case .geopackage:
            if layer.features.contains(where: { $0.id != nil }) && layer.fields.contains(where: { $0.name == "fid" }) {
                lost.append("the column fid is renamed, since every GeoPackage table has one of its own")
            }
        case .geojson, .geojsonLines:
            if !layer.measures.isEmpty { lost.append("measures (M) are left out") }
        }
        let rounded = layer.features.contains { feature in
            var found = false
            feature.geometry?.forEachPosition {
                if Self.hasMoreDigits($0.longitude) || Self.hasMoreDigits($0.latitude) { found = true }
            }
            return found
        }
        if rounded, format != .geopackage { lost.append("coordinates are rounded to 7 decimals (1 cm)") }
        return lost.map {
            Finding(
                rule: "format-loss", severity: .note, place: place, sentence: $0.prefix(1).uppercased() + $0.dropFirst() + ".",
                remedy: "")
        }
    }

    private static func hasMoreDigits(_ value: Double) -> Bool { abs(value * 1e7 - (value * 1e7).rounded()) > 1e-5 }

    /// Whether texts hold what CSV and XML cannot.
    private static func holdsControls(_ layer: FeatureLayer) -> Bool {
        layer.fields.contains { Markup.clean($0.name) != $0.name }
            || layer.features.contains { feature in
                (feature.id.map { Markup.clean($0) != $0 } ?? false)
                    || feature.properties.values.contains { $0.text.map { Markup.clean($0) != $0 } ?? false }
            }
    }

    /// Whether a column of texts holds nothing but numbers. One pass over what the features have.
    private static func hasNumericTexts(_ layer: FeatureLayer) -> Bool {
        let texts = Set(layer.fields.lazy.filter { $0.type == .text }.map(\.name))
        var numeric: Set<String> = []
        var others: Set<String> = []
        for feature in layer.features {
            for (name, value) in feature.properties where texts.contains(name) && !others.contains(name) {
                guard let text = value.text, !text.isEmpty else { continue }
                if Double(text) != nil, !text.hasPrefix("0") || text == "0", !text.hasPrefix("+") {
                    numeric.insert(name)
                } else {
                    others.insert(name)
                }
            }
        }
        return !numeric.isSubset(of: others)
    }
}
