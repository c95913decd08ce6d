import BorderAnalysis
import BorderModel
import GeoFormats
import LinearReferencing

/// What the script of a page needs, as JSON: the border in whole metres of the map's plane, words, and where in the page's columns of numbers
/// facilities and spans along the border are. A public edition has no columns: its cells are plain numbers that anybody can read.
struct ReportData {
    let figures: ReportFigures
    let map: MapData
    let frame: MapFrame
    let sentences: [FindingSentence]
    /// Of the tables that other formats share.
    let tableWords: [TableWords.Entry]
    /// Style sheets of the margins of printed pages.
    let styles: [ReportLanguage: String]
    /// In bulk: facilities, fences and what imagery shows; nothing in a public edition.
    let columns: Markup
    /// The kind that strips draw as columns.
    private let column: FacilityKind?
    private let posts: JSONValue
    private let directory: JSONValue

    init(
        figures: ReportFigures, map: MapData, frame: MapFrame, sentences: [FindingSentence],
        styles: [ReportLanguage: String], tableWords: [TableWords.Entry], column: FacilityKind?
    ) throws {
        self.figures = figures
        self.map = map
        self.frame = frame
        self.sentences = sentences
        self.tableWords = tableWords
        self.styles = styles
        self.column = column
        guard !figures.isPublic else {
            posts = Self.cells(map, frame)
            directory = .null
            columns = ""
            return
        }
        var packed = PageColumns()
        let facilities = FacilityColumns(figures: figures, map: map, frame: frame, into: &packed)
        SpanColumns.append(figures, to: &packed)
        posts = facilities.description
        directory = packed.directory
        columns = try packed.text()
    }

    /// JSON that stands inside a `script` element: `<` and control characters are escaped, so no text can end the element.
    func script() -> Markup {
        let model = figures.model
        let own = model.study.words
        let kinds = own.vocabulary.kinds
        let looks = kinds.map { Palette.style(of: $0, in: own) }
        let value: JSONValue = [
            "language": .string(figures.language.rawValue), "words": words,
            "epochs": .array(figures.epochs.map { .string($0) }),
            "kinds": .array(kinds.map { .string(own.word($0).key) }),
            "layers": .array(own.vocabulary.layers.map { .string(own.word($0).key) }),
            "column": .integer(column.flatMap { kinds.firstIndex(of: $0) } ?? -1),
            "symbols": .array(kinds.map { .string(own.symbol(of: $0)) }), "styles": .array(kinds.map { .string($0.style) }),
            "colours": .array(looks.map { .string($0.variable(in: .facilityKind).text) }),
            "open": .array(looks.map { .bool($0.shape == .cross) }),
            "pixel": .number(frame.pixel, decimals: 3), "withheld": .bool(figures.isPublic),
            "strip": [
                "gutter": .number(StripFigure.Size.gutter, decimals: 0), "end": .number(StripFigure.Size.end, decimals: 0),
                "posts": .number(StripFigure.Size.posts, decimals: 0), "symbols": .number(StripFigure.Size.symbols, decimals: 0),
            ],
            "home": box(of: map.areas) ?? .null,
            "areas": .array(zip(model.areas, map.areas).map { area($0, $1) }),
            "border": .array(map.border.map { part($0) }),
            "source": .string(model.border.source.title),
            "names": .array(
                (figures.languages.count > 1 ? figures.names : []).map { [.string($0.english), .string($0.korean)] }),
            "drawn": .array(figures.drawn.map { .integer($0) }),
            "statuses": .array(DrawnStatus.allCases.map { .string($0.rawValue) }),
            "sets": .array(map.sets.sets.indices.map { number in .array(map.sets.runs(number).map { .integer($0) }) }),
            "posts": posts, "columns": directory,
        ]
        // By bytes: a search by Character takes seconds over the megabytes of a large study. No page holds control characters: those that JSON
        // leaves as they are (DEL, and C1 behind the byte 0xC2) are escaped too.
        var bytes: [UInt8] = []
        let json = Array(value.text(.compact).utf8)
        var at = 0
        while at < json.count {
            let byte = json[at]
            at += 1
            if byte == UInt8(ascii: "<") {
                bytes += "\\u003c".utf8
            } else if byte == 0x7F {
                bytes += "\\u007f".utf8
            } else if byte == 0xC2, at < json.count, json[at] < 0xA0 {
                bytes += "\\u00\(String(json[at], radix: 16))".utf8
                at += 1
            } else {
                bytes.append(byte)
            }
        }
        return Markup(vouchedFor: String(decoding: bytes, as: UTF8.self))
    }

