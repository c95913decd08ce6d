import BorderBase
import BorderModel
import GeoFormats
import LinearReferencing

/// One area of the strip map: its tracks from the earliest epoch down to the latest, and the axis of border kilometres.
struct StripPanel {
    let figure: StripFigure
    let area: StripFigure.Area
    /// Metres of border per drawing unit.
    let perUnit: Double
    /// Facilities in the fullest column of any area.
    let peak: Int
    /// The same for all kinds but that of the columns.
    let otherPeak: Int
    /// Its facilities are columns, those of others symbols.
    let columnKind: FacilityKind?
    let width: Double

    private typealias Size = StripFigure.Size

    private var length: Double { max(1, area.whole.length.value) }
    private var drawn: Double { length / perUnit }

    func draw() -> Figure {
        var canvas = SVGCanvas(language: figure.language)
        canvas.words(area.name, at: (0, 15), "label strong big")
        canvas.words(
            NumberText.length(area.spans.length), at: (max(Size.gutter, Figure.textWidth(area.name, size: 14) * 1.25 + 12), 15),
            "axis")
        var y = places(at: Size.title, &canvas)
        if area.withheld.isEmpty {
            for tracks in area.tracks {
                if tracks.epoch == figure.comparison, !area.change.isEmpty { y = change(at: y, &canvas) }
                y = draw(tracks, at: y, &canvas)
            }
        } else {
            for row in area.withheld { y = draw(row, at: y, &canvas) }
        }
        y = remarks(at: y - 4, &canvas) + 4
        canvas.group("cursor-layer") { $0.raw("") }
        let axis = axis(at: y)
        canvas.raw(axis)
        return Figure(
            name: FileStem(area.id, after: "strip-"), title: area.name, description: summary, width: width, height: y + Size.axis,
            body: canvas.text)
    }

    /// A drawing whose x runs in metres from the start of the area: a page zooms by changing its view box.
    private func metric(
        at y: Double, height: Double, _ canvas: inout SVGCanvas, style cssClass: String, content body: (inout SVGCanvas) -> Void
    ) {
        canvas.raw(
            """
            <svg class="metric \(cssClass)" x="\(SVGCanvas.number(Size.gutter))" y="\(SVGCanvas.number(y))" \
            width="\(SVGCanvas.number(drawn))" height="\(SVGCanvas.number(height))" \
            viewBox="0 0 \(SVGCanvas.number(length)) \(SVGCanvas.number(height))" preserveAspectRatio="none">
            """)
        body(&canvas)
        canvas.raw("</svg>")
    }

    private func draw(_ tracks: StripFigure.EpochTracks, at top: Double, _ canvas: inout SVGCanvas) -> Double {
        let layers = ClassIndex(of: area.tracks.lazy.flatMap { $0.fences.lazy.map(\.layer) }).classes
        let fenceHeight = Size.border + 3 + Double(max(1, layers.count)) * (Size.layer + 3)
        let posts = tracks.facilities.filter { $0.kind == columnKind }.map(\.measure)
        let others = tracks.facilities.filter { $0.kind != columnKind }
        let hasOthers = area.tracks.contains { $0.facilities.contains { $0.kind != columnKind } }
        let height = fenceHeight + 2 + Size.posts + (hasOthers ? Size.symbols + 2 : 0)
        canvas.group("tracks s\(tracks.epoch)", attributes: "data-e=\"\(tracks.epoch)\"") { canvas in
            canvas.words(
                figure.epochs.indices.contains(tracks.epoch) ? figure.epochs[tracks.epoch] : "", at: (0, top + 5),
                "label strong when")
            metric(at: top, height: fenceHeight, &canvas, style: "fences") { canvas in
                spans(area.spans.intersection(tracks.observed), y: 0, height: Size.border, style: "bordered", &canvas)
                for (i, layer) in layers.enumerated() {
                    let y = Size.border + 3 + Double(i) * (Size.layer + 3)
                    spans(area.spans.intersection(tracks.observed), y: y, height: Size.layer, style: "empty", &canvas)
                    for status in DrawnStatus.allCases {
                        let runs = tracks.fences.filter { $0.layer == layer && $0.status == status }.map(\.span)
                        spans(
                            MeasureSpanSet(runs), y: y, height: Size.layer, style: "st-\(status.rawValue)", &canvas,
                            pattern: Palette.standard[.status, status.rawValue].pattern)
                    }
                }
                spans(area.spans.subtracting(tracks.observed), y: 0, height: fenceHeight - 2, style: "unknown", &canvas)
            }
            for (i, layer) in layers.enumerated() {
                let y = top + Size.border + 3 + Double(i) * (Size.layer + 3)
                if Palette.isOwn(layer) {
                    canvas.rect(x: Size.gutter - 6, y: y, width: 3, height: Size.layer, "lane \(layer.style)")
                }
                canvas.words(figure.words.word(layer), at: (Size.gutter - 8, y + Size.layer / 2 + 3.4), "tiny", anchor: .end)
            }
            canvas.group("posts", attributes: "data-y=\"\(SVGCanvas.number(top + fenceHeight + 2))\"") {
                postsTrack(posts, at: top + fenceHeight + 2, &$0)
                if hasOthers { symbols(others, at: top + fenceHeight + 4 + Size.posts + Size.symbols / 2, &$0) }
            }
            if let columnKind {
                canvas.words(
                    figure.words.word(columnKind), at: (Size.gutter - 8, top + fenceHeight + 2 + Size.posts - 1), "tiny",
                    anchor: .end)
            }
            if hasOthers {
                canvas.words(
                    .others, at: (Size.gutter - 8, top + fenceHeight + Size.posts + Size.symbols + 4), "tiny", anchor: .end)
            }
        }
        return top + height + 10
    }

