import BorderAnalysis
import BorderBase
import BorderModel

/// What a report says in words: every figure in it comes from the model, with its denominator.
struct ReportSentences {
    let figures: ReportFigures
    private var model: ReportModel { figures.model }

    init(_ figures: ReportFigures) { self.figures = figures }

    /// The finding in one sentence: fenced border and facilities, before and after.
    var headline: ReportSentence {
        let whole = figures.whole
        let last = figures.shown
        guard let now = figures.coverage(whole, last), let facilities = figures.density(whole, last)?.count else {
            return ReportSentence("headline", english: model.study.title, korean: model.study.title)
        }
        let epoch = figures.epochs[last]
        let nowShare = NumberText.percent(now.share)
        let nowFenced = NumberText.length(now.fenced)
        guard let first = figures.baseline, first != last, let before = figures.coverage(whole, first),
            let earlier = figures.density(whole, first)?.count
        else {
            return ReportSentence(
                "headline",
                english:
                    "In \(epoch), fences stood along \(nowFenced) (\(nowShare)) of the \(NumberText.length(now.observed)) of border"
                    + (model.hasImagery ? " that imagery shows" : "")
                    + (model.hasFacilities ? ", with \(count(facilities)) facilities." : "."),
                korean: "\(epoch)년 시점에 영상으로 관측된 국경 \(NumberText.length(now.observed)) 가운데 \(nowFenced)(\(nowShare))에 철조망이 있었고, "
                    + "시설은 \(count(facilities))개였다.")
        }
        let start = figures.epochs[first]
        let factor = figures.change(whole)?.facilities.last?.factor
        let observed = NumberText.length(now.observed)
        let verb = now.fenced < before.fenced ? "shrank" : now.fenced > before.fenced ? "grew" : "went"
        return ReportSentence(
            "headline",
            english: "Between \(start) and \(epoch), fences along the \(observed) of border observed \(verb) from "
                + "\(NumberText.length(before.fenced)) (\(NumberText.percent(before.share))) to \(nowFenced) (\(nowShare))"
                + (model.hasFacilities
                    ? ", and facilities from \(count(earlier)) to \(count(facilities))"
                        + (factor.map { ", \(times($0)) times as many." } ?? ".") : "."),
            korean: "\(start)년과 \(epoch)년 사이, 조사한 국경 \(observed) 가운데 철조망이 있는 길이는 "
                + "\(NumberText.length(before.fenced))(\(NumberText.percent(before.share)))에서 \(nowFenced)(\(nowShare))로, 시설은 "
                + "\(count(earlier))개에서 \(count(facilities))개로" + (factor.map { " \(times($0))배가 되었다." } ?? " 늘었다."))
    }

    /// The two spacings that are most often mixed up, side by side.
    var subline: ReportSentence? {
        guard let density = figures.density(figures.whole, figures.shown), density.count.maximum > 1 else { return nil }
        guard let border = density.rate(.borderObserved)?.spacing else { return nil }
        guard let lead = model.leadingRate(of: density), lead.basis != .borderObserved, let line = lead.spacing else {
            return ReportSentence(
                "subline", english: "That is one facility every \(NumberText.spacing(border)) of observed border.",
                korean: "관측된 국경 \(NumberText.spacing(border))마다 시설 하나꼴이다.")
        }
        let near = figures.near(density, lead.basis)
        return ReportSentence(
            "subline",
            english: "That is one facility every \(NumberText.spacing(line)) of \(lead.basis.phrase), or one every "
                + "\(NumberText.spacing(border)) of border: the same count over two lengths, which must not be compared with each other."
                + (near.map { " \($0.english)." } ?? ""),
            korean: (near.map { "\($0.korean). " } ?? "")
                + "\(ReportLabel(lead.basis).korean) \(NumberText.spacing(line))마다, 국경 \(NumberText.spacing(border))마다 시설 하나꼴이다. 같은 수를 서로 다른 길이로 "
                + "나눈 값이므로 두 값을 서로 비교해서는 안 된다.")
    }

    private func count(_ count: FacilityCount) -> String {
        NumberText.grouped(count.count) + (count.maximum > count.count ? "\u{2013}\(NumberText.grouped(count.maximum))" : "")
    }

    private func times(_ factor: Double) -> String {
        NumberText.fixed(factor, factor < 10 || factor.rounded() != (factor * 10).rounded() / 10 ? 1 : 0)
    }

    /// What a reader must know before citing anything.
    var notices: [(kind: String, title: ReportLabel, sentence: ReportSentence)] {
        var result: [(kind: String, title: ReportLabel, sentence: ReportSentence)] = []
        if model.study.synthetic {
            result.append(
                (
                    "synthetic", .syntheticTitle,
                    ReportSentence(
                        "n-synthetic",
                        english:
                            "Every position is made up to show the method. Do not cite places from it.",
                        korean: "이 문서의 모든 위치는 방법을 보이기 위해 만들어 낸 것이다. 위치를 인용하지 말 것.")
                ))
        }
        if !model.study.notes.isEmpty {
            // The study's own words, in the language they were written in.
            let notes = model.study.notes.joined(separator: " ")
            result.append(("study", .studyNotes, ReportSentence("n-study", english: notes, korean: notes)))
        }
        if figures.isPublic {
            result.append(
                (
                    "public", .publicTitle,
                    ReportSentence("n-public", english: ReportLabel.publicMode.english, korean: ReportLabel.publicMode.korean)
                ))
        }
        return result
    }

