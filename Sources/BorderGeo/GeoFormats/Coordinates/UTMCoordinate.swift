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

    /// EPSG code of the zone's CRS: 326zz north, 327zz south.
    package var epsg: Int { (isNorth ? 32600 : 32700) + zone }

    /// The place in degrees, through PROJ.
    package func position() throws(ProjError) -> GeoPosition { try Self.transformation(epsg).inverse(point) }

    /// Making one costs milliseconds: callers with many points keep it.
    package static func transformation(_ epsg: Int) throws(ProjError) -> Transformation {
        try Transformation(from: try CRS("EPSG:4326"), to: try CRS("EPSG:\(epsg)"))
    }
}

/// A UTM zone as people write it: `52N`, `52`, `52 n`, `52T` (a band of latitude), `52S north`. `52S` alone has two readings.
package struct UTMZone: Hashable, Sendable {
    package enum Half: Hashable, Sendable {
        case north, south
        /// The band of latitude, which says the hemisphere.
        case band(Character)
        /// S: the band of 32 to 40 N, or the southern hemisphere.
        case bandOrSouth
    }

    /// 1...60.
    package let number: Int
    package let half: Half

    /// `nil` for anything else.
    package init?(parsing text: some StringProtocol) {
        let text = Array(text.uppercased()).filter { $0 != " " }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(String(digits)), (1...60).contains(number) else { return nil }
        self.number = number
        let letters = String(text.dropFirst(digits.count))
        switch letters {
        case "", "N", "NORTH": half = .north
        case "S": half = .bandOrSouth
        case "SOUTH", "SSOUTH": half = .south
        default:
            // "52S north", "52T north": the word decides.
            guard let letter = letters.first, MGRS.bands.contains(letter) else { return nil }
            switch letters.dropFirst() {
            case "": half = .band(letter)
            case "NORTH" where MGRS.isNorth(letter): half = letter == "S" ? .north : .band(letter)
            default: return nil
            }
        }
    }
}
