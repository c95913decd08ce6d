import GeoFormats

extension LayerBundle {
    /// Files of an earlier run that this one does not write: layers that are empty now, formats that were not requested. They would stand
    /// beside the new ones as if they belonged together. A public run takes all of them away, since they may hold exact places; a folder of a batch
    /// holds its own run alone.
    func staleFiles(of earlier: FolderManifest?, besides written: some Sequence<String>) -> [String] {
        let written = Set(written)
        let kinds = [".geojson", ".qml", ".qgz", ".gpkg", ".kmz"]
        return (earlier?.digests.keys.sorted() ?? []).filter { name in
            !written.contains(name)
                && (isPublic || isAlone || name.hasPrefix("csv/") || kinds.contains { name.hasSuffix($0) })
        }
    }
}