    /// For each language but the page's own: labels and sentences by their keys.
    private var words: JSONValue {
        let own = figures.model.study.words.vocabulary
        // Words for classes that the study does not have.
        let foreign = Set(
            FacilityKind.allCases.filter { !own.kinds.contains($0) }.flatMap { [ReportLabel($0), ReportLabel.one(of: $0)] }
                + FenceLayer.allCases.filter { !own.layers.contains($0) }.map { ReportLabel($0) })
        return .object(
            .init(
                uniqueKeysWithValues: figures.languages.map { language in
                    (
                        language.rawValue,
                        .object(
                            .init(
                                (ReportLabel.allCases.filter { !foreign.contains($0) }.map { PageWord($0) }
                                    + figures.model.study.words.pageWords
                                    + figures.model.context.enumerated().flatMap { ContextWords($1, $0).all }).map {
                                        ($0.key, JSONValue.string($0.text(in: language)))
                                    }
                                    + sentences.map { ("s:" + $0.key, .string($0.text(in: language))) }
                                    + [("css:page", JSONValue.string(styles[language] ?? ""))]
                                    + tableWords.map { ($0.key, .string($0.text(in: language))) },
                                uniquingKeysWith: { $1 }))
                    )
                }))
    }

    private func area(_ area: StudyArea, _ drawn: MapData.Area) -> JSONValue {
        let whole = ReportFigures.whole(area)
        return [
            "id": .string(area.id), "name": .string(area.name), "from": .number(whole.from.metres, decimals: 1),
            "to": .number(whole.to.metres, decimals: 1), "spans": spans(area.spans), "box": box(of: [drawn]) ?? .null,
        ]
    }

    /// What the map shows of some areas, in its own units: left, top, right, bottom.
    private func box(of areas: [MapData.Area]) -> JSONValue? {
        map.extent(of: areas, in: frame.plane).map { box in
            let a = frame.place(PlanarPoint(easting: box.minX, northing: box.maxY))
            let b = frame.place(PlanarPoint(easting: box.maxX, northing: box.minY))
            return .array([a.x, a.y, b.x, b.y].map { .number($0, decimals: 0) })
        }
    }

    private func part(_ part: MapData.BorderPart) -> JSONValue {
        let places = part.positions.map { frame.place($0) }
        return [
            "x": Self.deltas(places.map(\.x)), "y": Self.deltas(places.map(\.y)),
            "m": Self.deltas(part.measures.map(\.metres)),
        ]
    }

    private func spans(_ set: MeasureSpanSet) -> JSONValue { Self.deltas(set.spans.flatMap { [$0.from.metres, $0.to.metres] }) }

    /// One symbol for each cell of a public edition and epoch.
    private static func cells(_ map: MapData, _ frame: MapFrame) -> JSONValue {
        let kinds = map.words.vocabulary.kinds
        let places = map.posts.map { frame.place($0.position) }
        return [
            "x": deltas(places.map(\.x)), "y": deltas(places.map(\.y)),
            "k": .array(map.posts.map { .integer($0.kind.flatMap { kinds.firstIndex(of: $0) } ?? -1) }),
            "e": .array(map.posts.map { .integer($0.set) }), "n": .array(map.posts.map { .integer($0.count) }),
        ]
    }

    /// Whole numbers as differences from the one before.
    private static func deltas(_ values: [Double]) -> JSONValue {
        var last = 0
        return .array(
            values.map { value in
                let now = whole(value)
                defer { last = now }
                return .integer(now - last)
            })
    }

    /// To the nearest whole number; 0 for what is none.
    static func whole(_ value: Double) -> Int { value.isFinite ? Int(max(-1e12, min(1e12, value)).rounded()) : 0 }
}
