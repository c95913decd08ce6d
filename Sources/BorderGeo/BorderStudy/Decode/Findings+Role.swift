import GeoFormats
import LinearReferencing

/// What is doubtful about a file as such, and no longer so once it is known what the file is for.
extension Sequence<Finding> {
    /// Throws where the file says itself that it is not everything: counts of a part are no counts.
    package func refuseIncomplete() throws(InputError) {
        guard let finding = first(where: { $0.rule == ReadRule.incomplete.id }) else { return }
        throw InputError(finding.sentence, rule: finding.rule, at: finding.place, remedy: finding.remedy)
    }

    /// Throws where points are wanted and no record of a file that has some has a place: nothing found is another thing than nothing there.
    package func refusePlaceless(file: String) throws(InputError) {
        let reasons = filter { ["no-geometry", ReadRule.noPlace.id].contains($0.rule) }
        guard let reason = reasons.first(where: { $0.rule == ReadRule.noPlace.id }) ?? reasons.first else { return }
        throw InputError("no record of the file has a place", rule: "no-places", at: .init(file: file), remedy: reason.remedy)
    }
}
