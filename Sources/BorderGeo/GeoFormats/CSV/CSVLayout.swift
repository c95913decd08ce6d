import LinearReferencing

/// What the columns of a table are: their names, which of them say where a row is, and the type of the others.
struct CSVLayout: Sendable {
    /// Which columns hold the place of a row.
    enum PlaceColumns: Hashable, Sendable {
        case none
        /// Degrees, decimal or with minutes and seconds.
        case degrees(longitude: Int, latitude: Int)
        /// Numbers in a declared CRS.
        case plane(x: Int, y: Int)
        case utm(easting: Int, northing: Int, zone: Int)
        case mgrs(Int)
        /// WKT or a GeoJSON geometry.
        case text(Int)
    }

    var delimiter: UInt8
    package var names: [String]
    package var place: PlaceColumns
    var types: [FieldType] = []
    /// What the user said that the coordinates are in.
    var crs: CRS?
    /// In place of a system: the web map whose shifted degrees the table holds.
    var shift: MapShift?
    /// Where places are expected, to decide between two readings.
    var expected: GeoBox?
    /// Columns with the letters N or S, and E or W, beside the degrees.
    var hemispheres: (latitude: Int?, longitude: Int?) = (nil, nil)
    /// Columns without a name in which the rows that were looked at have nothing.
    var emptyColumns: Set<Int> = []
    var hasCRS: Bool { crs != nil }
    /// The file name for messages.
    var file: String?

    /// Columns that only say where a row is do not become properties.
    func isPlaceColumn(_ column: Int) -> Bool {
        switch place {
        case .none: false
        case .degrees(let a, let b):
            column == a || column == b || column == hemispheres.latitude || column == hemispheres.longitude
        case .plane(let a, let b): column == a || column == b
        case .utm(let a, let b, let c): column == a || column == b || column == c
        case .mgrs(let a), .text(let a): column == a
        }
    }

    static let longitudeNames = [
        "longitude", "lon", "lng", "long", "x", "xcoord", "pointx", "lonwgs84", "gpslongitude", "경도", "经度", "經度",
    ]
    static let latitudeNames = ["latitude", "lat", "y", "ycoord", "pointy", "latwgs84", "gpslatitude", "위도", "纬度", "緯度"]
    static let northSouthNames = [
        "ns", "latns", "latdir", "latdirection", "latref", "lathemisphere", "latitudehemisphere", "latitudedirection",
    ]
    static let eastWestNames = [
        "ew", "lonew", "londir", "londirection", "lonref", "lonhemisphere", "longitudehemisphere", "longitudedirection",
    ]
    static let eastingNames = ["easting", "east", "utme", "utmx", "utmeasting", "xm", "동거", "东距"]
    static let northingNames = ["northing", "north", "utmn", "utmy", "utmnorthing", "ym", "북거", "北距"]
    static let zoneNames = ["zone", "utmzone"]
    static let gridNames = ["mgrs", "usng"]
    static let textNames = ["wkt", "geometry", "geom", "thegeom", "wktgeom", "geojson"]

    /// Finds the place columns by name, letter case, spaces, `_` and `-` aside. With a declared CRS, x and y (or easting and northing) are in it.
    package static func place(in names: [String], mapping: FieldMapping, hasCRS: Bool) -> PlaceColumns {
        let keys = names.map(key)
        func column(_ ours: String, _ known: [String]) -> Int? {
            if let theirs = mapping.fields[ours], let i = keys.firstIndex(of: key(theirs)) { return i }
            for name in known { if let i = keys.firstIndex(of: name) { return i } }
            return nil
        }
        let ofQuestion = questionColumns(keys)
        let longitude = column("longitude", longitudeNames) ?? column("lon", []) ?? ofQuestion?.longitude
        let latitude = column("latitude", latitudeNames) ?? column("lat", []) ?? ofQuestion?.latitude
        let easting = column("easting", eastingNames)
        let northing = column("northing", northingNames)
        // Rows that name their zone say more than anything about the file.
        if hasCRS, let easting, let northing, let zone = column("zone", zoneNames) {
            return .utm(easting: easting, northing: northing, zone: zone)
        }
        if hasCRS {
            if let easting, let northing { return .plane(x: easting, y: northing) }
            if let longitude, let latitude { return .plane(x: longitude, y: latitude) }
        }
        if let longitude, let latitude { return .degrees(longitude: longitude, latitude: latitude) }
        if let easting, let northing, let zone = column("zone", zoneNames) {
            return .utm(easting: easting, northing: northing, zone: zone)
        }
        if let grid = column("mgrs", gridNames) { return .mgrs(grid) }
        if let text = column("geometry", textNames) { return .text(text) }
        if let easting, let northing { return .plane(x: easting, y: northing) }
        return .none
    }

    /// `_Where is it_latitude` and `_Where is it_longitude`, as survey tools name them: the one pair of columns that differ in that word alone.
    private static func questionColumns(_ keys: [String]) -> (longitude: Int, latitude: Int)? {
        var pairs: [(longitude: Int, latitude: Int)] = []
        for (index, key) in keys.enumerated() where key.hasSuffix("latitude") {
            if let other = keys.firstIndex(of: key.dropLast(8) + "longitude") { pairs.append((other, index)) }
        }
        return pairs.count == 1 ? pairs[0] : nil
    }

    /// Columns of hemispheres beside those of degrees.
    package static func hemispheres(in names: [String]) -> (latitude: Int?, longitude: Int?) {
        let keys = names.map(key)
        return (
            keys.firstIndex { northSouthNames.contains($0) }, keys.firstIndex { eastWestNames.contains($0) }
        )
    }

    static func key(_ name: String) -> String {
        String(name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" })
    }
}
