import BorderModel

extension Legend {
    /// What is drawn on a map, and nothing that is not.
    init(_ data: MapData) {
        keys = [.line(.border, "border-line"), .line(.studyArea, "area-line")]
        if data.areas.contains(where: { !$0.shares.isEmpty }) { keys.append(.line(.shareKey, "share w10")) }
        keys += DrawnStatus.allCases.filter { wanted in data.fences.contains { $0.status.contains(wanted) } }.map {
            .line(ReportLabel($0), "fence st-\($0.rawValue)")
        }
        let (layers, words) = (ClassIndex(of: data.fences.lazy.map(\.layer)).classes, data.words)
        keys += layers.map {
            Palette.isOwn($0)
                ? .line(words.word($0), "casing \($0.style)") : .line(words.word($0), "fence \($0.style) plain")
        }
        keys += ClassIndex(of: data.posts.lazy.compactMap(\.kind)).classes.map { .symbol($0, words) }
        if data.posts.contains(where: { !$0.isCounted }) { keys.append(.notCounted) }
        if !data.posts.isEmpty {
            keys.append(LegendKey(PageWord(.clusterKey), width: 16) { $0.circle(at: ($1 + 8, $2 + 7), radius: 7, "cluster") })
        }
    }

    /// The tracks of a strip map. A class of change that has the colour of a fence's status needs no key of its own.
    init(_ strip: StripFigure) {
        let tracks = strip.areas.flatMap(\.tracks)
        keys = []
        guard !tracks.isEmpty else { return }
        keys += DrawnStatus.allCases.filter { wanted in tracks.contains { $0.fences.contains { $0.status == wanted } } }.map {
            .swatch(ReportLabel($0), "st-\($0.rawValue)", pattern: Palette.standard[.status, $0.rawValue].pattern)
        }
        let shown: Set<ChangeClass> = [.layerAdded, .layerLost, .lineAdded, .lineLost, .realigned, .relabelled]
        keys += ChangeFigure.order.filter { wanted in
            shown.contains(wanted) && strip.areas.contains { $0.change.contains { $0.changeClass == wanted } }
        }.map { .swatch(ReportLabel($0), $0.style, pattern: $0.drawn.pattern) }
        keys += [.swatch(.layers0, "empty"), .swatch(.observedBorder, "bordered", height: StripFigure.Size.border)]
        if strip.areas.contains(where: { area in area.tracks.contains { !area.spans.subtracting($0.observed).isEmpty } }) {
            keys.append(.swatch(.unobserved, "unknown"))
        }
        let kinds = ClassIndex(of: tracks.lazy.flatMap { $0.facilities.lazy.map(\.kind) })
        keys += kinds.classes.map { .symbol($0, strip.words) }
    }
}
