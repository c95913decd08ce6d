import BorderGeo
import Foundation
import TestSupport
import Testing

@Suite struct NumberWritingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var value: Double
        var digits: Int
        var text: String
        init(_ value: Double, _ digits: Int, _ text: String) { (self.value, self.digits, self.text) = (value, digits, text) }
        var testDescription: String { "\(value) to \(digits)" }
    }

    /// Expectations from exact arithmetic by hand: 2.675 is 2.67499999999999982236431605997495353221893310546875, 0.125 a true tie.
    @Test(arguments: [
        Row(0, 3, "0.000"), Row(-0.0, 3, "0.000"), Row(-0.0004, 3, "0.000"), Row(-0.0006, 3, "-0.001"), Row(1.0005, 3, "1.000"),
        Row(0.125, 2, "0.12"), Row(0.375, 2, "0.38"), Row(2.675, 2, "2.67"), Row(0.285, 2, "0.28"), Row(2.5, 0, "2"),
        Row(3.5, 0, "4"),
        Row(124.3512345, 7, "124.3512345"), Row(9.9999999996, 7, "10.0000000"),
        Row(123_456_789_012_345_680, 3, "123456789012345680.000"),
        Row(0.1, 17, "0.10000000000000001"), Row(-129.5, 7, "-129.5000000"), Row(.leastNonzeroMagnitude, 7, "0.0000000"),
        Row(.nan, 3, "null"),
        Row(.infinity, 3, "null"), Row(1e300, 3, "1e+300"), Row(99.9995, 3, "99.999"),
        Row(9_007_199_254_740_992, 0, "9007199254740992"),
    ])
    func fixedPlacesAreTheExactValueRounded(row: Row) {
        #expect(FixedDecimal.string(row.value, decimals: row.digits) == row.text)
    }

    @Test(arguments: [
        Row(9.191375, 6, "9.19138"), Row(108.798, 6, "108.798"), Row(0.000123456789, 6, "0.000123457"),
        Row(123456789, 6, "123457000"),
        Row(0.5, 6, "0.5"), Row(9.999996, 6, "10"), Row(999999.5, 6, "1000000"), Row(0, 6, "0"), Row(-0.0, 6, "0"),
        Row(1, 6, "1"),
        Row(100000, 6, "100000"), Row(1e-5, 6, "0.00001"), Row(-33.8, 6, "-33.8"), Row(1e15, 6, "1000000000000000"),
        Row(.nan, 6, "null"),
        Row(7.649610081149392e-43, 6, "7.64961e-43"), Row(9.9999996e-7, 6, "1e-6"), Row(-5.741e-7, 6, "-5.741e-7"),
        Row(1.2345675e-300, 6, "1.23457e-300"),
        Row(1234565, 6, "1234560"), Row(1234575, 6, "1234580"), Row(1234565.5, 6, "1234570"),
    ])
    func significantFiguresWithoutTrailingZeros(row: Row) {
        #expect(FixedDecimal.string(row.value, significant: row.digits) == row.text)
    }

    @Test(arguments: [
        Row(0.1, 0, "0.1"), Row(2, 0, "2"), Row(-0.0, 0, "0"), Row(1e21, 0, "1e+21"), Row(0.1 + 0.2, 0, "0.30000000000000004"),
        Row(.leastNonzeroMagnitude, 0, "5e-324"), Row(1.7976931348623157e308, 0, "1.7976931348623157e+308"),
        Row(129.1234567, 0, "129.1234567"),
    ])
    func shortestDigits(row: Row) { #expect(FixedDecimal.string(shortest: row.value) == row.text) }

    @Test func wholeRealsKeepTheirPointWhereAsked() {
        var writer = ByteWriter()
        writer.append(shortest: 2, keepingPoint: true)
        #expect(writer.text == "2.0")
    }

    /// C's printf is the second engine: glibc rounds the exact binary value, ties to even.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func fixedPlacesAgreeWithPrintfOnRandomNumbers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let magnitude = random.uniform(-6...12)
            var value = random.uniform(-1...1) * Foundation.pow(10, magnitude)
            let decimals = Int(random.uniform(0...9.99))
            if random.next() & 3 == 0 { value = (value * 8).rounded() / 8 }  // true ties among them
            let expected = String(format: "%.\(decimals)f", value)
            let negativeZero = expected.hasPrefix("-") && !expected.contains { ("1"..."9").contains($0) }
            #expect(
                FixedDecimal.string(value, decimals: decimals) == (negativeZero ? String(expected.dropFirst()) : expected),
                "seed \(seed), value \(value)")
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func shortestReadsBackTheSameAndIsNoLongerThanSwifts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for i in 0..<20_000 {
            var value = Double(bitPattern: random.next())
            if i & 1 == 0 { value = (random.uniform(-180...180) * 1e7).rounded() / 1e7 }
            guard value.isFinite else { continue }
            let text = FixedDecimal.string(shortest: value)
            #expect(Double(text) == value, "seed \(seed)")
            #expect(text.utf8.count <= value.description.utf8.count, "seed \(seed), value \(value)")
        }
    }

    @Test func integersOfEveryLength() {
        var value: Int64 = 1
        for _ in 0..<18 {
            for number in [value, -value, value - 1, value * 9] {
                var writer = ByteWriter()
                writer.append(integer: number)
                #expect(writer.text == String(number))
            }
            value *= 10
        }
        var writer = ByteWriter()
        writer.append(integer: Int64.min)
        #expect(writer.text == "-9223372036854775808")
    }
}
