import BorderGeo
import Testing

@Suite struct CoordinateTextTests {
    @Test(arguments: [
        ("42.4271", 42.4271), ("42°25'37.56\"N", 42.4271), ("N 42 25.626", 42.4271), ("42:25:37.56", 42.4271),
        ("북위 42도 25분 37.56초", 42.4271), ("北纬42度25分37.56秒", 42.4271), ("42° 25′ 37.56″ S", -42.4271), ("-42.4271", -42.4271),
        ("\u{2212}42 25 37.56", -42.4271), ("90", 90), ("42°25\u{2035}37.56\u{2036}N", 42.4271),
        ("42\u{2218}25\u{02BC}37.56\u{02EE}N", 42.4271),
        ("42°25\u{055A}37.56\"N", 42.4271), ("42° 25' 37.56\" N.", 42.4271), ("42.4271 North", 42.4271),
        ("42°25'37.56\"Süd", -42.4271),
        ("42度25分37.56秒南", -42.4271), ("S. 42.4271", -42.4271), ("N .5", 0.5),
    ])
    func latitudesAreReadHoweverTheyAreWritten(text: String, degrees: Double) throws {
        let angle = try #require(AngleText.parse(text, .latitude))
        #expect(abs(angle.value - degrees) < 1e-12)
    }

    @Test(arguments: [
        "", "north", "42°60'N", "42.5 25", "91", "42E", "-42N", "42 25 37 12", "42,5", "4 2°N x", "42.5 east", "north 42 north",
        "42. 5",
    ])
    func whatIsNoLatitudeIsRefused(text: String) {
        #expect(AngleText.parse(text, .latitude) == nil)
    }

    @Test func longitudesHaveTheirOwnHemispheres() {
        #expect(AngleText.parse("129°45'E", .longitude)?.value == 129.75)
        #expect(AngleText.parse("동경 129도 45분", .longitude)?.value == 129.75)
        #expect(AngleText.parse("129.75W", .longitude)?.value == -129.75)
        #expect(AngleText.parse("129.75 oeste", .longitude)?.value == -129.75)
        #expect(AngleText.parse("129°45′ Est", .longitude)?.value == 129.75)
        #expect(AngleText.parse("129도 45분 동", .longitude)?.value == 129.75)
        #expect(AngleText.parse("129°45′ в. д.", .longitude)?.value == 129.75)
        #expect(AngleText.parse("129.75з.д.", .longitude)?.value == -129.75)
        #expect(AngleText.parse("42.5 с.ш.", .latitude)?.value == 42.5)
        #expect(AngleText.parse("42.5 с.ш.", .longitude) == nil)
        #expect(AngleText.parse("129.75N", .longitude) == nil)
    }

    /// Positions from NGA's GeoTrans code (as wrapped in PyPI's mgrs 1.5), which gives the centre of the square too.
    @Test(arguments: [
        ("31UDQ4825111932", 2.2944959981415196, 48.858198377208055),
        ("52T DN 00000 00000", 127.78401593525295, 42.445885271352246),
        ("56HLH3436852291", 151.20955137937614, -33.85669183817392), ("52TEN6123412345", 129.7459770114626, 42.561084656700395),
    ])
    func mgrsNamesTheCentreOfItsSquare(text: String, longitude: Double, latitude: Double) throws {
        let place = try #require(MGRS.parse(text)).position()
        let expected = GeoPosition(longitude: longitude, latitude: latitude)
        #expect(Geodesic().distance(place, expected).value < 0.001, "\(place)")
    }

    @Test(arguments: ["", "52T", "52TD", "52TDN123", "61TDN", "52IDN", "52TJN", "0TDN1212", "52TDN12345678901"])
    func whatIsNoMGRSIsRefused(text: String) {
        #expect(MGRS.parse(text) == nil)
    }

    @Test(arguments: [
        ("52N", 52, UTMZone.Half.north), ("52", 52, .north), ("51 S", 51, .bandOrSouth), ("52T", 52, .band("T")),
        ("19K", 19, .band("K")),
        ("52S north", 52, .north), ("52 South", 52, .south), ("52T north", 52, .band("T")),
    ])
    func zonesAreRead(text: String, zone: Int, half: UTMZone.Half) throws {
        let read = try #require(UTMZone(parsing: text))
        #expect(read.number == zone)
        #expect(read.half == half)
    }

    @Test(arguments: ["", "61N", "52K north", "52TT", "N52", "52I"])
    func whatIsNoZoneIsRefused(text: String) { #expect(UTMZone(parsing: text) == nil) }

    @Test func utmRoundTripsThroughItsZone() throws {
        let place = GeoPosition(longitude: 129.75, latitude: 42.43)
        let point: PlanarPoint = try UTMCoordinate.transformation(32652).forward(place)
        let back = try #require(
            UTMCoordinate(zone: 52, isNorth: true, easting: Metres(point.easting), northing: Metres(point.northing))
        )
        .position()
        #expect(abs(back.longitude - place.longitude) < 1e-11)
        #expect(abs(back.latitude - place.latitude) < 1e-11)
    }
}
