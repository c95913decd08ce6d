import BorderGeo
import TestSupport
import Testing

/// The shifts of Chinese web maps. Expected places are those of coord-convert 0.2.1 (PyPI), which was written independently; the first is a published test point.
@Suite struct MapShiftTests {
    struct Row: Sendable {
        var place: GeoPosition
        var gcj02: GeoPosition
        var bd09: GeoPosition
    }

    private static func row(_ p: (Double, Double), gcj02: (Double, Double), bd09: (Double, Double)) -> Row {
        func position(_ p: (Double, Double)) -> GeoPosition { GeoPosition(longitude: p.0, latitude: p.1) }
        return Row(place: position(p), gcj02: position(gcj02), bd09: position(bd09))
    }

    static let rows = [
        row(
            (116.377817, 39.911954), gcj02: (116.38404722455657, 39.91334545536069),
            bd09: (116.39045471310828, 39.919575550965874)
        ),
        row((124.39, 40.12), gcj02: (124.39583615949627, 40.12159451794155), bd09: (124.40243309662426, 40.12734747893257)),
        row((126.9, 41.7), gcj02: (126.90540559290999, 41.70215340718442), bd09: (126.9120235832963, 41.707787136259725)),
        row((128.1, 42.0), gcj02: (128.10616584311975, 42.00255253289164), bd09: (128.1127878727815, 42.00818889944337)),
        row((129.75, 42.43), gcj02: (129.75695141599692, 42.43238393778049), bd09: (129.7634852523496, 42.43824160626612)),
        row((104.06, 30.67), gcj02: (104.06249640425462, 30.66757487197054), bd09: (104.06895376934077, 30.67369221119635)),
    ]

    private static func expectNear(_ a: GeoPosition, _ b: GeoPosition, within metres: Double) {
        #expect(Geodesic().distance(a, b).value < metres, "\(a) against \(b)")
    }

    @Test(arguments: rows) func theFormulasGiveThePublishedPlaces(row: Row) {
        Self.expectNear(MapShift.gcj02.shifted(row.place), row.gcj02, within: 1e-3)
        Self.expectNear(MapShift.bd09.shifted(row.place), row.bd09, within: 1e-3)
    }

    @Test(arguments: rows) func theInverseIsExact(row: Row) {
        Self.expectNear(MapShift.gcj02.unshifted(row.gcj02), row.place, within: 1e-3)
        Self.expectNear(MapShift.bd09.unshifted(row.bd09), row.place, within: 1e-3)
    }

    @Test(arguments: MapShift.allCases) func thereAndBackIsTheSamePlace(shift: MapShift) {
        var random = SeededGenerator(seed: 16)
        for _ in 0..<2000 {
            let place = GeoPosition(
                longitude: Double.random(in: 80...135, using: &random), latitude: Double.random(in: 5...53, using: &random))
            Self.expectNear(shift.unshifted(shift.shifted(place)), place, within: 1e-6)
        }
    }

    @Test(arguments: [(0.0, 0.0), (-71.1, 42.3), (140.0, 42.0), (127.0, 60.0), (.nan, .nan)])
    func nothingIsShiftedWhereNoMapIs(longitude: Double, latitude: Double) {
        let place = GeoPosition(longitude: longitude, latitude: latitude)
        for shift in MapShift.allCases {
            #expect("\(shift.shifted(place))" == "\(place)")
            #expect("\(shift.unshifted(place))" == "\(place)")
        }
    }

    @Test(arguments: [
        ("GCJ02", MapShift.gcj02), ("gcj-02", .gcj02), ("BD09", .bd09), ("bd_09", .bd09), ("BD09LL", .bd09), ("EPSG:4326", nil),
        ("BD09MC", nil), ("", nil),
    ])
    func namesAreUnderstoodInAnySpelling(name: String, shift: MapShift?) {
        #expect(MapShift(named: name) == shift)
    }
}
