import BorderAnalysis
import BorderModel
import GeoFormats
import LinearReferencing

extension StudyLayers {
    /// What all inventories share.
    var assets: LocatedAssets { model.inventories.first?.assets ?? LocatedAssets() }

    static let provenanceFields: [(String, FieldType)] = [
        ("image", .text), ("confidence", .real), ("sigma_m", .real), ("source", .text), ("source_label", .text),
        ("synthetic", .bool), ("review", .text), ("reviewed_by", .text), ("reviewed_on", .date),
    ]

    func values(_ provenance: Provenance) -> [FieldValue] {
        [
            .words(provenance.image), .share(provenance.confidence), .metres(provenance.sigma), .words(provenance.source),
            .words(provenance.sourceLabel), .bool(provenance.synthetic || synthetic),
            .words(provenance.review?.rawValue), .words(provenance.reviewedBy), .date(provenance.reviewedOn),
        ]
    }

    /// The field that says why a record is in no count; null for all others.
    static let notCounted = "not_counted"

    /// Why no table counts a facility, whatever the epoch.
    private func reason(_ located: LocatedFacility) -> String? {
        if let grade = gradeReason(located.facility) { return grade }
        guard let location = located.location else { return "unlocated" }
        if location.isBeyondEnd { return "beyond_end" }
        return location.flags.contains(.outsideCorridor) ? "outside_corridor" : nil
    }

    /// Why no table counts a record, by its grade alone.
    func gradeReason(_ asset: some Asset) -> String? {
        if asset.provenance.review == .rejected { return "rejected" }
        return asset.leavesCounts(leastConfidence: assets.leastConfidence) ? "low_confidence" : nil
    }

    /// The epochs at which a thing stands, or may stand, by its dates: `2019, 2022`.
    func epochs(of asset: some Asset) -> FieldValue {
        let there = model.inventories.map(\.epoch).filter { asset.lifetime.presence(at: $0.date) != .absent }
        return there.isEmpty ? .null : .text(EpochList.text(there.map(\.id)))
    }

    /// Facilities of all epochs with their place on the border and what became of them between the study's two epochs.
    var facilities: FeatureLayer {
        var rows = LayerRows(
            "facilities", title: title("Facilities"), kind: .point, synthetic: synthetic,
            fields: [
                ("kind", .text), ("status", .text), ("valid_from", .date), ("valid_to", .date), ("absent_on", .date),
                ("segment", .text), ("area", .text), ("measure_m", .real),
                ("offset_m", .real), ("inward_offset_m", .real), ("side", .text), ("flags", .text), (EpochList.field, .text),
                (Self.notCounted, .text),
            ] + Self.provenanceFields)
        var fates: [Int: FacilityStatus] = [:]
        for fate in model.facilityComparison?.fates ?? [] {
            fates[fate.facility] = fate.status
            if let earlier = fate.earlier { fates[earlier] = fate.status }
        }
        for (index, located) in assets.facilities.enumerated() {
            let facility = located.facility
            let measure = located.location?.measure
            let common: [FieldValue] = [
                .text(facility.kind.rawValue), .words(fates[index]?.rawValue), .date(facility.lifetime.validFrom),
                .date(facility.lifetime.validTo), .date(facility.lifetime.absentOn), measure.map(segment) ?? .null,
                measure.map(area) ?? .null, .measure(measure),
            ]
            let location = located.location
            rows.add(
                facility.id, geometry: facility.position.isOnEarth ? .point(facility.position) : nil,
                values: common + [
                    .offset(location?.offset), .offset(location?.inwardOffset), .words(location?.side.rawValue),
                    location.map { .text($0.flags.map(\.rawValue).joined(separator: " ")) } ?? "unlocated",
                    epochs(of: facility), .words(reason(located)),
                ] + values(facility.provenance), extra: facility.extra)
        }
        rows.declareExtraFields()
        return rows.layer
    }
}
