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
        for (index, feature) in layer.features.enumerated() { try refuseUnreadable(feature, index: index, layer: layer.name) }
        let survey = LayerSurvey(of: layer)
        let (layer, renamed) = layer.withNamedFields(as: format, file: path, survey)
        var findings = renamed + FormatLoss.findings(of: layer, survey, as: format, file: path)
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
    static func refuseUnreadable(_ feature: Feature, index: Int, layer: String) throws(InputError) {
        guard let geometry = feature.geometry else { return }
        if !geometry.isOnEarth { throw GeoJSONWriter.offEarth(feature, index: index, layer: layer) }
        guard let flaw = geometry.flaw else { return }
        throw InputError(
            "the geometry is not whole: \(flaw)", at: Finding.Place(file: layer, feature: index, id: feature.id),
            remedy: "Complete the geometry, or leave the feature without one.")
    }
}
