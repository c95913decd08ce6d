import BorderBase

/// Latitudes and longitudes as people write them: `42.4271`, `42°25'37.6"N`, `N 42 25.626`, `42:25:37.6`, `북위 42도 25분 37.6초`.
package enum AngleText {
    package enum Axis: Sendable { case latitude, longitude }

    /// Degrees, `nil` for anything that is not one angle of this axis in range: minutes or seconds of 60 or more, a hemisphere of the other
    /// axis, a sign together with a hemisphere, fractions anywhere but in the last part.
    package static func parse(_ text: some StringProtocol, _ axis: Axis) -> Degrees? {
        var parts: [Substring] = []
        var hemisphere: Double?
        var negative = false
        // Full-width forms, as input methods of East Asia write them, are the same characters.
        let narrow = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { (0xFF01...0xFF5E).contains($0.value) ? Unicode.Scalar($0.value - 0xFEE0) ?? $0 : $0 }))
        var rest = Substring(narrow)
        while let first = rest.first {
            if first.isASCII, first.isNumber || first == "." {
                let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
                parts.append(number)
                rest = rest.dropFirst(number.count)
            } else if first == "-" || first == "\u{2013}", !parts.isEmpty, let next = rest.dropFirst().first, next.isASCII,
                next.isNumber
            {
                rest.removeFirst()  // 42-25-48N
            } else if first == "-" || first == "\u{2212}" || first == "+" {
                guard parts.isEmpty, !negative else { return nil }
                negative = first != "+"
                rest.removeFirst()
            } else if let (sign, length) = hemisphereMark(rest, axis) {
                guard hemisphere == nil else { return nil }
                hemisphere = sign
                rest = rest.dropFirst(length)
                // "N." is the hemisphere, ".5" a number.
                if rest.first == ".", rest.dropFirst().first?.isNumber != true { rest.removeFirst() }
            } else if let word = words.first(where: { rest.lowercased().hasPrefix($0) }), !parts.isEmpty {
                rest = rest.dropFirst(word.count)
            } else if separators.contains(first) {
                rest.removeFirst()
            } else {
                return nil
            }
        }
        guard (1...3).contains(parts.count), !(negative && hemisphere != nil) else { return nil }
        guard parts.dropLast().allSatisfy({ !$0.contains(".") }) else { return nil }
        let numbers = parts.compactMap { Double($0) }
        guard numbers.count == parts.count, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
        let size = zip(numbers, [1, 60, 3600.0]).reduce(0) { $0 + $1.0 / $1.1 }
        guard size <= (axis == .latitude ? 90 : 180) else { return nil }
        return Degrees((negative ? -1 : 1) * (hemisphere ?? 1) * size)
    }

    private static let separators: Set<Character> = [
        " ", "\u{A0}", "\u{2009}", "\u{202F}", "\u{3000}", "\u{FEFF}", "\u{200B}", "\u{200E}", "\u{200F}", "´", "`", "‘", "“",
        "ʹ", "ʺ", "ʼ", "ˮ", "՚", "‵", "‶", "‛", "‟", "°", "º", "˚", "∘", "⁰", "ᵒ", "'", "′", "’", "\"", "″", "”", ":", "도", "분",
        "초", "度", "分", "秒", "d", "m", "s",
    ]

    /// Units in words; longer ones first.
    private static let words = ["degrees", "degree", "deg", "minutes", "minute", "min", "seconds", "second", "sec"]

    /// Hemispheres in words: English, German, French, Spanish.
    private static let northSouth = [
        ("north", 1.0), ("nord", 1), ("norte", 1), ("south", -1), ("süd", -1), ("sud", -1), ("sur", -1),
    ]
    private static let eastWest = [
        ("east", 1.0), ("este", 1), ("est", 1), ("ost", 1), ("west", -1), ("ouest", -1), ("oeste", -1),
    ]

    private static func hemisphereMark(_ text: Substring, _ axis: Axis) -> (sign: Double, length: Int)? {
        let lower = text.lowercased()
        for (word, sign) in axis == .latitude ? northSouth : eastWest where lower.hasPrefix(word) { return (sign, word.count) }
        let marks: [(String, Double)] =
            axis == .latitude
            ? [
                ("с.ш.", 1), ("с. ш.", 1), ("ю.ш.", -1), ("ю. ш.", -1), ("북위", 1), ("남위", -1), ("北纬", 1), ("南纬", -1), ("北緯", 1),
                ("南緯", -1), ("북", 1), ("남", -1), ("北", 1), ("南", -1), ("N", 1), ("S", -1), ("n", 1),
            ]
            : [
                ("в.д.", 1), ("в. д.", 1), ("з.д.", -1), ("з. д.", -1), ("동경", 1), ("서경", -1), ("东经", 1), ("西经", -1), ("東經", 1),
                ("西經", -1), ("東経", 1), ("西経", -1), ("동", 1), ("서", -1), ("东", 1), ("東", 1), ("西", -1), ("E", 1), ("W", -1),
                ("e", 1), ("w", -1),
            ]
        for (mark, sign) in marks where text.hasPrefix(mark) { return (sign, mark.count) }
        return nil
    }
}
