import BorderBase
import BorderModel

/// One epoch in the lead.
struct LeadRow {
    var epoch: String
    var coverage: Coverage
    var count: FacilityCount
    /// Published figures in brackets after a space, or nothing.
    var publishedFenced: String
    var publishedCount: String

    var observed: String { NumberText.length(coverage.observed) }
    var fenced: String { NumberText.length(coverage.fenced) }
    /// The share, and the published length in the same brackets: `(71.7 %; published: 230 km)`.
    var share: String {
        let share = "(\(NumberText.percent(coverage.share))"
        return share + (publishedFenced.isEmpty ? ")" : "; " + publishedFenced.dropFirst(2))
    }
    var english: String { Self.english(count) }
    /// `5–8`: between "from" and "to".
    var span: String { Self.korean(count) }
    var korean: String { Self.korean(count) }
    static func english(_ count: FacilityCount) -> String {
        NumberText.grouped(count.minimum) + (count.maximum > count.minimum ? " to \(NumberText.grouped(count.maximum))" : "")
    }
    static func korean(_ count: FacilityCount) -> String {
        NumberText.grouped(count.minimum) + (count.maximum > count.minimum ? "\u{2013}\(NumberText.grouped(count.maximum))" : "")
    }
    var facilities: String { "\(english) \(count.maximum == 1 ? "facility" : "facilities")" }
}
