import BorderBase

/// A colour of a map, 0...255 a channel.
package struct MapColor: Hashable, Sendable {
    package var red: UInt8
    package var green: UInt8
    package var blue: UInt8
    package var alpha: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Of a number written as `0xRRGGBB`.
    package init(_ rgb: UInt32) {
        self.init(red: UInt8(rgb >> 16 & 255), green: UInt8(rgb >> 8 & 255), blue: UInt8(rgb & 255))
    }

    /// Of a text `#rrggbb` or `#rgb`; `nil` for any other.
    package init?(hexadecimal text: String) {
        guard text.first == "#" else { return nil }
        var digits = Array(text.dropFirst())
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        guard digits.count == 6, let rgb = UInt32(String(digits), radix: 16), digits.allSatisfy(\.isHexDigit) else { return nil }
        self.init(rgb)
    }

    package func opacity(_ share: Share) -> MapColor {
        MapColor(red: red, green: green, blue: blue, alpha: UInt8(max(0, min(255, (share.fraction * 255).rounded()))))
    }

    /// As QGIS files have it: `r,g,b,a`.
    var qgis: String { "\(red),\(green),\(blue),\(alpha)" }

    /// As style sheets have it: `#rrggbb`.
    package var css: String { "#" + [red, green, blue].map(Self.hex).joined() }

    /// As KML has it: `aabbggrr` in hexadecimal.
    var kml: String { [alpha, blue, green, red].map(Self.hex).joined() }

    private static func hex(_ value: UInt8) -> String { (value < 16 ? "0" : "") + String(value, radix: 16) }
}

/// Colours for what has no class of its own: those of Okabe and Ito (2008), told apart with every common kind of colour blindness, and three greys.
extension MapColor {
    package static let orange = MapColor(red: 230, green: 159, blue: 0)
    package static let skyBlue = MapColor(red: 86, green: 180, blue: 233)
    package static let green = MapColor(red: 0, green: 158, blue: 115)
    package static let yellow = MapColor(red: 240, green: 228, blue: 66)
    package static let blue = MapColor(red: 0, green: 114, blue: 178)
    package static let vermillion = MapColor(red: 213, green: 94, blue: 0)
    package static let purple = MapColor(red: 204, green: 121, blue: 167)
    package static let black = MapColor(red: 0, green: 0, blue: 0)
    package static let ink = MapColor(red: 45, green: 45, blue: 45)
    package static let grey = MapColor(red: 120, green: 120, blue: 120)
    package static let paleGrey = MapColor(red: 190, green: 190, blue: 190)
    package static let white = MapColor(red: 255, green: 255, blue: 255)
}
