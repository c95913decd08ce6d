import BorderBase

/// A colour of a map, 0...255 a channel.
package struct MapColor: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8
    package var alpha: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    package func opacity(_ share: Share) -> MapColor {
        MapColor(red, green, blue, alpha: UInt8(max(0, min(255, (share.fraction * 255).rounded()))))
    }

    /// As QGIS files have it: `r,g,b,a`.
    var qgis: String { "\(red),\(green),\(blue),\(alpha)" }

    /// As KML has it: `aabbggrr` in hexadecimal.
    var kml: String { [alpha, blue, green, red].map(Self.hex).joined() }

    private static func hex(_ value: UInt8) -> String { (value < 16 ? "0" : "") + String(value, radix: 16) }
}

/// The palette of Okabe and Ito (2008), told apart with every common kind of colour blindness, and three greys.
extension MapColor {
    package static let orange = MapColor(230, 159, 0)
    package static let skyBlue = MapColor(86, 180, 233)
    package static let green = MapColor(0, 158, 115)
    package static let yellow = MapColor(240, 228, 66)
    package static let blue = MapColor(0, 114, 178)
    package static let vermillion = MapColor(213, 94, 0)
    package static let purple = MapColor(204, 121, 167)
    package static let black = MapColor(0, 0, 0)
    package static let ink = MapColor(45, 45, 45)
    package static let grey = MapColor(120, 120, 120)
    package static let paleGrey = MapColor(190, 190, 190)
    package static let white = MapColor(255, 255, 255)
    /// The colours of the published maps: what stood before March 2020, what came after. Blue and red differ in lightness too.
    package static let before = MapColor(33, 102, 190)
    package static let after = MapColor(214, 39, 40)
}
