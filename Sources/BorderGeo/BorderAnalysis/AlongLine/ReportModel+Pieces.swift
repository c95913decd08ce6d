import BorderModel

extension ReportModel {
    /// Kinds of facility that the study has, then all.
    var selections: [FacilitySelection] {
        FacilitySelection.rows(for: Set(inventories.flatMap { $0.assets.facilities.map(\.facility.kind) }))
    }
}
