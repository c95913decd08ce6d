/// What somebody says that coordinates are in: a coordinate reference system that PROJ knows, or the degrees of a Chinese web map.
package enum DeclaredCRS: Sendable {
    case system(CRS)
    case shifted(MapShift)

    /// `EPSG:5179`, a PROJ string, WKT; `GCJ02` and `BD09`. Throws `ProjError` for what names neither.
    package init(_ text: String) throws(ProjError) {
        if let shift = MapShift(named: text) { self = .shifted(shift) } else { self = .system(try CRS(text)) }
    }

    package var crs: CRS? { if case .system(let crs) = self { crs } else { nil } }
    package var shift: MapShift? { if case .shifted(let shift) = self { shift } else { nil } }
}
