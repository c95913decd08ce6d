extension FeatureDecoder {
    /// Observations from polygon features (image footprints) or from rows that carry `from_m` and `to_m` (F6).
    ///
    /// `epoch` is required; `state` is `observed` where it is missing.
    public mutating func observations(_ features: [Feature]) throws(InputError) -> [Observation] {
        try decode(features, prefix: "observation") { reader, _ throws(InputError) in
            guard let epoch = reader.text("epoch") else {
                throw reader.error(
                    "an observation names no epoch", field: "epoch", remedy: "Give epoch: the id of one of the study's epochs.")
            }
            let state = reader.word("state", Observation.State.self) ?? .observed
            let from = try reader.number("from_m", in: -1e9...1e9)
            let to = try reader.number("to_m", in: -1e9...1e9)
            let date = try reader.date("date")
            let resolution = try reader.number("gsd_m", in: 0...100_000).map { Metres($0) }
            let image = reader.text("image")
            guard let extent = try Self.extent(&reader, from: from, to: to) else { return nil }
            return Observation(
                epoch: epoch, extent: extent, state: state, image: image, date: date, groundSampleDistance: resolution)
        }
    }

    private static func extent(
        _ reader: inout AttributeReader, from: Double?, to: Double?
    ) throws(InputError) -> Observation.Extent? {
        if let from, let to {
            guard from <= to else {
                throw reader.error(
                    "from_m \(from) is beyond to_m \(to)", field: "from_m",
                    remedy: "Measures run from the Yalu mouth; swap the two.")
            }
            return .spans(MeasureSpanSet(MeasureSpan(Measure(from), Measure(to))))
        }
        guard let geometry = reader.feature.geometry else {
            reader.note(
                "no-extent", .warning, "the observation has neither a footprint nor from_m and to_m and is left out",
                remedy: "Give it a Polygon, or both measures.")
            return nil
        }
        let polygons = geometry.polygons
        guard !polygons.isEmpty else {
            throw reader.error(
                "an observation is a \(geometry.typeName), not a Polygon",
                remedy: "Give the footprint of the image, or from_m and to_m.")
        }
        for polygon in polygons { for ring in polygon.rings { for position in ring { try reader.check(position) } } }
        return .footprint(polygons)
    }
}
