/// Reads GeoJSON whole: FeatureCollection, Feature, bare geometry, GeoJSONSeq, NDJSON; gzip or not. For large inputs use `FeatureStream`.
public enum GeoJSONReader {
    /// Features in file order and what is doubtful about them. A bare geometry is one feature without properties.
    ///
    /// Heights are dropped; a feature with a coordinate off the Earth comes without geometry and with a finding. An old "crs" member other
    /// than WGS 84 is refused. Throws `InputError` with file, line, feature, pointer and remedy at the first thing that is not GeoJSON;
    /// `FileError` where the file cannot be read. Linear.
    public static func read(_ source: InputSource) throws -> (features: [Feature], findings: [Finding]) {
        var stream = try FeatureStream(source)
        var ledger = FeatureLedger(file: stream.name)
        var columns = FeatureColumns()
        var features: [Feature] = []
        while let chunk = try stream.next() {
            columns.read(chunk)
            try ledger.accept(columns)
            for index in 0..<columns.count { features.append(columns.feature(at: index)) }
        }
        return (features, ledger.findings(of: stream))
    }
}
