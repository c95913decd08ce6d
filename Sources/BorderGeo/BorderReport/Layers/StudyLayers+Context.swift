import BorderStudy
import GeoFormats
import LinearReferencing

/// What lies around the border, for orientation: no result, and in no count.
extension StudyLayers {
    /// Layers that are background alone.
    static let contextNames: Set<String> = ["context_towns", "context_rivers", "context_coast"]

    /// Towns, rivers, coasts and lakes around the whole border, from the top down.
    func context() throws -> [FeatureLayer] {
        guard let box = GeoBox(route.vertices) else { return [] }
        let width = box.crossesAntimeridian ? box.east + 360 - box.west : box.east - box.west
        let around = try MapContext(around: box, margin: max(0.5, max(width, box.north - box.south) * 0.3))
        var towns = LayerRows(
            "context_towns", title: "Towns", kind: .point, synthetic: false,
            fields: [("name", .text), ("country", .text), ("population", .integer)])
        for (index, town) in around.towns.enumerated() {
            towns.add(
                "town-\(index + 1)", geometry: .point(town.position),
                values: [.text(town.name), .text(town.country), .count(town.population)])
        }
        func lines(_ name: String, title: String, of kinds: Set<MapContext.Kind>) -> FeatureLayer {
            var rows = LayerRows(
                name, title: title, kind: .line, synthetic: false, fields: [("kind", .text), ("rank", .integer)])
            for (index, line) in around.lines.filter({ kinds.contains($0.kind) }).enumerated() {
                rows.add(
                    "\(line.kind.rawValue)-\(index + 1)", geometry: .lineString(Polyline(line.positions)),
                    values: [.text(line.kind.rawValue), .count(line.rank)])
            }
            return rows.layer
        }
        return [
            towns.layer, lines("context_rivers", title: "Rivers", of: [.river]),
            lines("context_coast", title: "Coasts and lakes", of: [.coast, .lake]),
        ]
    }

    /// Whose data the background is.
    static var contextCredits: [String: QGISProject.Credit] {
        func credit(_ source: MapContext.Source) -> QGISProject.Credit {
            QGISProject.Credit(source: source.title, licence: source.licence, author: source.author)
        }
        return ["context_towns": credit(.towns), "context_rivers": credit(.lines), "context_coast": credit(.lines)]
    }
}
