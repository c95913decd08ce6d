import BorderBase
import BorderModel

/// The two sentences that lead text, JSON and pages.
extension ReportModel {
    /// The row that is the whole study: the union of its areas, or its only one.
    package var wholeArea: String {
        let hasUnion = areas.count != 1 || coverage.contains { $0.area == MetricDomain.allName }
        return hasUnion ? MetricDomain.allName : areas[0].id
    }

    /// Fenced border and facilities, before and after. `quoting`: published figures stand beside ours, in English.
    package func lead(quoting: Bool = false) -> FindingSentence {
        let rows = [baselineEpoch, headlineEpoch].compactMap { $0 }.removingRepeats().compactMap { leadRow($0.id, quoting) }
        guard let now = rows.last else { return FindingSentence("headline", english: study.title, korean: study.title) }
        guard rows.count == 2 else { return atOneEpoch(now) }
        let before = rows[0]
        let isSameBorder = (now.coverage.observed - before.coverage.observed).magnitude.value < 0.5
        return isSameBorder ? betweenEpochs(before, now, quoting: quoting) : overOtherBorder(before, now)
    }

    /// One count over two lengths that are often mixed up, side by side; `nil` where there is nothing to space.
    package func spacings(quoting: Bool = false) -> FindingSentence? {
        guard let epoch = headlineEpoch, let row = density(area: wholeArea, epoch: epoch.id), row.count.maximum > 1,
            let border = spacing(row, .borderObserved, quoting: quoting)
        else { return nil }
        let english =
            "\(LeadRow.english(row.count)) facilities in \(epoch.id)"
            + (quoting ? published(.count, of: MetricDomain.allName, at: epoch.id) : "")
        let korean = "\(epoch.id)년 시설 \(LeadRow.korean(row.count))개: "
        guard let basis = leadingRate(of: row)?.basis, basis != .borderObserved, let line = spacing(row, basis, quoting: quoting)
        else {
            return FindingSentence(
                "subline", english: "\(english): one every \(border.english).", korean: "\(korean)\(border.korean)마다 하나꼴이다.")
        }
        let near = nearFence(row, basis, of: "that fence line")
        return FindingSentence(
            "subline",
            english:
                "\(english): one every \(line.english), or one every \(border.english). It is the same count over two lengths, "
                + "which must not be compared with each other." + (near.map { " \($0.english)." } ?? ""),
            korean: "\(korean)\(line.korean)마다, \(border.korean)마다 하나꼴이다. 같은 수를 서로 다른 길이로 나눈 값이므로 두 값을 서로 비교해서는 안 된다."
                + (near.map { " \($0.korean)." } ?? ""))
    }

    /// How many of the facilities are near the fence line that a rate is over; `nil` for rates over border.
    package func nearFence(_ row: Density, _ basis: LengthBasis, of line: String = "it") -> (english: String, korean: String)? {
        guard let near = row.countNearFence(basis) else { return nil }
        let (part, all) = (NumberText.grouped(near), NumberText.grouped(row.count.count))
        let distance = NumberText.length(study.nearFence)
        return (
            nearWords(near, of: row.count.count, line),
            "시설 \(all)개 가운데 \(part)개가 \(distance) 안에 있다"
        )
    }

    /// The baseline's spacing, over the same length as the later epoch's where it has one, so that the two can be compared; else over border.
    var baselineSentence: String? {
        guard let epoch = baselineEpoch, epoch != headlineEpoch, let row = density(area: wholeArea, epoch: epoch.id),
            row.count.maximum > 1, let basis = leadingRate(of: row)?.basis, let spacing = spacing(row, basis, quoting: true)
        else { return nil }
        return "\(LeadRow.english(row.count)) facilities in \(epoch.id): one every \(spacing.english)."
    }

    /// Facilities on border that was observed at both dates, where `lead` compares other counts or no lengths.
    var growthSentence: String? {
        let epochs = [baselineEpoch, headlineEpoch].compactMap { $0 }
        guard epochs.count == 2, let row = change(area: wholeArea)?.facilities.last, row.comparison > row.baseline else {
            return nil
        }
        let rows = epochs.compactMap { leadRow($0.id, false) }
        if rows.count == 2, (rows[0].coverage.observed - rows[1].coverage.observed).magnitude.value < 0.5,
            growth(rows[0], rows[1]) != nil
        {
            return nil
        }
        guard let factor = row.factor else { return nil }
        return "On border observed at both dates, facilities grew from \(NumberText.grouped(row.baseline)) to "
            + "\(NumberText.grouped(row.comparison)), \(Self.times(factor)) times as many"
            + published(.growth, of: MetricDomain.allName, at: comparisonEpoch?.id) + "."
    }
}

extension ReportModel {
    private var leadsWithFences: Bool { hasFences || !hasFacilities }

    private func leadRow(_ epoch: String, _ quoting: Bool) -> LeadRow? {
        guard let coverage = coverage(area: wholeArea, epoch: epoch), let density = density(area: wholeArea, epoch: epoch) else {
            return nil
        }
        return LeadRow(
            epoch: epoch, coverage: coverage, count: density.count,
            publishedFenced: quoting ? published(.length, of: LengthBasis.borderFenced.rawValue, at: epoch) : "",
            publishedCount: quoting ? published(.count, of: MetricDomain.allName, at: epoch) : "")
    }

