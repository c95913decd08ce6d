/// A finite number rounded to `decimals` places: `units` of 10^-decimals, and a sign that zero does not carry.
package struct RoundedDecimal: Equatable {
    var negative: Bool
    var units: UInt128
    var decimals: Int
}

extension RoundedDecimal {
    /// Rounds the exact binary value to `decimals` places, ties to even; negative `decimals` round to tens, hundreds, ...
    ///
    /// A double is m * 2^e, so the scaled value is a quotient of whole numbers and its rounding is exact: what C's `printf("%.*f")` gives.
    /// (Scaling in floating point and rounding that would be off in the last place: 0.285 * 100 is 28.499999999999996.)
    /// `nil` for NaN, infinities, and where 128 bits do not hold the quotient (magnitudes above about 1e31 or below about 1e-21).
    @inline(__always)
    init?(_ value: Double, decimals: Int) {
        guard value.isFinite, (-30...22).contains(decimals) else { return nil }
        let biased = Int(value.exponentBitPattern)
        let fraction = value.significandBitPattern
        let mantissa = biased == 0 ? fraction : fraction | 1 << 52
        let exponent = (biased == 0 ? 1 : biased) - 1075
        var numerator = UInt128(mantissa)
        if decimals > 0 { numerator *= Self.powerOfTen(decimals) }  // below 2^53 * 10^22 < 2^127
        var quotient: UInt128
        if exponent >= 0 {
            guard exponent <= numerator.leadingZeroBitCount else { return nil }
            numerator <<= UInt128(exponent)
            quotient = numerator
        } else if exponent > -127 {
            quotient = numerator >> UInt128(-exponent)
            if decimals >= 0 {
                let rest = numerator - quotient << UInt128(-exponent)
                let half = UInt128(1) << UInt128(-exponent - 1)
                if rest > half || (rest == half && quotient & 1 == 1) { quotient += 1 }
            }
        } else {
            quotient = 0
            if decimals > 0, mantissa != 0, value.magnitude > 1e-23 { return nil }
        }
        if decimals < 0 {
            let divisor = Self.powerOfTen(-decimals)
            let whole = quotient
            quotient = whole / divisor
            let rest = whole - quotient * divisor
            let half = divisor / 2
            let beyond = exponent < 0 && exponent > -127 && whole << UInt128(-exponent) != numerator
            if rest > half || (rest == half && (beyond || quotient & 1 == 1)) { quotient += 1 }
        }
        self.init(negative: value < 0 && quotient != 0, units: quotient, decimals: decimals)
    }

    /// 10^exponent for 0...38.
    static func powerOfTen(_ exponent: Int) -> UInt128 {
        var result: UInt128 = 1
        var base: UInt128 = 10
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result *= base }
            rest >>= 1
            if rest > 0 { base *= base }
        }
        return result
    }
}
