import BorderBase
import BorderModel

extension ReportModel {
    var neighbourSentence: String? {
        guard let epoch = headlineEpoch, let neighbours = density(area: wholeArea, epoch: epoch.id)?.neighbours else {
            return nil
        }
        return "Half of all neighbours are within \(NumberText.spacing(neighbours.median)) of each other along the border."
    }

    var kindSentences: [String] {
        guard let epoch = headlineEpoch else { return [] }
        return kinds.compactMap { kind in
            guard let now = density(epoch: epoch.id, kind: kind.rawValue) else { return nil }
            let before = baselineEpoch.flatMap { $0 == epoch ? nil : density(epoch: $0.id, kind: kind.rawValue) }
            let then = before.map {
                "\(Self.range($0.count)) in \($0.epoch)" + published(.count, of: kind.rawValue, at: $0.epoch) + ", "
            }
            // A published number of additions is held against additions, not against all that stand.
            let additions = published(.count, of: kind.rawValue + "_new", at: epoch.id)
            let new = change()?.facilities.first { $0.kind == kind.rawValue }?.new
            return "\(study.words.title(of: kind)): \(then ?? "")\(Self.range(now.count)) in \(epoch.id)"
                + published(.count, of: kind.rawValue, at: epoch.id)
                + (new.map { additions.isEmpty ? "" : ", \(NumberText.grouped($0)) of them new\(additions)" } ?? "") + "."
        }
    }

    /// New facilities over new fence line where the study leads with that and they stand near it, else over border.
    var newFacilitySentence: String? {
        guard let change = change(), let row = change.facilities.last, row.new > 0 else { return nil }
        let new = NumberText.counted(row.new, one: "facility is new", many: "facilities are new")
        let line = change.fences.fenceLine.newOrUpgraded
        if study.headlineBasis == .fenceLineNewOrUpgraded, line.value > 0, let near = row.newNearFence, near * 2 >= row.new {
            let share = near == row.new ? "all" : NumberText.grouped(near)
            return "\(new): one every \(NumberText.spacing(line / Double(row.new), places: 1)) of new or upgraded fence line; "
                + "\(share) of them are within \(NumberText.length(study.nearFence)) of it."
        }
        let border = change.fences.observedBoth
        guard border.value > 0 else { return "\(new)." }
        return "\(new): one every \(NumberText.spacing(border / Double(row.new), places: 1)) of border observed at both dates."
    }

    var nearFenceSentence: String? {
        guard let row = nearFence.last, row.all > 0 else { return nil }
        let share = Share(Double(row.near) / Double(row.all))
        return
            "\(NumberText.grouped(row.near)) of the \(NumberText.counted(row.all, one: "facility", many: "facilities")) (\(NumberText.percent(share))) \(row.near == 1 ? "is" : "are") "
            + "within \(NumberText.length(row.distance)) of new or upgraded fence line."
    }

    private static func range(_ count: FacilityCount) -> String {
        count.minimum == count.maximum
            ? NumberText.grouped(count.count) : "\(NumberText.grouped(count.minimum)) to \(NumberText.grouped(count.maximum))"
    }
}
