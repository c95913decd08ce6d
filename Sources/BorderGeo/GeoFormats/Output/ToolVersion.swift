import GeoHandles

/// What computed a result: it stands in every envelope and manifest.
public enum ToolVersion {
    public static let tool = "0.2.0"
    public static var proj: String { LibraryVersions.proj }
    public static var geos: String { LibraryVersions.geos }
    /// Version of the EPSG data set, such as `v10.076`; opens PROJ's database.
    public static var epsg: String { LibraryVersions.epsg }
}
