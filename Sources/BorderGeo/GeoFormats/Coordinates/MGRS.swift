import BorderBase

/// References of the Military Grid Reference System on WGS 84: `52T DM 61234 99876`.
package enum MGRS {
    static let bands: [Character] = Array("CDEFGHJKLMNPQRSTUVWX")
    private static let columns = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    private static let rows = Array("ABCDEFGHJKLMNPQRSTUV")

    /// The centre of the square that a reference names: 1 m wide with ten digits, 100 km with none.
    ///
    /// `nil` for text that is no reference of zones 1 to 60 (the polar areas A, B, Y, Z are not read). Blanks do not matter. Formula: the
    /// lettering scheme of NGA.STND.0037.
    package static func parse(_ text: some StringProtocol) -> UTMCoordinate? { square(text)?.centre }

    /// A square of the grid.
    package struct Square: Hashable, Sendable {
        package var centre: UTMCoordinate
        /// Length of a side.
        package var size: Metres
        /// Letter of the band of latitude.
        package var band: Character
    }

    static func isNorth(_ band: Character) -> Bool { band >= "N" }

    /// Whether a latitude lies in a band of 8 degrees (X: 12), give or take some degrees.
    static func band(_ letter: Character, contains latitude: Double, within slack: Double) -> Bool {
        guard let index = bands.firstIndex(of: letter) else { return false }
        let south = Double(index - 10) * 8
        return (south - slack...(letter == "X" ? 84 : south + 8) + slack).contains(latitude)
    }

    /// The square that a reference names; `nil` as for `parse`.
    package static func square(_ text: some StringProtocol) -> Square? {
        let text = Array(text.uppercased().filter { $0 != " " })
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.count), let zone = Int(String(digits)), (1...60).contains(zone),
            text.count >= digits.count + 3
        else { return nil }
        let letters = text[digits.count..<(digits.count + 3)]
        let numbers = text[(digits.count + 3)...]
        guard numbers.count <= 10, numbers.count % 2 == 0, numbers.allSatisfy({ $0.isASCII && $0.isNumber }),
            let band = bands.firstIndex(of: letters[letters.startIndex]),
            let column = columns.firstIndex(of: letters[letters.startIndex + 1]),
            let row = rows.firstIndex(of: letters[letters.startIndex + 2])
        else { return nil }

        // Column letters run A-H, J-R, S-Z in three zones in turn, each from 100 km of easting.
        let columnInZone = column - (zone - 1) % 3 * 8
        guard (0..<8).contains(columnInZone) else { return nil }
        // Row letters repeat every 2,000 km and start at F in even zones.
        let rowInCycle = (row + (zone % 2 == 0 ? 15 : 0)) % 20
        let half = numbers.count / 2
        let size = (0..<half).reduce(100_000.0) { value, _ in value / 10 }
        func offset(_ digits: ArraySlice<Character>) -> Double { (Double(String(digits)) ?? 0) * size + size / 2 }
        let easting = Double(columnInZone + 1) * 100_000 + offset(numbers.prefix(half))
        var northing = Double(rowInCycle) * 100_000 + offset(numbers.suffix(half))
        let isNorth = band >= 10
        // A degree of latitude is about 110.6 km at the equator, 111.7 at the poles; 100 km of slack tell the cycles apart.
        let south = Double(band - 10) * 8
        let lowest = south * 110_600 + (isNorth ? 0 : 10_000_000) - (isNorth ? 100_000 : 200_000)
        while northing < lowest { northing += 2_000_000 }
        guard northing < lowest + 2_000_000, northing <= 10_000_000 else { return nil }
        guard let centre = UTMCoordinate(zone: zone, isNorth: isNorth, easting: Metres(easting), northing: Metres(northing))
        else {
            return nil
        }
        return Square(centre: centre, size: Metres(size), band: letters[letters.startIndex])
    }
}
