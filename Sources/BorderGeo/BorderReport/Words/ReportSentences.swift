import BorderAnalysis
import BorderBase
import BorderModel
import BorderStudy

/// What a report says in words: every figure in it comes from the model, with its denominator.
struct ReportSentences {
    let figures: ReportFigures
    private var model: ReportModel { figures.model }

    init(_ figures: ReportFigures) { self.figures = figures }

    /// What a reader must know before citing anything.
    var notices: [(kind: String, title: ReportLabel, sentence: FindingSentence)] {
        var result: [(kind: String, title: ReportLabel, sentence: FindingSentence)] = []
        if model.study.synthetic {
            result.append(
                (
                    "synthetic", .syntheticTitle,
                    FindingSentence(
                        "n-synthetic",
                        english:
                            "Every position is made up to show the method. Do not cite places from it.",
                        korean: "이 문서의 모든 위치는 방법을 보이기 위해 만들어 낸 것이다. 위치를 인용하지 말 것.")
                ))
        }
        if !model.study.notes.isEmpty {
            // The study's own words, in the language they were written in.
            let notes = model.study.notes.joined(separator: " ")
            result.append(("study", .studyNotes, FindingSentence("n-study", english: notes, korean: notes)))
        }
        if figures.isPublic {
            result.append(
                (
                    "public", .publicTitle,
                    FindingSentence("n-public", english: ReportLabel.publicMode.english, korean: ReportLabel.publicMode.korean)
                ))
        }
        return result
    }

    /// What the page of an analyst says of itself where it shows fences.
    var exact: (kind: String, title: ReportLabel, sentence: FindingSentence)? {
        guard !figures.isPublic, model.inventories.contains(where: { !$0.fences.isEmpty }) else { return nil }
        return (
            "exact", .exactTitle,
            FindingSentence(
                "n-exact", english: ReportModel.exactNote, korean: "틈과 철조망의 정확한 위치가 들어 있다. 공개하려면 공개판을 만든다.")
        )
    }

    var methods: [FindingSentence] {
        let (corridor, words) = (model.study.corridor, model.study.words)
        return [
            FindingSentence(
                "m-measure",
                english:
                    "The border is one line with measures: metres from \(words.firstEnd.english), geodesic on the WGS 84 ellipsoid. Fences and facilities "
                    + "are attached to their nearest place on it.",
                korean: "국경은 \(words.firstEnd.koreanOrOwn)에서부터 WGS 84 타원체 위의 측지선 길이(m)를 매긴 하나의 선이다. 철조망과 시설은 가장 가까운 지점에 연결된다."),
            FindingSentence(
                "m-corridor",
                english:
                    "Whatever is up to \(NumberText.length(corridor.inward)) inland and \(NumberText.length(corridor.outward)) outward of the "
                    + "border belongs to it; only fences on the requested bank are counted (\(model.banks.map(\.rawValue).sorted().joined(separator: ", "))).",
                korean:
                    "국경에서 안쪽으로 \(NumberText.length(corridor.inward)), 바깥쪽으로 \(NumberText.length(corridor.outward))까지를 국경에 속하는 것으로 본다."
            ),
            FindingSentence(
                "m-coverage",
                english:
                    "Coverage is fenced border over observed border. Layers count once in border and each in fence line. A fence that cuts off a "
                    + "river loop "
                    + (model.parameters.countingBridged
                        ? "counts the loop as fenced and is reported apart (bridged)." : "does not count the loop."),
                korean: "설치율은 관측된 국경 가운데 철조망이 있는 길이의 비율이다. 여러 겹은 국경 길이에서는 한 번, 철조망 길이에서는 겹마다 센다."),
            FindingSentence(
                "m-interval",
                english:
                    "Intervals are exact 95 % Poisson intervals (Garwood 1936): how far a process with this mean would scatter. Where every "
                    + "visible facility was counted they are not sampling errors.",
                korean: "구간은 정확한 95 % 포아송 구간(Garwood 1936)으로, 같은 평균을 갖는 과정이 얼마나 흩어지는지를 뜻한다. 전수 집계에서는 표본 오차가 아니다."),
            FindingSentence(
                "m-map",
                english:
                    "The map is a transverse Mercator projection on the middle of the border: angles are true. Maps are for reading, all lengths "
                    + "are computed on the ellipsoid.",
                korean: "지도는 국경 가운데를 중앙 자오선으로 하는 횡메르카토르 투영이다. 길이는 모두 타원체 위에서 계산하였다."),
            FindingSentence(
                "m-context",
                english: "Coasts, rivers and towns are for orientation alone: \(MapContext.sources).",
                korean: "해안선, 강, 도시는 위치를 알아보기 위한 것일 뿐이다: GSHHG(LGPL-3.0 이상), GeoNames(CC BY 4.0)."),
        ]
    }

    var caveats: [FindingSentence] {
        var result = [
            FindingSentence(
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
                FindingSentence(
                    "c-mask",
                    english:
                        "No observation mask was given for \(assumed.joined(separator: ", ")): \(figures.isSectioned ? "the whole border" : "the whole of every area") counts as observed.",
                    korean: "\(assumed.joined(separator: ", ")) 시점에는 관측 범위 자료가 없어 모든 구역 전체를 관측된 것으로 보았다."))
        }
        if model.hasImagery {
            result.append(
                FindingSentence(
                    "c-unknown", english: "What imagery does not show is unknown, never absent: it is in no count and no length.",
                    korean: "영상에 보이지 않는 것은 없는 것이 아니라 알 수 없는 것이며, 어떤 개수나 길이에도 들어가지 않는다."))
        }
        if model.areas.count > 1, !figures.isSectioned {
            result.append(
                FindingSentence(
                    "c-areas",
                    english: "Areas were chosen, not drawn at random: their totals cannot be scaled up to the whole border.",
                    korean: "구역은 무작위로 뽑은 것이 아니므로 합계를 국경 전체로 확대할 수 없다."))
        }
        return result
    }
}
