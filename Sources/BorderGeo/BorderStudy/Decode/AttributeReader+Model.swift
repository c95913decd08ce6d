import BorderModel
import LinearReferencing

extension AttributeReader {
    /// `valid_from`, `valid_to`, `absent_on`; ends that come before their starts are refused.
    mutating func lifetime() throws(InputError) -> Lifetime {
        let lifetime = Lifetime(validFrom: try date(.validFrom), validTo: try date(.validTo), absentOn: try date(.absentOn))
        if let from = lifetime.validFrom, let to = lifetime.validTo, to < from {
            throw error(
                "valid_to \(to) is before valid_from \(from)", rule: "dates-reversed", field: "valid_to",
                remedy: "valid_to is the first image that shows it gone; swap the two dates or correct one.")
        }
        if let absent = lifetime.absentOn, let from = lifetime.validFrom, absent >= from {
            throw error(
                "absent_on \(absent) is not before valid_from \(from)", rule: "dates-reversed", field: "absent_on",
                remedy: "absent_on is the last image before valid_from that shows nothing there.")
        }
        return lifetime
    }

    /// Reads what is left of the common fields; after the vocabulary fields, since their foreign words become `source_label`.
    mutating func provenance(synthetic: Bool) throws(InputError) -> Provenance {
        let label = text(.sourceLabel)
        let ownLabel = foreignLabel
        // A grade decides what is counted; its foreign word is no word for the thing itself.
        let review = try wordOrRefuse(.review, Review.self)
        foreignLabel = ownLabel
        return Provenance(
            source: text(.source), sourceLabel: label ?? foreignLabel, image: text(.image),
            confidence: try number(.confidence, in: 0...1).map { Share($0) },
            sigma: try number(.sigma, in: 0...100_000).map { Metres($0) }, synthetic: flag(.synthetic) ?? synthetic,
            review: review,
            reviewedBy: text(.reviewedBy), reviewedOn: try date(.reviewedOn))
    }

    /// What every asset keeps; after the vocabulary fields, as `provenance`.
    mutating func record(id: String, synthetic: Bool, keepsExtra: Bool = true) throws(InputError) -> AssetRecord {
        let lifetime = try lifetime()
        let provenance = try provenance(synthetic: synthetic)
        return AssetRecord(id: id, lifetime: lifetime, provenance: provenance, extra: keepsExtra ? extra : [:])
    }

    /// The position of a Point. No geometry is `nil` and a finding: the record is doubtful, the file is not.
    mutating func point(_ what: String) throws(InputError) -> GeoPosition? {
        switch geometry {
        case .point(let position):
            try check(position)
            return position
        case .multiPoint(let positions) where positions.count == 1:
            try check(positions[0])
            return positions[0]
        case nil, .multiPoint([]):
            note("no-geometry", as: .warning, "\(what) has no position and is left out", remedy: "Give it a Point geometry.")
            return nil
        case let other?:
            throw error(
                "\(what) is a \(other.typeName), not a Point",
                remedy: "Digitise it as a point, or name the file under the right key.")
        }
    }

    /// The line parts of a LineString or MultiLineString with at least two positions each; shorter parts are a finding.
    mutating func lines(_ what: String) throws(InputError) -> [Polyline<GeoPosition>] {
        guard let geometry = geometry else {
            note("no-geometry", as: .warning, "\(what) has no line and is left out", remedy: "Give it a LineString geometry.")
            return []
        }
        switch geometry {
        case .lineString, .multiLineString: break
        default:
            throw error(
                "\(what) is a \(geometry.typeName), not a LineString or MultiLineString",
                remedy: "Digitise it as a line, or name the file under the right key.")
        }
        var parts: [Polyline<GeoPosition>] = []
        for part in geometry.polylines {
            for position in part.positions { try check(position) }
            if part.positions.count >= 2 {
                parts.append(part)
            } else {
                note("short-line", as: .warning, "\(what) has a part with fewer than two positions, which is left out")
            }
        }
        return parts
    }

    func check(_ position: GeoPosition) throws(InputError) {
        if position.isOnEarth { return }
        let swapped = GeoPosition(longitude: position.latitude, latitude: position.longitude).isOnEarth
        throw InputError(
            "position (\(position.longitude), \(position.latitude)) is not on Earth", at: place("/geometry/coordinates"),
            remedy: swapped
                ? "Longitude comes before latitude; these two look swapped."
                : "Longitudes run from -180 to 180, latitudes from -90 to 90; a projected file needs \(.crs()).")
    }
}
