extension ByteWriter {
    /// A whole number in decimal.
    package mutating func append(integer value: some FixedWidthInteger & SignedInteger) {
        if value < 0 { append(UInt8(ascii: "-")) }
        if let magnitude = UInt64(exactly: value.magnitude) {
            append(unsigned: magnitude)
        } else {
            append(String(value.magnitude))
        }
    }

    package mutating func append(unsigned value: UInt64) {
        let digits = value.decimalDigitCount
        append(room: digits) { target in
            _ = value.writeDigits(endingAt: target + digits, count: digits)
            return digits
        }
    }

    /// A number with exactly `decimals` places (0...17), rounded to nearest on its exact binary value, ties to even; zero carries no sign.
    ///
    /// NaN and infinities are written as `null`: JSON has no word for them and 0 would be a lie. Magnitudes that 64 bits of units do not
    /// hold (1.8e12 at 7 places) take a slower way; above 1e31 the shortest form with an exponent is written. About 10 ns.
    package mutating func append(fixed value: Double, decimals: Int) {
        let decimals = max(0, min(decimals, 17))
        reserve(Double.fixedRoom)
        var written: Int?
        append(room: Double.fixedRoom) { target in
            written = value.writeFixed(decimals, to: target)
            return written ?? 0
        }
        if written == nil { appendWide(fixed: value, decimals: decimals) }
    }

    private mutating func appendWide(fixed value: Double, decimals: Int) {
        guard value.isFinite else { return append("null" as StaticString) }
        guard let rounded = RoundedDecimal(value, decimals: decimals) else {
            return value.magnitude < 1 ? append(fixed: 0, decimals: decimals) : append(shortest: value)
        }
        append(rounded)
    }

    /// Digits of a rounded decimal, point included where it has decimals.
    package mutating func append(_ value: RoundedDecimal) {
        var digits = Array(String(value.units).utf8)
        if value.negative { append(UInt8(ascii: "-")) }
        if value.decimals <= 0 {
            append(digits)
            if value.units != 0 { append([UInt8](repeating: UInt8(ascii: "0"), count: -value.decimals)) }
            return
        }
        if digits.count <= value.decimals {
            digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: value.decimals + 1 - digits.count), at: 0)
        }
        append(Array(digits.dropLast(value.decimals)))
        append(UInt8(ascii: "."))
        append(Array(digits.suffix(value.decimals)))
    }

    /// A number to `figures` significant figures (1...17), ties on the exact binary value to even, without trailing zeros after the point:
    /// 9.191375 to 6 is `9.19138`, 123456789 is `123457000`, 0.5 is `0.5`. NaN and infinities are written as `null`.
    package mutating func append(_ value: Double, significant figures: Int) {
        guard value.isFinite else { return append("null" as StaticString) }
        guard value != 0 else { return append(UInt8(ascii: "0")) }
        let figures = max(1, min(figures, 17))
        guard value.magnitude >= 1e-6 else { return append(tiny: value, significant: figures) }
        var decimals = figures - 1 - value.magnitude.decimalExponent
        guard var rounded = RoundedDecimal(value, decimals: decimals) else { return append(shortest: value) }
        if rounded.units >= RoundedDecimal.powerOfTen(figures) {  // 9.999996 became 10.00000
            decimals -= 1
            guard let again = RoundedDecimal(value, decimals: decimals) else { return append(shortest: value) }
            rounded = again
        }
        while rounded.decimals > 0, rounded.units % 10 == 0 {
            rounded.units /= 10
            rounded.decimals -= 1
        }
        append(rounded)
    }

    /// `7.64961e-43`: with an exponent, since a p-value can be too small for places.
    private mutating func append(tiny value: Double, significant figures: Int) {
        var exponent = value.magnitude.decimalExponent
        var scaled = value
        for _ in 0..<(-exponent) { scaled *= 10 }
        if let rounded = RoundedDecimal(scaled, decimals: figures - 1), rounded.units >= RoundedDecimal.powerOfTen(figures) {
            scaled /= 10
            exponent += 1
        }
        append(scaled, significant: figures)
        append("e" as StaticString)
        append(shortest: Double(exponent))
    }

    /// The shortest digits that read back as the same double. `keepingPoint` writes whole values as `2.0`, so that a column of reals stays one.
    ///
    /// NaN and infinities are written as `null`. Up to 15 digits and 9 places take no `String`; -0 is written as 0.
    package mutating func append(shortest value: Double, keepingPoint: Bool = false) {
        guard value.isFinite else { return append("null" as StaticString) }
        var power = 1.0
        for decimals in 0...9 {
            let scaled = (value * power).rounded()
            guard scaled.magnitude < 1e15 else { break }
            if scaled / power == value {  // quotient of two exact numbers: correctly rounded, so reading it back gives `value`
                append(fixed: value, decimals: decimals == 0 && keepingPoint ? 1 : decimals)
                return
            }
            power *= 10
        }
        var text = value.description
        if !keepingPoint, text.hasSuffix(".0") { text.removeLast(2) }
        append(text)
    }
}

