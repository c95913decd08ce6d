import BorderGeo
import Testing

@Suite struct PrintedLengthTests {
    @Test(arguments: [
        ("1188529.511m", 1_188_529.511, 0.0005), ("1188.53km", 1_188_530, 5), ("1189km", 1_189_000, 500),
        ("1189 km", 1_189_000, 500),
        ("12.50m", 12.5, 0.005), ("250m", 250, 0.5), ("1.1885e6m", 1_188_500, 50), ("5.m", 5, 0.5),
    ])
    func halfAUnitOfTheLastDigit(text: String, length: Double, half: Double) throws {
        let printed = try #require(PrintedLength(text))
        #expect(printed.length == Metres(length))
        #expect(abs(printed.halfUnit.value - half) < 1e-9 * half + 1e-12)
    }

    @Test func theShortestFormOfANumberCounts() {
        #expect(PrintedLength(shortest: Metres(1_188_529.511)).halfUnit == Metres(0.0005))
        #expect(PrintedLength(shortest: Metres(5000)).halfUnit == Metres(0.5))
    }

    @Test(arguments: ["", "m", "12", "12 miles", "x12m"]) func whatIsNoLengthIsNone(text: String) {
        #expect(PrintedLength(text) == nil)
    }
}
