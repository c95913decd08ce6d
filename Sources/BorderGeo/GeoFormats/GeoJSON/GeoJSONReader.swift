import LinearReferencing

/// Reads GeoJSON whole: FeatureCollection, Feature, bare geometry, GeoJSONSeq, NDJSON; gzip or not. For large inputs use `FeatureStream`, for
/// inputs of any format `InputReader`.
public enum GeoJSONReader {
    /// Features in file order and what is doubtful about them. A bare geometry is one feature without properties.
    ///
    /// Heights are dropped; a feature with a coordinate off the Earth comes without geometry and with a finding; an old "crs" member is
    /// followed. Throws `InputError` with file, line, feature, pointer and remedy at the first thing that is not GeoJSON; `FileError` where
    /// the file cannot be read. Linear.
    public static func read(
        _ source: InputSource, options: InputOptions = InputOptions()
    ) throws -> (features: [Feature], findings: [Finding]) {
        try InputReader.collect(FeatureStream(source, options: options))
    }
}
