import BorderModel
import LinearReferencing

extension AttributeReader {
    /// `valid_from`, `valid_to`, `absent_on`; ends that come before their starts are refused.
    ///
    /// A month or a year in their place leaves open on which day of it: the thing is then possible on those days, which makes counts ranges.
    mutating func lifetime() throws(InputError) -> Lifetime {
        let (from, to, absent) = (try dates(.validFrom), try dates(.validTo), try dates(.absentOn))
        if let from, let to, to.upperBound < from.lowerBound {
            throw error(
                "valid_to \(to.shown) is before valid_from \(from.shown)", rule: "dates-reversed", field: "valid_to",
                remedy: "valid_to is the first image that shows it gone; swap the two dates or correct one.")
        }
        if let absent, let from, absent.lowerBound >= from.upperBound {
            throw error(
                "absent_on \(absent.shown) is not before valid_from \(from.shown)", rule: "dates-reversed", field: "absent_on",
                remedy: "absent_on is the last image before valid_from that shows nothing there.")
        }
        for (name, span) in [("valid_from", from), ("valid_to", to), ("absent_on", absent)] {
            guard let span, span.lowerBound < span.upperBound else { continue }
            note(
                "date-interval", as: .note,
                "\(name) is any day from \(span.lowerBound) to \(span.upperBound): on those days it counts as possible",
                field: name,
                remedy: "Write a day as YYYY-MM-DD where it is known.")
        }
        var lifetime = Lifetime(validFrom: from?.upperBound, validTo: to?.upperBound, absentOn: absent?.lowerBound)
        if let from, from.lowerBound < from.upperBound, absent == nil { lifetime.absentOn = from.lowerBound.dayBefore }
        if let to, to.lowerBound < to.upperBound {
            // It stood on the day on which it was first seen.
            let seen = to.lowerBound.dayBefore
            lifetime.lastSeenOn = from.map { first in seen.map { max($0, first.upperBound) } ?? first.upperBound } ?? seen
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

    /// The position of a Point, or one on the surface of a polygon. No geometry is `nil` and a finding: the record is doubtful, the file is not.
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
        case .polygon, .multiPolygon:
            var corners: [GeoPosition] = []
            geometry?.forEachPosition { corners.append($0) }
            for corner in corners { try check(corner) }
            guard let place = geometry.flatMap({ try? $0.pointOnSurface() }) else {
                throw error(
                    "\(what) is a polygon without a surface", remedy: "Repair the polygon, or digitise it as a point.")
            }
            note(
                "polygon-as-point", as: .note, "\(what) is drawn as a polygon and is taken by a point on its surface",
                remedy: "Digitise it as a point where its place within the polygon matters.")
            return place
        case let other?:
            throw error(
                "\(what) is a \(other.typeName), neither a Point nor a polygon",
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

extension ClosedRange<CalendarDate> {
    /// `2019-05-01`, or `2019-05-01 to 2019-05-31`.
    fileprivate var shown: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)" }
}
