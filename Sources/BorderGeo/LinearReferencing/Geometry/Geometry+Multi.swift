extension Geometry {
    /// The same shape as a multi geometry with one member; multi geometries and collections stay as they are.
    ///
    /// Layers whose features are partly single, partly multi have no one geometry type, which databases and QGIS ask for.
    public var promotedToMulti: Geometry {
        switch self {
        case .point(let p): .multiPoint([p])
        case .lineString(let line): .multiLineString([line])
        case .polygon(let polygon): .multiPolygon([polygon])
        default: self
        }
    }

    /// Whether it is a point, line or polygon by itself.
    package var isSingle: Bool {
        switch self {
        case .point, .lineString, .polygon: true
        default: false
        }
    }
}
