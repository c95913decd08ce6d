/// How a study calls and draws a class of its vocabulary. What it leaves open is that of the default vocabulary, or follows from the class's place.
public struct ClassLook: Hashable, Sendable {
    public var label: LocalText?
    public var symbol: ClassSymbol?
    public var colour: ClassColour?

    public init(label: LocalText? = nil, symbol: ClassSymbol? = nil, colour: ClassColour? = nil) {
        self.label = label
        self.symbol = symbol
        self.colour = colour
    }
}

/// Shapes of points and dashes of lines that every client draws: the page, QGIS and Google Earth.
public enum ClassSymbol: String, Hashable, Sendable, CaseIterable {
    case circle, triangle, square, diamond, pentagon, star, plus
    case solid, dashed, dotted

    /// Whether a line can be drawn with it; the others are for points.
    package var isLine: Bool { self == .solid || self == .dashed || self == .dotted }
    package static let points = allCases.filter { !$0.isLine }
    package static let lines = allCases.filter(\.isLine)
}

/// A colour as `#rrggbb`.
public struct ClassColour: Hashable, Sendable, CustomStringConvertible {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `nil` for anything but `#` and six hexadecimal digits.
    public init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
    }

    public var description: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
