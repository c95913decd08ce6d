import BorderModel
import GeoFormats

/// A property that decoding asks for, under our name for it.
enum RecordField: Int, CaseIterable, Sendable {
    case id, kind, layer, rows, material, bank, validFrom, validTo, absentOn, upgradedOn, image, confidence, sigma, source,
        sourceLabel, score, annotator, epoch, resolution, synthetic, date, dateTime, state, from, to, cloudCover, stacCloudCover,
        review, reviewedBy, reviewedOn

    /// As it stands in a file.
    package var name: String {
        switch self {
        case .id: "id"
        case .kind: "kind"
        case .layer: "layer"
        case .rows: "rows"
        case .material: "material"
        case .bank: "bank"
        case .validFrom: "valid_from"
        case .validTo: "valid_to"
        case .absentOn: "absent_on"
        case .upgradedOn: "upgraded_on"
        case .image: "image"
        case .confidence: "confidence"
        case .sigma: "sigma_m"
        case .source: "source"
        case .sourceLabel: "source_label"
        case .score: "score"
        case .annotator: "annotator"
        case .epoch: "epoch"
        case .resolution: "gsd_m"
        case .synthetic: "synthetic"
        case .date: "date"
        case .dateTime: "datetime"
        case .state: "state"
        case .from: "from_m"
        case .to: "to_m"
        case .cloudCover: "cloud_cover"
        case .stacCloudCover: "eo:cloud_cover"
        case .review: "review"
        case .reviewedBy: "reviewed_by"
        case .reviewedOn: "reviewed_on"
        }
    }

    /// The names under which it is looked for, in order.
    package func names(_ mapping: FieldMapping) -> [String] {
        if let own = mapping.fields[name] { return [own] }
        // A name that the mapping gives to another field is that field's alone.
        return ([name] + (Synonyms.fields[name] ?? [])).filter { other in !mapping.fields.values.contains(other) }
    }
}