    /// Single posts where each has room, columns of counts where they have not.
    private func postsTrack(_ posts: [Measure], at y: Double, _ canvas: inout SVGCanvas) {
        let base = y + Size.posts
        canvas.line(from: (Size.gutter, base), to: (Size.gutter + drawn, base), "base")
        guard !posts.isEmpty else { return }
        if Double(posts.count) <= drawn / 5 {
            let places = posts.map { Size.gutter + ($0 - area.whole.from).value / perUnit }
            canvas.path(
                places.reduce(into: "") { $0 += "M\(SVGCanvas.number($1)) \(SVGCanvas.number(base))v-12" },
                "ticks \(columnKind?.style ?? "")-line")
            return
        }
        let columns = StripColumns(posts, in: area.whole, width: Metres(3 * perUnit))
        let x = LinearScale(0...Double(columns.counts.count), to: (Size.gutter, Size.gutter + drawn))
        let height = LinearScale(0...Double(max(1, peak)), to: (0, Size.posts - 2))
        var data = ""
        for (i, count) in columns.counts.enumerated() where count > 0 {
            data += "M\(SVGCanvas.number(x(Double(i)))) \(SVGCanvas.number(base))"
            data +=
                "v\(SVGCanvas.number(-height(Double(count))))H\(SVGCanvas.number(x(Double(i + 1)) - 0.4))V\(SVGCanvas.number(base))Z"
        }
        canvas.path(data, "columns \(columnKind?.style ?? "")")
        // How many the highest column of all areas and epochs holds, and how wide it is.
        canvas.words(
            "\(NumberText.grouped(peak)) / \(NumberText.length(Metres(3 * perUnit)))", at: (Size.gutter - 8, y + 7),
            "tiny column-scale", anchor: .end)
        canvas.line(from: (Size.gutter - 4, y + 2), to: (Size.gutter, y + 2), "base")
    }

    /// Single symbols where each has room; columns of counts, kind upon kind, where they have not.
    private func symbols(_ posts: [StripFigure.Post], at y: Double, _ canvas: inout SVGCanvas) {
        guard Double(posts.count) <= drawn / 5 else { return stacked(posts, at: y + Size.symbols / 2, &canvas) }
        for kind in ClassIndex(of: posts.lazy.map(\.kind)).classes {
            for post in posts where post.kind == kind {
                let x = SVGCanvas.number(Size.gutter + (post.measure - area.whole.from).value / perUnit)
                canvas.group("", attributes: "transform=\"translate(\(x) \(SVGCanvas.number(y)))\"") {
                    $0.path(figure.words.symbol(of: kind), "sy \(kind.style)")
                }
            }
        }
    }

    private func stacked(_ posts: [StripFigure.Post], at base: Double, _ canvas: inout SVGCanvas) {
        let height = LinearScale(0...Double(max(1, otherPeak)), to: (0, Size.symbols))
        var below: [Int] = []
        for kind in ClassIndex(of: posts.lazy.map(\.kind)).classes {
            let places = posts.filter { $0.kind == kind }.map(\.measure)
            guard !places.isEmpty else { continue }
            let counts = StripColumns(places, in: area.whole, width: Metres(3 * perUnit)).counts
            if below.isEmpty { below = [Int](repeating: 0, count: counts.count) }
            let x = LinearScale(0...Double(counts.count), to: (Size.gutter, Size.gutter + drawn))
            var data = ""
            for (i, count) in counts.enumerated() where count > 0 {
                let (low, high) = (base - height(Double(below[i])), base - height(Double(below[i] + count)))
                data += "M\(SVGCanvas.number(x(Double(i)))) \(SVGCanvas.number(low))V\(SVGCanvas.number(high))"
                data += "H\(SVGCanvas.number(x(Double(i + 1)) - 0.4))V\(SVGCanvas.number(low))Z"
                below[i] += count
            }
            canvas.path(data, "columns \(kind.style)")
        }
    }

    private func change(at y: Double, _ canvas: inout SVGCanvas) -> Double {
        canvas.words(.changeTrack, at: (Size.gutter - 8, y + 8), "tiny", anchor: .end)
        metric(at: y, height: Size.change - 3, &canvas, style: "change") { canvas in
            for wanted in ChangeFigure.order {
                let set = MeasureSpanSet(area.change.filter { $0.changeClass == wanted }.map(\.span))
                spans(
                    area.spans.intersection(set), y: 0, height: Size.change - 3, style: wanted.style, &canvas,
                    pattern: wanted.drawn.pattern)
            }
        }
        return y + Size.change + 6
    }

