import LinearReferencing

/// The plane of a project's map: a conformal projection with a name in the EPSG register, so that QGIS and we mean the same metres.
package struct MapPlane: Hashable, Sendable {
    private enum Projection: Hashable, Sendable {
        case transverse(TransverseMercator)
        /// Along the equator, with this meridian in the middle: for lines wider than a zone.
        case upright(centralMeridian: Degrees)
    }

    package let crs: QGISProject.MapCRS
    private let projection: Projection
    private let scale: Double
    private let falseEasting: Double
    private let falseNorthing: Double

    /// Korea 2000 / Unified CS. Its ellipsoid differs from that of WGS 84 by 0.1 mm: not worth a datum shift.
    package static let unifiedKorea = MapPlane(
        crs: .unifiedKorea,
        projection: .transverse(TransverseMercator(centralMeridian: Degrees(127.5), originLatitude: Degrees(38))),
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
            projection: .transverse(TransverseMercator(centralMeridian: Degrees(Double(zone) * 6 - 183))), scale: 0.9996,
            falseEasting: 500_000, falseNorthing: south ? 10_000_000 : 0)
    }

    /// The plane for a map of a box: the one of that name in the EPSG register where it is one of ours, else the UTM zone of the middle; Mercator for what is
    /// wider than two zones, around the Pacific where it lies across 180 degrees.
    package static func plane(for box: GeoBox?, named identifier: String? = nil) -> MapPlane {
        if identifier == unifiedKorea.crs.identifier { return .unifiedKorea }
        let across = box?.crossesAntimeridian ?? false
        if let box, box.east - box.west + (across ? 360 : 0) > 12, max(box.south.magnitude, box.north.magnitude) < 80 {
            return mercator(across180: across)
        }
        return .utm(around: box?.middle ?? GeoPosition(longitude: 0, latitude: 0))
    }
}

extension MapPlane {
    private static func mercator(across180: Bool) -> MapPlane {
        MapPlane(
            crs: across180
                ? QGISProject.MapCRS(
                    identifier: "EPSG:3832", name: "WGS 84 / PDC Mercator",
                    projString: "+proj=merc +lon_0=150 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs")
                : QGISProject.MapCRS(
                    identifier: "EPSG:3395", name: "WGS 84 / World Mercator",
                    projString: "+proj=merc +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"),
            projection: .upright(centralMeridian: Degrees(across180 ? 150 : 0)), scale: 1, falseEasting: 0, falseNorthing: 0)
    }

    /// Mercator on the ellipsoid (Snyder 1987, 7-6 and 7-7).
    private static func upright(_ position: GeoPosition, from meridian: Degrees) -> PlanarPoint {
        let sine = Elementary.sin(Degrees(max(-89, min(89, position.latitude))).radians)
        let east = Degrees(TransverseMercator.reduced(position.longitude - meridian.value)).radians
        let north = Elementary.atanh(sine) - eccentricity * Elementary.atanh(eccentricity * sine)
        return PlanarPoint(easting: radius * east, northing: radius * north)
    }

    /// The inverse: the latitude converges by a factor of 150 a step.
    private static func place(_ point: PlanarPoint, from meridian: Degrees) -> GeoPosition {
        let isometric = point.northing / radius
        var sine = tanh(isometric)
        for _ in 0..<8 { sine = tanh(isometric + eccentricity * Elementary.atanh(eccentricity * sine)) }
        return GeoPosition(
            longitude: TransverseMercator.reduced(meridian.value + point.easting / radius * 180 / .pi),
            latitude: Elementary.atan2(sine, (1 - sine * sine).squareRoot()) * 180 / .pi)
    }

    private static func tanh(_ x: Double) -> Double {
        let sinh = Elementary.sinh(x)
        return sinh / (1 + sinh * sinh).squareRoot()
    }

    private static let radius = Ellipsoid.wgs84.semiMajorAxis.value
    private static let eccentricity = (Ellipsoid.wgs84.flattening * (2 - Ellipsoid.wgs84.flattening)).squareRoot()

    package func project(_ position: GeoPosition) -> PlanarPoint {
        let p =
            switch projection {
            case .transverse(let projection): projection.project(position)
            case .upright(let meridian): Self.upright(position, from: meridian)
            }
        return PlanarPoint(easting: falseEasting + scale * p.easting, northing: falseNorthing + scale * p.northing)
    }

    package func unproject(_ point: PlanarPoint) -> GeoPosition {
        let plain = PlanarPoint(
            easting: (point.easting - falseEasting) / scale, northing: (point.northing - falseNorthing) / scale)
        return switch projection {
        case .transverse(let projection): projection.unproject(plain)
        case .upright(let meridian): Self.place(plain, from: meridian)
        }
    }
}
