import BorderBase
import BorderModel

extension ReportModel {
    /// Every count and length of the study that a published ratio may have been formed from, by area and epoch.
    ///
    /// Counts by kind; border observed and fenced, fence line, new, upgraded; and the whole border line as `border`.
    package var publishedQuantities: [PublishedQuantity] {
        var result: [PublishedQuantity] = []
        func add(_ count: Int, of kind: String, called words: String, area: String, epoch: String) {
            result.append(
                PublishedQuantity(
                    id: "count/\(kind)/\(area)/\(epoch)", name: "\(NumberText.grouped(count)) \(words)", value: .count(count),
                    of: kind,
                    area: area, epoch: epoch))
        }
        for row in density {
            add(row.count.count, of: row.kind, called: Self.words(row.kind, row.count.count), area: row.area, epoch: row.epoch)
        }
        for change in changes {
            for row in change.facilities {
                add(
                    row.new, of: row.kind + "_new", called: "new " + Self.words(row.kind, row.new), area: change.area,
                    epoch: change.fences.comparison)
            }
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
        // A part of the study is not what a figure for all of it was published for.
        if !coversStudy { result.removeAll { $0.area == MetricDomain.allName } }
        var line = PublishedQuantity(
            id: "length/border", name: "\(NumberText.length(border.route.length)) of border in all (\(border.source.name))",
            value: .length(border.route.length), of: "border", area: Self.wholeBorder)
        line.isLine = true
        return result + [line]
    }

    /// Rows of the union are about the whole study, as it counts without options: only they compare with figures published for it.
    var coversStudy: Bool {
        parameters.areas.allSatisfy { $0 == MetricDomain.allName } && parameters.segments.isEmpty
            && Set(banks) == Set(study.words.vocabulary.countedBanks)
    }

    /// The area that stands for the whole border among quantities.
    static let wholeBorder = "border"

    private static func words(_ kind: String, _ count: Int) -> String {
        let words = kind == MetricDomain.allName ? "facility" : kind.split(separator: "_").joined(separator: " ")
        guard count != 1 else { return words }
        return words == "facility" ? "facilities" : words + "s"
    }
}
