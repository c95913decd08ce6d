/// A unit that lengths are written in. Measures inside are metres; a foot and a mile are the international ones.
package enum LengthUnit: String, Hashable, Sendable, CaseIterable {
    case metre = "m"
    case kilometre = "km"
    case mile = "mi"
    case foot = "ft"
    case yard = "yd"
    case nauticalMile = "nmi"

    package var metres: Double {
        switch self {
        case .metre: 1
        case .kilometre: 1000
        case .mile: 1609.344
        case .foot: 0.3048
        case .yard: 0.9144
        case .nauticalMile: 1852
        }
    }

    /// The unit at the end of a text, and the text before it.
    static func split(_ text: some StringProtocol) -> (number: Substring, unit: LengthUnit)? {
        var rest = Substring(text)
        while rest.last == " " { rest.removeLast() }
        let letters = rest.reversed().prefix { $0.isASCII && $0.isLetter }.count
        guard let unit = LengthUnit(rawValue: String(rest.suffix(letters))) else { return nil }
        rest.removeLast(letters)
        while rest.last == " " { rest.removeLast() }
        return (rest, unit)
    }

    /// For messages: what may stand behind a number.
    package static let names = "m, km, mi, ft, yd, nmi"
}
