extension GeoPosition {
    /// The same longitude within half a turn of `reference`, which may take it beyond 180 degrees: so lines go on over the antimeridian.
    package func unwrapped(near reference: Double) -> GeoPosition {
        let turns = ((reference - longitude) / 360).rounded()
        return turns == 0 || !turns.isFinite ? self : GeoPosition(longitude: longitude + 360 * turns, latitude: latitude)
    }

    /// Whether both are one place: also where one says 180 degrees and the other -180.
    package func isSamePlace(as other: GeoPosition) -> Bool {
        self == other || (latitude == other.latitude && longitude.magnitude == 180 && other.longitude.magnitude == 180)
    }
}

extension Sequence<GeoPosition> {
    /// The positions of a line or ring without a jump from 180 degrees to -180: each within half a turn of the one before.
    package func unwrapped(near reference: Double? = nil) -> [GeoPosition] {
        var last = reference
        return map { p in
            let unwrapped = p.unwrapped(near: last ?? p.longitude)
            last = unwrapped.longitude
            return unwrapped
        }
    }
}
