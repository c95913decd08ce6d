extension Metres {
    /// Reads a length with its unit: `250m`, `1.5km`, `1010.2 km`, `12mi`. A bare number, another unit, or a number that is not finite is `nil`:
    /// a length without a unit has been misread too often to be guessed.
    public init?(parsing text: some StringProtocol) {
        guard let (rest, unit) = LengthUnit.split(text) else { return nil }
        let factor = unit.metres
        guard let first = rest.first, first.isNumber || first == "-" || first == "." || first == "+",
            rest.allSatisfy({ $0.isASCII && ($0.isNumber || ".+-eE".contains($0)) }),
            let number = Double(rest), number.isFinite, (number * factor).isFinite
        else { return nil }
        // 1010.2 * 1000 is exact enough in doubles, but 0.1 mm is kept clean for spans that must touch.
        self.init((number * factor * 10_000).rounded() / 10_000)
    }
}
