import ArgumentParser
import BorderGeo

extension ReportModel {
    /// The facilities that `--kind` names: one kind of the study, or all.
    func selection(named name: String) throws -> FacilitySelection {
        if name == FacilitySelection.all.name { return .all }
        if let kind = kind(named: name) { return .kind(kind) }
        let known = study.words.vocabulary.kinds.map(\.rawValue) + [FacilitySelection.all.name]
        throw ValidationError("--kind \(name) is not known; use one of: \(known.joined(separator: ", ")).")
    }
}
