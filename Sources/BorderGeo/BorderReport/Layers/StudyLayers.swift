import BorderAnalysis
import BorderModel
import LinearReferencing

/// The results of a study as layers for maps: border, fences, coverage, change, gaps, facilities, areas, imagery, buffer zone.
///
/// Nothing is computed here that the model does not hold, but geometry: stretches cut from the border, strips beside it.
/// Public layers are those of a public edition: cells of whole kilometres with numbers of facilities, fences and gaps as rows by area without a place; every title says so.
package struct StudyLayers: Sendable {
    package let model: ReportModel
    /// Widths of the strips inland of the border. The published decree speaks of 1 to 2 km.
    package var bufferWidths: [Metres]
    package var isPublic: Bool { model.isPublic }

    package init(_ model: ReportModel, bufferWidths: [Metres] = [.kilometres(1), .kilometres(2)]) {
        self.model = model
        self.bufferWidths = bufferWidths
    }
}

extension StudyLayers {
    /// All layers, the topmost of a map first; layers without features are among them. Linear in the features, but for buffers.
    ///
    /// Throws `GeosError` where a strip cannot be computed.
    package func layers() throws -> [FeatureLayer] {
        var layers =
            model.edition.map { publicLayers($0) }
            ?? [
                facilities, kmPosts, gaps, fences, patrolPaths, change, fenceEvents, fenceRuns, coverage, border, areas,
                observations,
                images, footprints,
            ]
        layers.append(try bufferZone())
        layers = layers.map { Self.uniform(Self.drawable($0)) } + (try context())
        return isPublic ? layers.map(Self.marked) : layers
    }

    /// Without the pieces of border that 7 decimals cannot draw: rows without a place help nobody on a map, and results count them.
    private static func drawable(_ layer: FeatureLayer) -> FeatureLayer {
        guard layer.kind == .line, layer.hasField("length_m") else { return layer }
        var layer = layer
        layer.features.removeAll { $0.geometry == nil && ($0.properties["length_m"]?.number ?? .infinity) < shortest.value }
        return layer
    }

    /// With one geometry type: multi where any feature is.
    private static func uniform(_ layer: FeatureLayer) -> FeatureLayer {
        let shapes = layer.features.compactMap(\.geometry)
        guard shapes.contains(where: \.isSingle), !shapes.allSatisfy(\.isSingle) else { return layer }
        var layer = layer
        for index in layer.features.indices {
            layer.features[index].geometry = layer.features[index].geometry?.promotedToMulti
        }
        return layer
    }

    /// Pieces of border shorter than this may be left out of layers.
    static let shortest = Metres(0.05)

    /// Every file says for itself that it is the public edition.
    private static func marked(_ layer: FeatureLayer) -> FeatureLayer {
        var layer = layer
        layer.fields.append(Field("edition", .text))
        for index in layer.features.indices { layer.features[index].properties["edition"] = "public: whole kilometres" }
        return layer
    }

    var synthetic: Bool { model.study.synthetic }
    var route: Route { model.border.route }

    /// Titles of layers that are not what the analyst's own are say so.
    func title(_ text: String) -> String { isPublic ? text + " (public)" : text }

    /// A piece of border as geometry; `nil` where it has no extent or lies off the route.
    func geometry(of span: MeasureSpan) -> GeoGeometry? { Self.geometry(lines(of: span)) }

    /// A set of spans as one geometry.
    func geometry(of spans: MeasureSpanSet) -> GeoGeometry? { Self.geometry(spans.spans.flatMap(lines)) }

    /// Spans of results end on whole millimetres and may reach that much beyond the route: they are cut at its ends.
    func lines(of span: MeasureSpan) -> [Polyline<GeoPosition>] {
        guard let span = span.intersection(route.span) else { return [] }
        return (try? route.stretch(span.from, span.to)) ?? []
    }

    static func geometry(_ lines: [Polyline<GeoPosition>]) -> GeoGeometry? {
        // Lines that the 7 decimals of files would shrink to a point are no lines to any reader.
        let lines = lines.filter { line in
            guard let first = line.positions.first else { return false }
            return line.positions.contains {
                ($0.longitude - first.longitude).magnitude > 1e-7 || ($0.latitude - first.latitude).magnitude > 1e-7
            }
        }
        return lines.count > 1 ? .multiLineString(lines) : lines.first.map { .lineString($0) }
    }

    func segment(at measure: Measure) -> FieldValue { .words(model.border.segment(at: measure)?.id) }

    /// The area a measure lies in, the first one where areas overlap.
    func area(at measure: Measure) -> FieldValue { .words(model.areas.first { $0.spans.contains(measure) }?.id) }

    func middle(_ span: MeasureSpan) -> Measure { span.from + span.length / 2 }

    /// The rows of tables without the closing `all`, unless that is the only one.
    var domains: [MetricDomain] { model.domains.count > 1 ? Array(model.domains.dropLast()) : model.domains }
    var domainIDs: Set<String> { Set(domains.map(\.id)) }

    /// Epoch id, date, and the date of the next epoch: what holds at an epoch is shown until the next one.
    var epochs: [(epoch: Epoch, next: CalendarDate?)] {
        let epochs = model.inventories.map(\.epoch)
        return epochs.enumerated().map { ($1, $0 + 1 < epochs.count ? epochs[$0 + 1].date : nil) }
    }

    func validity(_ id: String) -> [FieldValue] {
        let found = epochs.first { $0.epoch.id == id }
        return [.text(id), .date(found?.epoch.date), .date(found?.next)]
    }
}