    private func atOneEpoch(_ row: LeadRow) -> FindingSentence {
        let seen = hasImagery ? " that imagery shows" : " observed"
        guard leadsWithFences else {
            return FindingSentence(
                "headline", english: "In \(row.epoch), there were \(row.facilities) along the \(row.observed) of border\(seen).",
                korean: "\(row.epoch)년 시점에 관측된 국경 \(row.observed)에 시설이 \(row.korean)개 있었다.")
        }
        return FindingSentence(
            "headline",
            english:
                "In \(row.epoch), \(row.fenced) \(row.share) of the \(row.observed) of border\(seen) was fenced"
                + (hasFacilities ? ", with \(row.facilities)." : "."),
            korean: "\(row.epoch)년 시점에 영상으로 관측된 국경 \(row.observed) 가운데 \(row.fenced)\(row.share)에 철조망이 있었"
                + (hasFacilities ? "고, 시설은 \(row.korean)개였다." : "다."))
    }

    private func betweenEpochs(_ before: LeadRow, _ now: LeadRow, quoting: Bool) -> FindingSentence {
        let observed =
            now.observed
            + (quoting ? published(.length, of: LengthBasis.borderObserved.rawValue, at: now.epoch) : "")
        let fences = Self.verb(before.coverage.fenced, now.coverage.fenced)
        let posts = Self.verb(before.count.count, now.count.count)
        let times = growth(before, now).map(Self.times)
        let quoted = quoting && times != nil ? published(.growth, of: MetricDomain.allName, at: comparisonEpoch?.id) : ""
        let counts =
            "from \(before.span)\(before.publishedCount) to \(now.span)"
            + (times.map { ", \($0) times as many\(quoted)." } ?? ".")
        let korean = "\(before.epoch)년과 \(now.epoch)년 사이, 조사한 국경 \(now.observed)"
        let koreanCounts =
            "시설은 \(before.span)개에서 \(now.span)개로"
            + (times.map { " \($0)배가 되었다." } ?? (now.count.count > before.count.count ? " 늘었다." : " 바뀌었다."))
        guard leadsWithFences else {
            return FindingSentence(
                "headline",
                english:
                    "Between \(before.epoch) and \(now.epoch), facilities along the \(observed) of border observed \(posts) \(counts)",
                korean: "\(korean)에서 \(koreanCounts)")
        }
        return FindingSentence(
            "headline",
            english: "Between \(before.epoch) and \(now.epoch), fences along the \(observed) of border observed \(fences) from "
                + "\(before.fenced) \(before.share) to \(now.fenced) \(now.share)"
                + (hasFacilities ? ", and facilities \(fences == posts ? "" : posts + " ")\(counts)" : "."),
            korean: "\(korean) 가운데 철조망이 있는 길이는 \(before.fenced)\(before.share)에서 \(now.fenced)\(now.share)로"
                + (hasFacilities ? ", \(koreanCounts)" : " 바뀌었다."))
    }

    /// Lengths over border of two extents are not compared.
    private func overOtherBorder(_ before: LeadRow, _ now: LeadRow) -> FindingSentence {
        func english(_ row: LeadRow) -> String {
            leadsWithFences
                ? "in \(row.epoch), \(row.fenced) \(row.share) of the \(row.observed) of border observed was fenced"
                    + (hasFacilities ? ", with \(row.facilities)" : "")
                : "in \(row.epoch), there were \(row.facilities) along the \(row.observed) of border observed"
        }
        func korean(_ row: LeadRow) -> String {
            "\(row.epoch)년에는 관측된 국경 \(row.observed)"
                + (leadsWithFences ? " 가운데 \(row.fenced)\(row.share)에 철조망" : "")
                + (hasFacilities ? (leadsWithFences ? "과 시설 \(row.korean)개" : "에 시설 \(row.korean)개") : "")
        }
        let text = "\(english(before)); \(english(now))."
        return FindingSentence(
            "headline", english: text.prefix(1).uppercased() + text.dropFirst(),
            korean: "\(korean(before))가 있었고, \(korean(now))가 있었다.")
    }

    /// How many times as many, where the change over border observed at both dates is of these two counts.
    private func growth(_ before: LeadRow, _ now: LeadRow) -> Double? {
        guard let row = change(area: wholeArea)?.facilities.last, row.baseline == before.count.count,
            row.comparison == now.count.count
        else { return nil }
        return row.factor
    }

    private func spacing(_ row: Density, _ basis: LengthBasis, quoting: Bool) -> (english: String, korean: String)? {
        guard let range = row.spacingRange(basis) else { return nil }
        let text = NumberText.spacing(from: range.least, to: range.most)
        let quoted = quoting ? published(.spacing, of: row.kind, per: basis.rawValue, at: row.epoch) : ""
        return ("\(text) of \(basis.phrase)\(quoted)", "\(basis.koreanPhrase) \(text)")
    }

    private static func verb<Value: Comparable>(_ before: Value, _ now: Value) -> String {
        now < before ? "shrank" : now > before ? "grew" : "went"
    }

    private static func times(_ factor: Double) -> String {
        NumberText.fixed(factor, factor < 10 || factor.rounded() != (factor * 10).rounded() / 10 ? 1 : 0)
    }
}
