/// A length as it is printed, with how exactly: `1188.53km` is good to 5 m.
package struct PrintedLength: Hashable, Sendable {
    package let length: Metres
    /// Half a unit of the last digit.
    package let halfUnit: Metres

    /// Reads a length with its unit; `nil` where `Metres(parsing:)` is. Zeros at the end count as printed digits.
    package init?(_ text: some StringProtocol) {
        guard let length = Metres(parsing: text) else { return nil }
        self.length = length
        let mantissa = text.prefix { "0123456789.+-".contains($0) }
        let decimals = mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0
        let exponent =
            text.dropFirst(mantissa.count).first.map { "eE".contains($0) } == true
            ? Int(text.dropFirst(mantissa.count + 1).prefix { "0123456789+-".contains($0) }) ?? 0 : 0
        halfUnit = Metres(0.5 * Self.power(of: exponent - decimals) * (LengthUnit.split(text)?.unit.metres ?? 1))
    }

    /// A length of which only the number is known: its shortest decimal form counts as printed.
    package init(shortest length: Metres) {
        self = PrintedLength(FixedDecimal.string(shortest: length.value) + "m") ?? PrintedLength(exactly: length)
    }

    private init(exactly length: Metres) {
        self.length = length
        halfUnit = .zero
    }

    private static func power(of exponent: Int) -> Double {
        let size = min(exponent.magnitude, 300)
        let power = (0..<size).reduce(1.0) { power, _ in power * 10 }
        return exponent < 0 ? 1 / power : power
    }
}
