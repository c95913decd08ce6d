import BorderBase
import BorderModel
import GeoFormats
import LinearReferencing

/// What stands at a strip in words: towns above it, and below it what a reader should not have to look for.
extension StripPanel {
    private struct Remark {
        var label: ReportLabel
        var kind: PageWord?
        var value: String
        var at: Measure
    }

    /// Names of towns above the tracks, each over a tick; one that would lie on the name before it is left out. Returns where the tracks begin.
    func places(at y: Double, _ canvas: inout SVGCanvas) -> Double {
        guard !area.places.isEmpty else { return y }
        var end = -Double.infinity
        for place in area.places.sorted(by: { $0.measure < $1.measure }) {
            let middle = x(place.measure)
            let half = Figure.textWidth(place.name, size: 10.5) / 2
            let at = max(StripFigure.Size.gutter + half, min(middle, max(StripFigure.Size.gutter + half, width - half)))
            guard at - half > end + 6 else { continue }
            end = at + half
            canvas.words(place.name, at: (at, y + 9), "place", anchor: .middle)
            canvas.line(from: (middle, y + 12), to: (middle, y + 17), "base")
        }
        return y + 18
    }

    /// Two or three remarks on the latest epoch, each below what it is about. Returns where they end.
    func remarks(at y: Double, _ canvas: inout SVGCanvas) -> Double {
        var ends: [Double] = []
        for remark in found.sorted(by: { $0.at < $1.at }) {
            let middle = x(remark.at)
            let words = [PageWord(remark.label)] + [remark.kind].compactMap { $0 }
            let size = Figure.textWidth(
                (words.map { $0.text(in: figure.language) } + [remark.value]).joined(separator: " "), size: 10.5)
            let left = max(StripFigure.Size.gutter, min(middle - 5, width - size - 2))
            let row = ends.firstIndex { $0 + 14 < left } ?? ends.count
            if row == ends.count { ends.append(0) }
            ends[row] = left + size + 12
            let top = y + Double(row) * 14
            let (mark, base) = (SVGCanvas.number(middle), SVGCanvas.number(top + 1))
            canvas.path("M\(mark) \(base)l4 6h-8Z", "remark-mark")
            let text = max(left, min(middle + 8, width - size - 2))
            let spans = words.map { word -> Markup in
                "<tspan data-t=\"\(word.key)\">\(word.text(in: figure.language))</tspan> "
            }.joined()
            canvas.raw(
                """
                <text class="remark" x="\(SVGCanvas.number(text))" y="\(SVGCanvas.number(top + 9))">\(spans)\(remark.value)</text>
                """)
        }
        return y + Double(ends.count) * 14
    }

    /// The longest stretch without a fence, the longest new one, and where the kind of the columns is densest.
    private var found: [Remark] {
        guard let last = area.tracks.last else { return [] }
        let seen = area.spans.intersection(last.observed)
        let standing = MeasureSpanSet(last.fences.filter { $0.status != .removed }.map(\.span))
        var remarks: [Remark] = []
        func longest(_ set: MeasureSpanSet, _ label: ReportLabel) {
            guard let span = set.spans.max(by: { $0.length < $1.length }), span.length.value >= 200 else { return }
            remarks.append(Remark(label: label, value: NumberText.length(span.length), at: span.from + span.length / 2))
        }
        if !standing.isEmpty { longest(seen.subtracting(standing), .remarkGap) }
        longest(MeasureSpanSet(last.fences.filter { $0.status == .new }.map(\.span)), .remarkNew)
        let posts = last.facilities.filter { $0.kind == columnKind }.map(\.measure)
        let columns = StripColumns(posts, in: area.whole, width: Metres(3 * perUnit))
        if let most = columns.counts.max(), most > 2, let index = columns.counts.firstIndex(of: most) {
            let step = area.whole.length / Double(columns.counts.count)
            remarks.append(
                Remark(
                    label: .remarkMost, kind: columnKind.map { figure.words.word($0) },
                    value: "\(NumberText.grouped(most)) / \(NumberText.length(step))",
                    at: area.whole.from + step * (Double(index) + 0.5)))
        }
        return remarks
    }

    func x(_ measure: Measure) -> Double { StripFigure.Size.gutter + (measure - area.whole.from).value / perUnit }
}
