/// A JSON number as read: its value and how it was written.
struct JSONNumber {
    package var value: Double
    /// Written without point and exponent.
    var isInteger: Bool
    /// Digits behind the point.
    var decimals: Int
}

extension JSONScanner {
    /// The number under the cursor, correctly rounded: what `strtod` gives.
    @inline(__always) mutating func number() throws(ParseFailure) -> JSONNumber {
        let start = p
        let negative = p.pointee == UInt8(ascii: "-")
        if negative { p += 1 }
        var mantissa: UInt64 = 0
        let firstDigit = p
        while p.pointee &- 48 < 10 {
            mantissa = mantissa &* 10 &+ UInt64(p.pointee &- 48)
            p += 1
        }
        var digits = p - firstDigit
        guard digits > 0, digits == 1 || firstDigit.pointee != UInt8(ascii: "0") else {
            if digits > 0 { p = firstDigit }
            throw failure(.badNumber)
        }
        var decimals = 0
        var isInteger = true
        if p.pointee == UInt8(ascii: ".") {
            isInteger = false
            p += 1
            let point = p
            while p.pointee &- 48 < 10 {
                mantissa = mantissa &* 10 &+ UInt64(p.pointee &- 48)
                p += 1
            }
            decimals = p - point
            guard decimals > 0 else { throw failure(.badNumber) }
            digits += decimals
        }
        var exponent = -decimals
        if p.pointee | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            exponent += try readExponent()
        }
        // Clinger's fast path: both numbers are exact doubles, so one division is correctly rounded.
        if mantissa <= 1 << 53, digits <= 19, exponent <= 0, exponent >= -22 {
            let value = Double(mantissa) / Double.exactPowerOfTen(-exponent)
            return JSONNumber(value: negative ? -value : value, isInteger: isInteger, decimals: decimals)
        }
        let value = try slowValue(from: start, mantissa: mantissa, digits: digits, exponent: exponent)
        return JSONNumber(value: negative ? -value : value, isInteger: isInteger, decimals: decimals)
    }

    private mutating func readExponent() throws(ParseFailure) -> Int {
        p += 1
        let negative = p.pointee == UInt8(ascii: "-")
        if negative || p.pointee == UInt8(ascii: "+") { p += 1 }
        let start = p
        var value = 0
        while p.pointee &- 48 < 10 {
            if value < 100_000 { value = value * 10 + Int(p.pointee &- 48) }
            p += 1
        }
        guard p > start else { throw failure(.badNumber) }
        return negative ? -value : value
    }

    @inline(never)
    private func slowValue(from start: UnsafePointer<UInt8>, mantissa: UInt64, digits: Int, exponent: Int) throws(ParseFailure)
        -> Double
    {
        if digits <= 19, let value = Double(mantissa: mantissa, dividedByPowerOfTen: -exponent) { return value }
        // Long digit strings and far exponents: the standard library's reader.
        let text = String(decoding: UnsafeBufferPointer(start: start, count: p - start), as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw ParseFailure(problem: .numberOutOfRange, offset: start - base)
        }
        return value.magnitude
    }
}

extension Double {
    /// mantissa / 10^power, correctly rounded, for powers 0...27: an exact 128-bit division. `nil` elsewhere.
    ///
    /// 10^k = 2^k * 5^k, 5^27 has 63 bits, so with both aligned to the top bit the quotient has at least 63 bits and the remainder
    /// tells on which side of a tie it lies. Seventeen-digit coordinates, which the fast path refuses, take this way.
    init?(mantissa: UInt64, dividedByPowerOfTen power: Int) {
        guard (0...27).contains(power) else { return nil }
        guard mantissa != 0 else {
            self = 0
            return
        }
        let five = UInt64.powerOfFive(power)
        let divisor = five << UInt64(five.leadingZeroBitCount)
        let top = mantissa << UInt64(mantissa.leadingZeroBitCount)
        let (quotient, remainder) = divisor.dividingFullWidth((top >> 1, top << 63))
        // value = quotient * 2^scale, quotient in 2^62 ..< 2^64
        let scale = five.leadingZeroBitCount - mantissa.leadingZeroBitCount - 63 - power
        let extra = 11 - quotient.leadingZeroBitCount
        var result = quotient >> UInt64(extra)
        let rest = quotient - result << UInt64(extra)
        let half = UInt64(1) << UInt64(extra - 1)
        if rest > half || (rest == half && (remainder != 0 || result & 1 == 1)) { result += 1 }
        self = Double(sign: .plus, exponent: scale + extra, significand: Double(result))
    }

    /// 10^0 ... 10^22, exact.
    @inline(__always)
    static func exactPowerOfTen(_ power: Int) -> Double {
        switch power {
        case 0: 1
        case 1: 1e1
        case 2: 1e2
        case 3: 1e3
        case 4: 1e4
        case 5: 1e5
        case 6: 1e6
        case 7: 1e7
        case 8: 1e8
        case 9: 1e9
        case 10: 1e10
        case 11: 1e11
        case 12: 1e12
        case 13: 1e13
        case 14: 1e14
        case 15: 1e15
        case 16: 1e16
        case 17: 1e17
        case 18: 1e18
        case 19: 1e19
        case 20: 1e20
        case 21: 1e21
        default: 1e22
        }
    }
}

extension UInt64 {
    /// 5^exponent for 0...27.
    static func powerOfFive(_ exponent: Int) -> UInt64 {
        var result: UInt64 = 1
        for _ in 0..<exponent { result *= 5 }
        return result
    }
}
