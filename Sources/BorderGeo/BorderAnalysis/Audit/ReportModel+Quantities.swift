import BorderBase
import BorderModel

extension ReportModel {
    /// Every count and length of the study that a published ratio may have been formed from, by area and epoch.
    ///
    /// Counts by kind; border observed and fenced, fence line, new, upgraded; and the whole border line as `border`.
    package var publishedQuantities: [PublishedQuantity] {
        var result = density.map { row in
            PublishedQuantity(
                id: "count/\(row.kind)/\(row.area)/\(row.epoch)",
                name: "\(NumberText.grouped(row.count.count)) \(Self.words(row.kind, row.count.count))",
                value: .count(row.count.count), of: row.kind, area: row.area, epoch: row.epoch)
        }
        func add(_ length: Metres, _ of: String, _ words: String, _ area: String, _ epoch: String?) {
            result.append(
                PublishedQuantity(
                    id: "length/\(of)/\(area)/\(epoch ?? "")", name: "\(NumberText.length(length)) of \(words)",
                    value: .length(length), of: of, area: area, epoch: epoch))
        }
        for row in coverage {
            add(row.observed, LengthBasis.borderObserved.rawValue, LengthBasis.borderObserved.phrase, row.area, row.epoch)
            add(row.fenced, LengthBasis.borderFenced.rawValue, LengthBasis.borderFenced.phrase, row.area, row.epoch)
            add(row.fenceLine, LengthBasis.fenceLine.rawValue, LengthBasis.fenceLine.phrase, row.area, row.epoch)
        }
        for change in changes {
            let line = change.fences.fenceLine
            add(line.new, "fence_line_new", "new fence line", change.area, change.fences.comparison)
            add(line.upgraded, "fence_line_upgraded", "upgraded fence line", change.area, change.fences.comparison)
            add(
                line.newOrUpgraded, LengthBasis.fenceLineNewOrUpgraded.rawValue, LengthBasis.fenceLineNewOrUpgraded.phrase,
                change.area, change.fences.comparison)
        }
        add(border.route.length, "border", "border in all (\(border.source.name))", Self.wholeBorder, nil)
        return result
    }

    /// The area that stands for the whole border among quantities.
    static let wholeBorder = "border"

    private static func words(_ kind: String, _ count: Int) -> String {
        let words = kind == MetricDomain.allName ? "facility" : kind.split(separator: "_").joined(separator: " ")
        guard count != 1 else { return words }
        return words == "facility" ? "facilities" : words + "s"
    }
}
