import BorderGeo
import Testing

/// What lies around a border anywhere. Expected values are those of an atlas.
@Suite("Context of maps") struct MapContextTests {
    private static func around(_ west: Double, _ south: Double, _ east: Double, _ north: Double, margin: Double = 0) throws
        -> MapContext
    {
        let corners = [GeoPosition(longitude: west, latitude: south), GeoPosition(longitude: east, latitude: north)]
        return try MapContext(around: #require(GeoBox(corners)), margin: margin)
    }

    struct Place: Sendable {
        var name: String
        var box: (Double, Double, Double, Double)
        var towns: [String]
        var kinds: Set<MapContext.Kind>
    }

    /// Borders on every continent that has some, one across the antimeridian among them.
    private static let places = [
        Place(name: "Yalu", box: (124, 39.5, 130.8, 43), towns: ["Dandong", "Hyesan"], kinds: [.coast, .river]),
        Place(name: "Upper Rhine", box: (7, 47.5, 8.6, 49.2), towns: ["Strasbourg", "Basel"], kinds: [.river]),
        Place(name: "Rio Grande", box: (-100, 25.8, -97, 28), towns: ["Heroica Matamoros", "Laredo"], kinds: [.coast, .river]),
        Place(name: "Lake Victoria", box: (31, -3, 35, 1), towns: ["Kampala"], kinds: [.lake]),
        Place(name: "Tierra del Fuego", box: (-69, -55, -67, -52), towns: [], kinds: [.coast]),
        Place(name: "Papua", box: (140, -9.5, 142, -2), towns: [], kinds: [.coast]),
    ]

    @Test(arguments: places.indices) func aBorderAnywhereHasSurroundings(row: Int) throws {
        let place = Self.places[row]
        let context = try Self.around(place.box.0, place.box.1, place.box.2, place.box.3)
        for town in place.towns { #expect(context.towns.contains { $0.name == town }, "\(place.name): \(town)") }
        for kind in place.kinds { #expect(context.lines.contains { $0.kind == kind }, "\(place.name): \(kind)") }
    }

    /// All is in the box, but for the one position beyond on which a line leaves it.
    @Test func nothingElseIsIn() throws {
        let context = try Self.around(124, 39.5, 130.8, 43, margin: 0.5)
        let box = try #require(
            GeoBox([GeoPosition(longitude: 123.5, latitude: 39), GeoPosition(longitude: 131.3, latitude: 43.5)]))
        #expect(context.towns.allSatisfy { box.contains($0.position) })
        #expect(context.towns.map(\.population) == context.towns.map(\.population).sorted(by: >))
        for line in context.lines {
            #expect(line.positions.count > 1 && line.positions.dropFirst().dropLast().allSatisfy { box.contains($0) })
        }
    }

    /// Pyongyang, Sinuiju and Hyesan are where gazetteers have them, to a kilometre or two.
    @Test(arguments: [("Pyongyang", 125.75, 39.03), ("Sinŭiju", 124.40, 40.10), ("Hyesan", 128.18, 41.40)])
    func townsAreWhereTheyAre(name: String, longitude: Double, latitude: Double) throws {
        let found = try #require(try Self.around(120, 35, 135, 45).towns.first { $0.name == name })
        #expect(Geodesic().distance(found.position, GeoPosition(longitude: longitude, latitude: latitude)).value < 4000)
        #expect(found.country == "KP")
    }

    /// The rivers near the built-in border are those that it follows: the lower Yalu of GSHHG within two kilometres of it.
    @Test func riversLieWhereTheBorderRuns() throws {
        let border = try Border.builtinDCW()
        let middle = try border.route.position(at: Measure(250_000))
        let box = try #require(GeoBox([middle]))
        let rivers = try MapContext(around: box, margin: 0.1).lines.filter { $0.kind == .river }
        let nearest = rivers.flatMap(\.positions).map { border.route.locate($0).offset.metres.magnitude }.min()
        #expect(try #require(nearest) < 2000)
    }

    /// GEOS takes a line of equal positions for invalid, and QGIS says so.
    @Test func everyLineHasALength() throws {
        for line in try Self.around(-180, -90, 180, 90).lines { #expect(line.positions.contains { $0 != line.positions[0] }) }
        #expect(try Self.around(-180, -90, 180, 90).lines.count > 1500)
    }

    @Test func theAntimeridianIsNoEdge() throws {
        let context = try Self.around(176, -20, -177, -15)
        let longitudes = context.lines.filter { $0.kind == .coast }.flatMap(\.positions).map(\.longitude)
        #expect(!longitudes.isEmpty && longitudes.allSatisfy { $0 > 170 || $0 < -170 })
    }

    @Test func everySourceHasItsTerms() {
        for source in MapContext.Source.allCases {
            #expect(!source.title.isEmpty && !source.licence.isEmpty && !source.author.isEmpty)
            #expect(MapContext.credit.contains(source.licence))
        }
    }
}
