import BorderModel
import LinearReferencing

extension FeatureDecoder {
    /// Observations from polygon features (image footprints) or from rows that carry `from_m` and `to_m` (F6).
    ///
    /// The epoch is the feature's own, else the one of `epochs` with the image's date (or the only one in its month or year), else the only one; without one it throws. `state` is
    /// `observed` where it is missing, but an image more than half cloud (`cloud_cover`, `eo:cloud_cover`) is `inconclusive`, with a note.
    package mutating func observations(_ features: [Feature], epochs: [Epoch] = []) throws(InputError) -> [Observation] {
        let byDate = Dictionary(epochs.map { ($0.date, $0.id) }, uniquingKeysWith: { first, _ in first })
        let rule = Rule<Observation>(prefix: "observation") { reader, _ throws(InputError) in
            let ownDates = try reader.dates(.date)
            let stacDates = try reader.dates(.dateTime)
            let dates = ownDates ?? stacDates
            // Of a month or a year no single day is the image's date.
            let date = dates.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil }
            let epoch = try Self.epoch(of: &reader, in: dates, among: epochs, byDate)
            let state = try Self.state(&reader)
            let from = try reader.number(.from, in: -1e9...1e9)
            let to = try reader.number(.to, in: -1e9...1e9)
            let resolution = try reader.number(.resolution, in: 0...100_000).map { Metres($0) }
            let image = reader.text(.image) ?? reader.featureID
            guard let extent = try Self.extent(&reader, from: from, to: to) else { return nil }
            return Observation(
                epoch: epoch, extent: extent, state: state, image: image, date: date, groundSampleDistance: resolution)
        }
        return try decode(features, rule)
    }

    private static func epoch(
        of reader: inout AttributeReader, in dates: ClosedRange<CalendarDate>?, among epochs: [Epoch],
        _ byDate: [CalendarDate: String]
    ) throws(InputError) -> String {
        if let own = reader.text(.epoch) { return own }
        if let dates {
            if dates.lowerBound == dates.upperBound {
                if let match = byDate[dates.lowerBound] { return match }
            } else {
                let matches = epochs.filter { dates.contains($0.date) }
                if matches.count == 1, let match = matches.first { return match.id }
            }
        }
        if epochs.count == 1, let only = epochs.first { return only.id }
        throw reader.error(
            "an observation names no epoch", field: "epoch",
            remedy: epochs.isEmpty
                ? "Give epoch: the id of one of the study's epochs."
                : "Give epoch: one of \(epochs.map(\.id).joined(separator: ", ")).")
    }

    private static func state(_ reader: inout AttributeReader) throws(InputError) -> Observation.State {
        if let state = try reader.wordOrRefuse(.state, Observation.State.self) { return state }
        let own = try reader.number(.cloudCover, in: 0...100)
        let stac = try reader.number(.stacCloudCover, in: 0...100)
        guard let cloud = own ?? stac, cloud > 50 else { return .observed }
        reader.note(
            "cloudy-image", as: .note,
            "the image is \(FixedDecimal.string(cloud, decimals: 0)) % cloud and counts as inconclusive",
            field: "cloud_cover", remedy: "Give state: observed where the part that matters is clear.")
        return .inconclusive
    }

    private static func extent(
        _ reader: inout AttributeReader, from: Double?, to: Double?
    ) throws(InputError) -> Observation.Extent? {
        if let from, let to {
            guard from <= to else {
                throw reader.error(
                    "from_m \(FixedDecimal.string(shortest: from)) is beyond to_m \(FixedDecimal.string(shortest: to))",
                    rule: "from-after-to", field: "from_m",
                    remedy: "Measures grow along the line from its first vertex; swap the two.")
            }
            return .spans(MeasureSpanSet(MeasureSpan(Measure(from), Measure(to))))
        }
        guard let geometry = reader.geometry else {
            reader.note(
                "no-extent", as: .warning, "the observation has neither a footprint nor from_m and to_m and is left out",
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
