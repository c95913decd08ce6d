import BorderBase

/// Finds the places within one distance of another, also across the antimeridian: strips of latitude a little higher than that distance, in each the places by longitude.
package struct LatitudeStrips {
    private let places: [GeoPosition]
    private let reach: Double
    private let rows: [(strip: Int, longitude: Double, index: Int)]

    /// n log n.
    package init(_ places: [GeoPosition], reach: Metres) {
        self.places = places
        self.reach = reach.value
        rows = places.enumerated()
            .map { (Self.strip($1.latitude, reach.value), TransverseMercator.reduced($1.longitude), $0) }
            .sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
    }

    /// A degree of latitude is 110,574 m at least. What is not on Earth is near nothing, in whatever strip.
    private static func strip(_ latitude: Double, _ reach: Double) -> Int {
        Int(exactly: (latitude * 110_000 / reach).rounded(.down)) ?? 0
    }

    /// Calls `body` with the index of each place within reach, among them the place itself, and how far it is, until that returns `false`. The order is that of strips and
    /// longitudes; close to a pole a place can come twice. log n, and what lies within reach in one direction.
    package func forEach(near place: GeoPosition, _ body: (Int, Metres) -> Bool) {
        let width = reach / GroundScale(latitude: place.latitude).east
        let own = Self.strip(place.latitude, reach)
        for longitude in Self.copies(of: TransverseMercator.reduced(place.longitude), within: width) {
            for strip in own - 1...own + 1 {
                var i = rows.partitioningIndex { ($0.strip, $0.longitude) >= (strip, longitude - width) }
                while i < rows.count, rows[i].strip == strip, rows[i].longitude <= longitude + width {
                    let (east, north) = GroundScale.difference(place, places[rows[i].index])
                    let distance = (east * east + north * north).squareRoot()
                    if distance <= reach, !body(rows[i].index, Metres(distance)) { return }
                    i += 1
                }
            }
        }
    }

    /// A longitude, and the same beyond the antimeridian where it is near.
    private static func copies(of longitude: Double, within width: Double) -> [Double] {
        if longitude + width >= 180 { return [longitude, longitude - 360] }
        if longitude - width <= -180 { return [longitude, longitude + 360] }
        return [longitude]
    }
}
