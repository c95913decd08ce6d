import BorderGeo
import Testing

@Suite struct MetresParsingTests {
    @Test(arguments: [
        ("250m", 250), ("1.5km", 1500), ("1010.2 km", 1_010_200), ("0m", 0), ("-3km", -3000), ("1e3m", 1000),
    ])
    func lengthsWithAUnitAreRead(text: String, metres: Double) {
        #expect(Metres(parsing: text)?.value == metres)
    }

    @Test(arguments: ["250", "", "m", "km", "1,5km", "5 miles", "nanm", "infkm", "1e999km", "0x10m", "٣km"])
    func whatHasNoUnitOrNoNumberIsRefused(text: String) {
        #expect(Metres(parsing: text) == nil)
    }
}