    /// What the page of an analyst says of itself where it shows fences.
    var exact: (kind: String, title: ReportLabel, sentence: ReportSentence)? {
        guard !figures.isPublic, model.inventories.contains(where: { !$0.fences.isEmpty }) else { return nil }
        return (
            "exact", .exactTitle,
            ReportSentence(
                "n-exact", english: ReportModel.exactNote, korean: "틈과 철조망의 정확한 위치가 들어 있다. 공개하려면 공개판을 만든다.")
        )
    }

    var methods: [ReportSentence] {
        let (corridor, words) = (model.study.corridor, model.study.words)
        return [
            ReportSentence(
                "m-measure",
                english:
                    "The border is one line with measures: metres from \(words.firstEnd.english), geodesic on the WGS 84 ellipsoid. Fences and facilities "
                    + "are attached to their nearest place on it.",
                korean: "국경은 \(words.firstEnd.koreanOrOwn)에서부터 WGS 84 타원체 위의 측지선 길이(m)를 매긴 하나의 선이다. 철조망과 시설은 가장 가까운 지점에 연결된다."),
            ReportSentence(
                "m-corridor",
                english:
                    "Whatever is up to \(NumberText.length(corridor.inward)) inland and \(NumberText.length(corridor.outward)) outward of the "
                    + "border belongs to it; only fences on the requested bank are counted (\(model.banks.map(\.rawValue).sorted().joined(separator: ", "))).",
                korean:
                    "국경에서 안쪽으로 \(NumberText.length(corridor.inward)), 바깥쪽으로 \(NumberText.length(corridor.outward))까지를 국경에 속하는 것으로 본다."
            ),
            ReportSentence(
                "m-coverage",
                english:
                    "Coverage is fenced border over observed border. Layers count once in border and each in fence line. A fence that cuts off a "
                    + "river loop "
                    + (model.parameters.countingBridged
                        ? "counts the loop as fenced and is reported apart (bridged)." : "does not count the loop."),
                korean: "설치율은 관측된 국경 가운데 철조망이 있는 길이의 비율이다. 여러 겹은 국경 길이에서는 한 번, 철조망 길이에서는 겹마다 센다."),
            ReportSentence(
                "m-interval",
                english:
                    "Intervals are exact 95 % Poisson intervals (Garwood 1936): how far a process with this mean would scatter. Where every "
                    + "visible facility was counted they are not sampling errors.",
                korean: "구간은 정확한 95 % 포아송 구간(Garwood 1936)으로, 같은 평균을 갖는 과정이 얼마나 흩어지는지를 뜻한다. 전수 집계에서는 표본 오차가 아니다."),
            ReportSentence(
                "m-map",
                english:
                    "The map is a transverse Mercator projection on the middle of the border: angles are true. Maps are for reading, all lengths "
                    + "are computed on the ellipsoid.",
                korean: "지도는 국경 가운데를 중앙 자오선으로 하는 횡메르카토르 투영이다. 길이는 모두 타원체 위에서 계산하였다."),
        ]
    }

    var caveats: [ReportSentence] {
        var result = [
            ReportSentence(
                "c-border",
                english: "Lengths follow the border line \(model.border.source.title)"
                    + (model.border.source.scale.map { " (\($0))" } ?? "")
                    + ". A line of larger scale follows more bends and is longer, so lengths from other lines differ.",
                korean: "길이는 국경선 자료 \(model.border.source.title)"
                    + (model.border.source.scale.map { "(\($0))" } ?? "") + "를 따른다. 축척이 큰 자료일수록 굽이가 많아 더 길어진다.")
        ]
        let assumed = model.inventories.filter(\.observedIsAssumed).map(\.epoch.id)
        if !assumed.isEmpty {
            result.append(
                ReportSentence(
                    "c-mask",
                    english:
                        "No observation mask was given for \(assumed.joined(separator: ", ")): \(figures.isSectioned ? "the whole border" : "the whole of every area") counts as observed.",
                    korean: "\(assumed.joined(separator: ", ")) 시점에는 관측 범위 자료가 없어 모든 구역 전체를 관측된 것으로 보았다."))
        }
        if model.hasImagery {
            result.append(
                ReportSentence(
                    "c-unknown", english: "What imagery does not show is unknown, never absent: it is in no count and no length.",
                    korean: "영상에 보이지 않는 것은 없는 것이 아니라 알 수 없는 것이며, 어떤 개수나 길이에도 들어가지 않는다."))
        }
        if model.areas.count > 1, !figures.isSectioned {
            result.append(
                ReportSentence(
                    "c-areas",
                    english: "Areas were chosen, not drawn at random: their totals cannot be scaled up to the whole border.",
                    korean: "구역은 무작위로 뽑은 것이 아니므로 합계를 국경 전체로 확대할 수 없다."))
        }
        return result
    }
}
