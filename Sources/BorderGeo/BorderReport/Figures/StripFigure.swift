import BorderModel
import LinearReferencing

/// The straight-line diagram: the border unrolled along its measure, its inward side below it, one block of tracks per epoch.
///
/// All areas share one scale, so that a long area looks long. Where positions are withheld an area's tracks carry shares instead of places.
struct StripFigure {
    /// A stretch of fence of one layer, with what became of it since the baseline.
    struct Fence {
        var span: MeasureSpan
        var layer: FenceLayer
        var status: DrawnStatus
    }

    struct Post {
        var measure: Measure
        var kind: FacilityKind
    }

    struct EpochTracks {
        var epoch: Int
        /// Border that imagery of the epoch shows; the rest is drawn as unknown.
        var observed: MeasureSpanSet
        var fences: [Fence]
        var facilities: [Post]
    }

    /// What is drawn instead of places where they are withheld: fenced border by layer, over `observed`.
    struct Withheld {
        var epoch: Int
        var observed: Metres
        var fenced: [Metres]
        var facilities: Int
    }

    struct Area {
        var id: String
        var name: String
        var spans: MeasureSpanSet
        var tracks: [EpochTracks]
        /// Change of the fence between baseline and comparison.
        var change: [(span: MeasureSpan, changeClass: ChangeClass)]
        var withheld: [Withheld] = []
        /// Towns near the stretch.
        var places: [(name: String, measure: Measure)] = []

        var whole: MeasureSpan {
            MeasureSpan(spans.spans.first?.from ?? Measure(0), spans.spans.last?.to ?? Measure(0))
        }
    }

    var epochs: [String]
    /// Index of the epoch above which the change track is drawn.
    var comparison: Int?
    var areas: [Area]
    var language = ReportLanguage.english
    var words = StudyWords.neutral

    /// The kind with the most facilities, whose places are columns; the others are symbols. `nil` without facilities.
    var columnKind: FacilityKind? {
        var counts: [FacilityKind: Int] = [:]
        for tracks in areas.lazy.flatMap(\.tracks) { for post in tracks.facilities { counts[post.kind, default: 0] += 1 } }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Drawing units, shared with the script that redraws the facilities of a zoomed strip.
    enum Size {
        static let gutter = 104.0
        static let end = 10.0
        static let title = 24.0
        static let border = 5.0
        static let layer = 11.0
        static let posts = 24.0
        static let symbols = 12.0
        static let change = 12.0
        static let axis = 20.0
    }

    /// One drawing per area, in order, at the common scale; `width` is that of the longest area.
    func figures(width: Double = 1120) -> [Figure] {
        let longest = areas.map(\.whole.length.value).max() ?? 1
        let perUnit = max(longest, 1) / (width - Size.gutter - Size.end)
        let kind = columnKind
        let peak = highestColumn(perUnit: perUnit) { $0 == kind }
        let otherPeak = highestColumn(perUnit: perUnit) { $0 != kind }
        return areas.map {
            StripPanel(
                figure: self, area: $0, perUnit: perUnit, peak: peak, otherPeak: otherPeak, columnKind: kind, width: width
            ).draw()
        }
    }

    /// All areas under each other in one drawing, with the legend.
    func figure(width: Double = 1120) -> Figure {
        let panels = figures(width: width)
        var canvas = SVGCanvas(language: language)
        var y = Legend(self).draw(y: 6, width: width, &canvas)
        for panel in panels {
            canvas.group("", attributes: "transform=\"translate(0 \(SVGCanvas.number(y)))\"") { $0.raw(panel.body) }
            y += panel.height + 14
        }
        return Figure(
            name: "strip", title: ReportLabel.stripMap.text(in: language),
            description: panels.map { "\($0.title): \($0.description)" }.joined(separator: ". "), width: width, height: y,
            body: canvas.text)
    }

    /// Facilities per column of three units, at most, over all areas and epochs: the height of every density track.
    private func highestColumn(perUnit: Double, where counts: (FacilityKind) -> Bool) -> Int {
        areas.flatMap { area in
            area.tracks.map { tracks in
                StripColumns(
                    tracks.facilities.filter { counts($0.kind) }.map(\.measure), in: area.whole, width: Metres(3 * perUnit)
                ).counts.max() ?? 0
            }
        }.max() ?? 0
    }
}

/// Counts of places in even columns along a span.
struct StripColumns: Hashable {
    let counts: [Int]

    /// A place at the very end belongs to the last column. No column is narrower than a metre.
    init(_ places: [Measure], in whole: MeasureSpan, width: Metres) {
        let columns = max(1, min(20_000, (whole.length.value / max(1, width.value)).rounded(.up)))
        var counts = [Int](repeating: 0, count: columns.isFinite ? Int(columns) : 1)
        let step = whole.length.value / Double(counts.count)
        for place in places where place >= whole.from && place <= whole.to && step > 0 {
            counts[min(counts.count - 1, Int((place - whole.from).value / step))] += 1
        }
        self.counts = counts
    }
}

extension FacilityKind {
    /// Style class in every drawing.
    var style: String { "f-" + rawValue.styleName }
}

extension FenceLayer {
    /// Style class on maps.
    var style: String { "l-" + rawValue.styleName }
}

extension String {
    /// An id as names of style sheets have it.
    var styleName: String { map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined() }
}
