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
        let (peak, kind) = (highestColumn(perUnit: perUnit), columnKind)
        return areas.map {
            StripPanel(figure: self, area: $0, perUnit: perUnit, peak: peak, columnKind: kind, width: width).draw()
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
    private func highestColumn(perUnit: Double) -> Int {
        let kind = columnKind
        return areas.flatMap { area in
            area.tracks.map { tracks in
                StripColumns(
                    tracks.facilities.filter { $0.kind == kind }.map(\.measure), in: area.whole, width: Metres(3 * perUnit)
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
    var style: String { "f-" + rawValue.replacing("_", with: "-") }
}

extension StudyWords {
    /// The outline of a kind's symbol around the origin, about 9 units wide: shapes differ, so colour is not needed to tell them apart.
    func symbol(of kind: FacilityKind) -> String { (look(of: kind).symbol ?? Self.symbol(standing: kind)).outline }

    /// The symbol of a kind that no study gave one.
    private static func symbol(standing kind: FacilityKind) -> ClassSymbol {
        switch kind {
        case .guardPost: .circle
        case .watchtower: .triangle
        case .garrison: .square
        case .camera: .diamond
        case .other: .plus
        default: ClassSymbol.points[kind.rank % ClassSymbol.points.count]
        }
    }
}

extension ClassSymbol {
    var outline: String {
        switch self {
        case .triangle: "M0-5L4.6 3.4H-4.6Z"
        case .square: "M-4-4H4V4H-4Z"
        case .diamond: "M0-5L4 0L0 5L-4 0Z"
        case .pentagon: "M0-4.8L4.6-1.5L2.8 3.9H-2.8L-4.6-1.5Z"
        case .star: "M0-5L1.5-1.6L5-1.5L2.3.8L3.1 4.2L0 2.3L-3.1 4.2L-2.3.8L-5-1.5L-1.5-1.6Z"
        case .plus: "M-4 0H4M0-4V4"
        default: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z"
        }
    }
}
