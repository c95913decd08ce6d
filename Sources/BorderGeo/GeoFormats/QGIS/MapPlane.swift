import LinearReferencing

/// The plane of a project's map: a transverse Mercator with a name in the EPSG register, so that QGIS and we mean the same metres.
package struct MapPlane: Hashable, Sendable {
    package let crs: QGISProject.MapCRS
    private let projection: TransverseMercator
    private let scale: Double
    private let falseEasting: Double
    private let falseNorthing: Double

    /// Korea 2000 / Unified CS. Its ellipsoid differs from that of WGS 84 by 0.1 mm: not worth a datum shift.
    package static let unifiedKorea = MapPlane(
        crs: .unifiedKorea, projection: TransverseMercator(centralMeridian: Degrees(127.5), originLatitude: Degrees(38)),
        scale: 0.9996, falseEasting: 1_000_000, falseNorthing: 2_000_000)

    /// The UTM zone of a place (north and south).
    package static func utm(around place: GeoPosition) -> MapPlane {
        let longitude = place.longitude.isFinite ? max(-180, min(179.999, place.longitude)) : 0
        let zone = Int(((longitude + 180) / 6).rounded(.down)) + 1
        let south = place.latitude < 0
        return MapPlane(
            crs: QGISProject.MapCRS(
                identifier: "EPSG:\((south ? 32_700 : 32_600) + zone)", name: "WGS 84 / UTM zone \(zone)\(south ? "S" : "N")",
                projString: "+proj=utm +zone=\(zone)\(south ? " +south" : "") +datum=WGS84 +units=m +no_defs"),
            projection: TransverseMercator(centralMeridian: Degrees(Double(zone) * 6 - 183)), scale: 0.9996,
            falseEasting: 500_000, falseNorthing: south ? 10_000_000 : 0)
    }

    /// The plane for a map of a box: the one of that name in the EPSG register where it is one of ours, else the UTM zone of the middle.
    package static func plane(for box: GeoBox?, named identifier: String? = nil) -> MapPlane {
        if identifier == unifiedKorea.crs.identifier { return .unifiedKorea }
        return .utm(around: box?.middle ?? GeoPosition(longitude: 0, latitude: 0))
    }
}

extension MapPlane {
    package func project(_ position: GeoPosition) -> PlanarPoint {
        let p = projection.project(position)
        return PlanarPoint(easting: falseEasting + scale * p.easting, northing: falseNorthing + scale * p.northing)
    }

    package func unproject(_ point: PlanarPoint) -> GeoPosition {
        projection.unproject(
            PlanarPoint(easting: (point.easting - falseEasting) / scale, northing: (point.northing - falseNorthing) / scale))
    }
}