extension Double {
    /// More bytes than `writeFixed` ever writes.
    static let fixedRoom = 24

    /// The number with exactly `decimals` places (0...17) at `target`, rounded on its exact binary value, ties to even; how many bytes that took, `nil` where it is not
    /// finite or 64 bits do not hold its units.
    @inline(__always)
    func writeFixed(_ decimals: Int, to target: UnsafeMutablePointer<UInt8>) -> Int? {
        guard let power = UInt64.powersOfTen(decimals), let scaled = scaledExactly(by: power) else { return nil }
        let digits = max(scaled.decimalDigitCount, decimals + 1)
        var cursor = target
        if self < 0 && scaled != 0 {
            cursor.pointee = UInt8(ascii: "-")
            cursor += 1
        }
        guard decimals > 0 else {
            _ = scaled.writeDigits(endingAt: cursor + digits, count: digits)
            return cursor + digits - target
        }
        let point = cursor + digits - decimals
        let whole = scaled.writeDigits(endingAt: point + 1 + decimals, count: decimals)
        point.pointee = UInt8(ascii: ".")
        _ = whole.writeDigits(endingAt: point, count: digits - decimals)
        return point + 1 + decimals - target
    }

    /// round(|self| * power) exactly, ties to even; `nil` where it is not finite or 64 bits do not hold it.
    @inline(__always)
    fileprivate func scaledExactly(by power: UInt64) -> UInt64? {
        let biased = Int(exponentBitPattern)
        let mantissa = biased == 0 ? significandBitPattern : significandBitPattern | 1 << 52
        let shift = 1075 - (biased == 0 ? 1 : biased)  // |self| = mantissa / 2^shift
        let (high, low) = mantissa.multipliedFullWidth(by: power)
        if shift > 0, shift < 64 {
            let down = UInt64(truncatingIfNeeded: shift)
            guard high &>> down == 0 else { return nil }
            var result = high &<< (64 &- down) | low &>> down
            let half = UInt64(1) &<< (down &- 1)
            let rest = low & (half &<< 1 &- 1)
            if rest > half || (rest == half && result & 1 == 1) { result &+= 1 }
            // A carry out of all 64 bits.
            return result == 0 && high != 0 ? nil : result
        }
        guard shift > 0 else {  // whole, at least 2^52; also NaN and infinities
            guard shift > -11, biased != 0x7FF else { return nil }
            let (product, overflow) = (mantissa << UInt64(-shift)).multipliedReportingOverflow(by: power)
            return overflow ? nil : product
        }
        guard shift < 127 else { return 0 }  // below 2^-73: nothing at 17 places
        let numerator = UInt128(mantissa) * UInt128(power)
        var result = UInt64(truncatingIfNeeded: numerator >> UInt128(shift))
        let rest = numerator - UInt128(result) << UInt128(shift)
        let half = UInt128(1) << UInt128(shift - 1)
        if rest > half || (rest == half && result & 1 == 1) { result += 1 }
        return result
    }

    /// floor(log10) of a positive finite number.
    fileprivate var decimalExponent: Int {
        var guess = Int((Double(exponent) * 0.30102999566398120).rounded(.down))
        // One below or right: a double's binary exponent alone leaves one decade open.
        while let next = Double("1e\(guess + 1)"), self >= next { guess += 1 }
        while let this = Double("1e\(guess)"), self < this { guess -= 1 }
        return guess
    }
}

extension UInt64 {
    /// 10^exponent for 0...19.
    @inline(__always)
    static func powersOfTen(_ exponent: Int) -> UInt64? {
        switch exponent {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        case 8: 100_000_000
        case 9: 1_000_000_000
        case 10...19: UInt64(truncatingIfNeeded: RoundedDecimal.powerOfTen(exponent))
        default: nil
        }
    }

    @inline(__always)
    var decimalDigitCount: Int {
        if self < 10 { return 1 }
        let estimate = ((64 - leadingZeroBitCount) * 1233) >> 12
        return estimate + (UInt64.powersOfTen(estimate).map { self >= $0 ? 1 : 0 } ?? 0)
    }

    /// Writes the last `count` decimal digits, zero-padded, so that the last one lies just before `end`; the digits before those are returned.
    @inline(__always)
    func writeDigits(endingAt end: UnsafeMutablePointer<UInt8>, count: Int) -> UInt64 {
        var cursor = end
        var rest = self
        var left = count
        let pairs = digitPairs.utf8Start
        while left >= 2 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 100)
            rest = quotient
            let pair = pairs + Int(truncatingIfNeeded: remainder) &* 2
            cursor -= 2
            cursor[0] = pair[0]
            cursor[1] = pair[1]
            left &-= 2
        }
        if left == 1 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            cursor[-1] = UInt8(truncatingIfNeeded: remainder) + UInt8(ascii: "0")
            rest = quotient
        }
        return rest
    }
}

/// "00" to "99" one after the other; a `StaticString` needs no initialisation at run time.
private let digitPairs: StaticString = """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """
