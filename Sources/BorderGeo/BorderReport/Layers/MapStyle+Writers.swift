import GeoFormats
import LinearReferencing

// The writers take styles; here layers get those of their name.

extension GeoPackageWriter.Table {
    package init(_ layer: FeatureLayer) { self.init(layer, styles: MapStyle.standard(for: layer)) }
}

extension KMLWriter.Folder {
    package init(_ layer: FeatureLayer, isVisible: Bool = true, keepsOrder: Bool = false) {
        self.init(layer, styles: MapStyle.standard(for: layer), isVisible: isVisible, keepsOrder: keepsOrder)
    }
}

extension QGISProject.Entry {
    package init(
        _ layer: FeatureLayer, file: String, filter: String = "", title: String? = nil, isVisible: Bool = true,
        credit: QGISProject.Credit? = nil
    ) {
        self.init(
            layer, file: file, filter: filter, title: title, isVisible: isVisible, styles: MapStyle.standard(for: layer),
            credit: credit)
    }
}

extension LayerFile {
    /// The same for what a feed lends.
    package static func write(
        _ feed: FeatureFeed, named name: String, from source: String, to path: String, as format: InputFormat,
        separated: Bool = false
    ) throws -> (count: Int, findings: [Finding], losses: [Finding]) {
        try write(feed, named: name, from: source, to: path, as: format, separated: separated) { MapStyle.standard(for: $0) }
    }

    /// Writes `path` whole or not at all, drawn by the standard styles where the format holds any; returns what was lost on the way.
    package static func write(
        _ layer: FeatureLayer, to path: String, as format: InputFormat, separated: Bool = false
    ) throws -> [Finding] {
        try write(layer, to: path, as: format, styles: MapStyle.standard(for: layer), separated: separated)
    }
}
