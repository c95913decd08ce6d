/// Figures as people read them: grouped digits, few places, always the unit.
package enum NumberText {
    /// A rate: with so many places, and below a tenth with three figures, so that two sparse rates differ in what is shown.
    package static func rate(_ value: Double?, _ places: Int) -> String {
        guard let value, value.isFinite, value != 0, value.magnitude < 0.1 else { return fixed(value, places) }
        let text = FixedDecimal.string(value, significant: 3)
        // A final 0 is a figure too: 0.0200 beside 0.00499.
        guard !text.contains("e"), let first = text.firstIndex(where: { $0.isNumber && $0 != "0" }) else { return text }
        return text + String(repeating: "0", count: max(0, 3 - text[first...].count))
    }

    /// Stands where there is no value: not defined, which is not 0.
    package static let nothing = "–"

    /// `6,820`.
    package static func grouped(_ value: Int) -> String { grouped(String(value)) }

    /// So many places, digits before the point in groups of three.
    package static func fixed(_ value: Double?, _ places: Int) -> String {
        guard let value, value.isFinite else { return nothing }
        return grouped(FixedDecimal.string(value, decimals: places))
    }

    /// `0.035`, `7.64961e-43`: six figures, as files have them; `< 1e-300` where no number is as small.
    package static func probability(_ p: Double) -> String {
        p == 0 ? "< 1e-300" : FixedDecimal.string(p, significant: 6, undefined: nothing)
    }

    /// `p = 0.035`, `p < 1e-300`.
    package static func pValue(_ p: Double) -> String { (p == 0 ? "p " : "p = ") + probability(p) }

    /// `321 km`, `18.7 km`, `7.4 km`, `0.25 km`: whole from a hundred kilometres on, one place from one kilometre on, metres
    /// below.
    package static func length(_ length: Metres?) -> String {
        guard let length, length.value.isFinite else { return nothing }
        let km = length.kilometres.magnitude
        if km >= 99.95 { return fixed(length.kilometres, 0) + " km" }
        if km >= 0.9995 { return fixed(length.kilometres, 1) + " km" }
        return fixed(length.value, 0) + " m"
    }

    /// `1 value is`, `1,200 values are`: a number with what follows it.
    package static func counted(_ count: Int, one: String, many: String) -> String {
        "\(grouped(count)) \(count == 1 ? one : many)"
    }

    /// `500 m`, `2.5 km`: a length that somebody chose, with all its digits.
    package static func exact(_ length: Metres) -> String {
        length.value < 1000
            ? "\(FixedDecimal.string(shortest: length.value)) m" : "\(FixedDecimal.string(shortest: length.kilometres)) km"
    }

    /// `109 m`, `1.48 km`, `186 km`: metres to `places` below a kilometre, three figures of kilometres above.
    package static func spacing(_ spacing: Metres?, places: Int = 0) -> String {
        guard let spacing, spacing.value.isFinite else { return nothing }
        if spacing.value >= 999.5 {
            let size = spacing.kilometres
            return fixed(size, size < 9.995 ? 2 : size < 99.95 ? 1 : 0) + " km"
        }
        // Two figures of what is short: one every 0.43 m, not one every 0 m.
        let size = spacing.value.magnitude
        let needed = size == 0 || size >= 9.95 ? 0 : size >= 0.995 ? 1 : 2
        return fixed(spacing.value, max(places, needed)) + " m"
    }

    /// `1.25 to 2.00 km`, `109 m` where both are one, `1.25 km or more` where there is no upper end.
    package static func spacing(from least: Metres, to most: Metres?, places: Int = 0) -> String {
        guard let most else { return "\(spacing(least, places: places)) or more" }
        let (low, high) = (spacing(least, places: places), spacing(most, places: places))
        guard low != high else { return high }
        for unit in [" km", " m"] where low.hasSuffix(unit) && high.hasSuffix(unit) {
            return "\(low.dropLast(unit.count)) to \(high)"
        }
        return "\(low) to \(high)"
    }

    /// `71.7 %`; never 100.0 % or 0.0 % for what only rounds to it.
    package static func percent(_ share: Share?) -> String {
        guard let share, share.fraction.isFinite else { return nothing }
        if share.fraction < 1, share.percent >= 99.95 { return "99.9 %" }
        if share.fraction > 0, share.percent < 0.05 { return "0.1 %" }
        return fixed(share.percent, 1) + " %"
    }

    /// `20-fold`, `34.8-fold`.
    package static func fold(_ factor: Double?) -> String {
        guard let factor, factor.isFinite else { return nothing }
        let text = fixed(factor, 1)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "-fold"
    }

    private static func grouped(_ digits: String) -> String {
        let negative = digits.hasPrefix("-")
        let unsigned = negative ? digits.dropFirst() : Substring(digits)
        let parts = unsigned.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first, whole.utf8.count > 3, whole.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return digits
        }
        var result = negative ? "-" : ""
        for (i, digit) in whole.enumerated() {
            if i > 0, (whole.utf8.count - i) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return parts.count > 1 ? result + "." + parts[1] : result
    }
}
