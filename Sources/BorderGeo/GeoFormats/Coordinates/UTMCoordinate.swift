import LinearReferencing

/// A place in a zone of the Universal Transverse Mercator on WGS 84.
package struct UTMCoordinate: Hashable, Sendable {
    /// 1...60.
    package let zone: Int
    package let isNorth: Bool
    package let point: PlanarPoint

    /// `nil` for a zone that does not exist or numbers that no place has: eastings 100 to 900 km, northings 0 to 10,000 km.
    package init?(zone: Int, isNorth: Bool, easting: Metres, northing: Metres) {
        guard (1...60).contains(zone), (100_000...900_000).contains(easting.value), (0...10_000_000).contains(northing.value)
        else { return nil }
        self.zone = zone
        self.isNorth = isNorth
        point = PlanarPoint(easting: easting.value, northing: northing.value)
    }

    /// Reads a zone as written in a column: `52N`, `52`, `52 n`, `52S` is south, `52T` (a latitude band) is north. `nil` for anything else.
    package static func zone(parsing text: some StringProtocol) -> (zone: Int, isNorth: Bool)? {
        let text = Array(text.uppercased()).filter { $0 != " " }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let zone = Int(String(digits)), (1...60).contains(zone) else { return nil }
        let letters = text.dropFirst(digits.count)
        if letters.isEmpty { return (zone, true) }
        guard letters.count == 1, let letter = letters.first else { return nil }
        // "S" is ambiguous: hemisphere south, and the band of 32 to 40 N. The hemisphere is what columns mean.
        if letter == "S" { return (zone, false) }
        guard MGRS.bands.contains(letter) else { return nil }
        return (zone, letter >= "N")
    }

    /// EPSG code of the zone's CRS: 326zz north, 327zz south.
    package var epsg: Int { (isNorth ? 32600 : 32700) + zone }

    /// The place in degrees, through PROJ.
    package func position() throws(ProjError) -> GeoPosition { try Self.transformation(epsg).inverse(point) }

    /// Making one costs milliseconds: callers with many points keep it.
    package static func transformation(_ epsg: Int) throws(ProjError) -> Transformation {
        try Transformation(from: try CRS("EPSG:4326"), to: try CRS("EPSG:\(epsg)"))
    }
}
