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
        func add(_ length: Metres, of kind: String, called words: String, area: String, epoch: String?) {
            result.append(
                PublishedQuantity(
                    id: "length/\(kind)/\(area)/\(epoch ?? "")", name: "\(NumberText.length(length)) of \(words)",
                    value: .length(length), of: kind, area: area, epoch: epoch))
        }
        func add(_ length: Metres, per basis: LengthBasis, area: String, epoch: String) {
            add(length, of: basis.rawValue, called: basis.phrase, area: area, epoch: epoch)
        }
        for row in coverage {
            add(row.observed, per: .borderObserved, area: row.area, epoch: row.epoch)
            add(row.fenced, per: .borderFenced, area: row.area, epoch: row.epoch)
            add(row.fenceLine, per: .fenceLine, area: row.area, epoch: row.epoch)
        }
        for change in changes {
            let line = change.fences.fenceLine
            let (area, epoch) = (change.area, change.fences.comparison)
            add(line.new, of: "fence_line_new", called: "new fence line", area: area, epoch: epoch)
            add(line.upgraded, of: "fence_line_upgraded", called: "upgraded fence line", area: area, epoch: epoch)
            add(line.newOrUpgraded, per: .fenceLineNewOrUpgraded, area: area, epoch: epoch)
        }
        add(
            border.route.length, of: "border", called: "border in all (\(border.source.name))", area: Self.wholeBorder,
            epoch: nil)
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
