import GeoHandles

/// Sessions, objects, projectors; each built, failed and dropped half-way.
enum ProjSoak {
    private static var mercator: ProjRecipe { .operation("+proj=merc +ellps=WGS84", legacyInit: false) }

    static func round(_ counts: inout Counts) {
        counts.works("CRS") { _ = try ProjCRSRecord(reading: "EPSG:32652") }
        counts.works("compound CRS") { _ = try ProjCRSRecord(reading: "EPSG:32652+5773") }
        counts.works("CRS text") { _ = try ProjCRSRecord.text("EPSG:4326", as: .projJSON) }
        counts.works("CRS comparison") { _ = try ProjCRSRecord.areEquivalent("EPSG:4326", "OGC:CRS84") }
        for text in ["", "EPSG:999999", "+proj=nonsense", "GEOGCRS[\"x\"", "urn:ogc:def:ellipsoid:EPSG::7030"] {
            counts.fails("CRS \(text)") { _ = try ProjCRSRecord(reading: text) }
        }
        counts.fails("CRS comparison") { _ = try ProjCRSRecord.areEquivalent("EPSG:4326", "nonsense") }
        counts.works("operation") {
            let projector = try Projector(mercator)
            _ = try projector.transform(ProjCoordinate(x: 129, y: 42), inverse: false)
            _ = try projector.record(at: nil)
        }
        let area = ProjArea(west: 124, south: 37, east: 131, north: 43)
        counts.works("pair with several operations") {
            let projector = try Projector(.between(source: "EPSG:4301", target: "EPSG:4326", area: nil))
            _ = try projector.record(at: ProjCoordinate(x: 127, y: 37))
        }
        counts.works("pair in an area") {
            _ = try Projector(.between(source: "EPSG:4301", target: "EPSG:32652", area: area))
        }
        counts.fails("pair") { _ = try Projector(.between(source: "EPSG:4326", target: "nonsense", area: area)) }
        counts.fails("operation") { _ = try Projector(.operation("+proj=utm +zone=99", legacyInit: false)) }
        counts.fails("CRS as operation") { _ = try Projector(.operation("EPSG:4326", legacyInit: true)) }
        counts.fails("point") { _ = try Projector(mercator).transform(ProjCoordinate(x: 129, y: 95), inverse: false) }
        counts.works("batch with a bad point") {
            let projector = try Projector(mercator)
            var (x, y) = ([129.0, .nan, 129], [42.0, 42, 95])
            let failures = x.withUnsafeMutableBufferPointer { x in
                y.withUnsafeMutableBufferPointer { y in projector.transform(x: x, y: y, inverse: false) }
            }
            if failures.count != 2 { throw CFailure("proj_trans", "\(failures.count) failures") }
        }
    }
}
