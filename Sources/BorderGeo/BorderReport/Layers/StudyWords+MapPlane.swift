import BorderModel
import GeoFormats
import LinearReferencing

extension StudyWords {
    /// The plane of maps of a box.
    func mapPlane(for box: GeoBox?) -> MapPlane { MapPlane.plane(for: box, named: mapCRS) }

    /// A plane whose metres are near those on the ground, for strips of a given width.
    func metricPlane(for box: GeoBox?) -> MapPlane {
        mapCRS != nil ? mapPlane(for: box) : .utm(around: box?.middle ?? GeoPosition(longitude: 0, latitude: 0))
    }
}
