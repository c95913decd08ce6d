import BorderModel
import LinearReferencing

extension StudyLayers {
    private static let imageFields: [(String, FieldType)] = [
        ("epoch", .text), ("valid_from", .date), ("valid_to", .date), ("image", .text), ("date", .date), ("gsd_m", .real),
        ("state", .text),
    ]

    private func values(_ image: Observation) -> [FieldValue] {
        validity(image.epoch) + [
            .words(image.image), .date(image.date), .metres(image.groundSampleDistance), .text(image.state.rawValue),
        ]
    }

    /// Footprints of images as they were given, cloudy parts among them.
    var footprints: FeatureLayer {
        var rows = LayerRows(
            "footprints", title: "Image footprints", kind: .polygon, synthetic: synthetic,
            fields: Self.imageFields + [("area_km2", .real)])
        for (index, image) in model.observations.enumerated() {
            guard case .footprint(let polygons) = image.extent, !polygons.isEmpty else { continue }
            let shape: GeoGeometry = polygons.count > 1 ? .multiPolygon(polygons) : .polygon(polygons[0])
            rows.add(
                "footprint-\(index + 1)", geometry: shape,
                values: values(image) + [.metres(Metres(Geodesic().area(of: shape).value / 1e6))])
        }
        return rows.layer
    }

    /// Stretches of border that one image shows, where images were given by measures.
    var images: FeatureLayer {
        var rows = LayerRows(
            "images", title: "Images by stretch", kind: .line, synthetic: synthetic,
            fields: Self.imageFields + [("from_m", .real), ("to_m", .real), ("length_m", .real)])
        for (index, image) in model.observations.enumerated() {
            guard case .spans(let spans) = image.extent else { continue }
            rows.add(
                "image-\(index + 1)", geometry: geometry(of: spans),
                values: values(image) + [
                    .measure(spans.spans.first?.from), .measure(spans.spans.last?.to), .metres(spans.length),
                ])
        }
        return rows.layer
    }
}
