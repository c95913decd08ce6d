import BorderModel
import GeoFormats
import LinearReferencing

extension StudyWords {
    /// The plane of maps of a box.
    func mapPlane(for box: GeoBox?) -> MapPlane { MapPlane.plane(for: box, named: mapCRS) }
}