    private func spans(
        _ set: MeasureSpanSet, y: Double, height: Double, style: String, _ canvas: inout SVGCanvas, pattern: ClassPattern = .solid
    ) {
        guard !set.isEmpty else { return }
        let pieces = set.spans.map { span in
            // A span shorter than half a unit would vanish between two pixels.
            (
                x: ((span.from - area.whole.from).value * 10).rounded() / 10,
                width: (max(span.length.value, perUnit / 2) * 10).rounded() / 10
            )
        }
        canvas.path(SVGCanvas.stripes(pieces, y: y, height: height, pattern), style)
    }

    /// Shares in place of places: the whole track is tinted by the share and says it.
    private func draw(_ row: StripFigure.Withheld, at top: Double, _ canvas: inout SVGCanvas) -> Double {
        let height = 16.0
        let all = figure.areas.flatMap(\.withheld)
        let layerNames = figure.words.vocabulary.layers
        let layers = row.fenced.indices.filter { i in
            i < layerNames.count && (i == 0 || all.contains { $0.fenced.indices.contains(i) && $0.fenced[i].value > 0 })
        }
        let when = figure.epochs.indices.contains(row.epoch) ? figure.epochs[row.epoch] : ""
        // The name of the epoch has a line of its own where that of a layer reaches as far.
        let room = Size.gutter - 14 - Figure.textWidth(when, size: 13)
        let isLong = layers.first.map {
            Figure.textWidth(figure.words.word(layerNames[$0]).text(in: figure.language), size: 10.5) > room
        }
        let epochTop = top
        let top = isLong == true ? top + 16 : top
        canvas.group("tracks s\(row.epoch)", attributes: "data-e=\"\(row.epoch)\"") { canvas in
            canvas.words(when, at: (0, epochTop + 11), "label strong when")
            for (line, i) in layers.enumerated() {
                let fenced = row.fenced[i]
                let y = top + Double(line) * (height + 2)
                let share = Share(fenced, of: row.observed)
                canvas.words(figure.words.word(layerNames[i]), at: (Size.gutter - 8, y + 11), "tiny", anchor: .end)
                canvas.rect(
                    x: Size.gutter, y: y, width: drawn, height: height,
                    "withheld w\(Int(((share?.fraction ?? 0) * 10).rounded()))")
                let value = share.map(NumberText.percent) ?? "\u{2013}"
                let words = "\(value) \u{B7} \(NumberText.length(fenced))"
                // On ground of its own: the tint below may be as dark as the letters.
                canvas.rect(
                    x: Size.gutter + 2, y: y + 2, width: Figure.textWidth(words, size: 12) + 12, height: height - 4, "ground",
                    radius: 2)
                canvas.words(words, at: (Size.gutter + 7, y + 12), "label")
            }
            let y = top + Double(layers.count) * (height + 2)
            canvas.words(.facilities, at: (Size.gutter - 8, y + 11), "tiny", anchor: .end)
            canvas.words(NumberText.grouped(row.facilities), at: (Size.gutter + 6, y + 12), "label strong")
        }
        return top + Double(layers.count + 1) * (height + 2) + 8
    }

    private func axis(at y: Double) -> Markup {
        var canvas = SVGCanvas(language: figure.language)
        canvas.group("strip-axis", attributes: "data-y=\"\(SVGCanvas.number(y))\"") { canvas in
            let x = LinearScale(
                area.whole.from.metres / 1000...max(area.whole.to.metres, area.whole.from.metres + 1) / 1000,
                to: (Size.gutter, Size.gutter + drawn))
            let ticks = Ticks(in: x.domain, about: max(2, Int(drawn / 110)))
            canvas.line(from: (Size.gutter, y), to: (Size.gutter + drawn, y), "base")
            for tick in ticks.values {
                canvas.line(from: (x(tick), y), to: (x(tick), y + 4), "base")
                canvas.tick("km \(NumberText.fixed(tick, ticks.decimals))", at: (x(tick), y + 15), edge: width)
            }
        }
        return canvas.text
    }

    private var summary: String {
        let epochs = figure.epochs
        func name(_ i: Int) -> String { epochs.indices.contains(i) ? epochs[i] : "" }
        if !area.withheld.isEmpty {
            return area.withheld.map {
                "\(name($0.epoch)): \(ReportLabel.facilities($0.facilities, in: figure.language))"
            }
            .joined(separator: "; ")
        }
        return area.tracks.map { tracks in
            let fenced = MeasureSpanSet(tracks.fences.filter { $0.status != .removed }.map(\.span)).intersection(area.spans)
            return
                "\(name(tracks.epoch)): \(NumberText.length(fenced.length)) \(ReportLabel.fencedBorder.text(in: figure.language)), "
                + ReportLabel.facilities(tracks.facilities.count, in: figure.language)
        }.joined(separator: "; ")
    }
}
