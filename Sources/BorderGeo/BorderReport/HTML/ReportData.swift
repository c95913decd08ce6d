import BorderModel
import GeoFormats
import LinearReferencing

/// What the script of a page needs, as JSON: the border and facilities in whole metres of the map's plane, spans along the border, words.
struct ReportData {
    let figures: ReportFigures
    let map: MapData
    let frame: MapFrame
    let sentences: [ReportSentence]
    /// Of the tables that other formats share.
    let tableWords: [TableWords.Entry]

    /// JSON that stands inside a `script` element: `<` and control characters are escaped, so no text can end the element.
    func script() -> Markup {
        let model = figures.model
        let own = model.study.words
        let kinds = own.vocabulary.kinds
        let value: JSONValue = [
            "language": .string(figures.language.rawValue), "words": words,
            "epochs": .array(figures.epochs.map { .string($0) }),
            "kinds": .array(kinds.map { .string(own.word($0).key) }),
            "layers": .array(own.vocabulary.layers.map { .string(own.word($0).key) }),
            "symbols": .array(kinds.map { .string(own.symbol(of: $0)) }), "styles": .array(kinds.map { .string($0.style) }),
            "pixel": .number(frame.pixel, decimals: 3), "withheld": .bool(figures.isPublic),
            "strip": [
                "gutter": .number(StripFigure.Size.gutter, decimals: 0), "end": .number(StripFigure.Size.end, decimals: 0),
                "posts": .number(StripFigure.Size.posts, decimals: 0), "symbols": .number(StripFigure.Size.symbols, decimals: 0),
            ],
            "home": box(of: map.areas) ?? .null,
            "areas": .array(zip(model.areas, map.areas).map { area($0, $1) }),
            "border": .array(map.border.map { part($0) }),
            "seen": .array(model.inventories.map { figures.isPublic ? .null : spans($0.observed) }),
            "fences": .array(model.inventories.indices.map { figures.isPublic ? .null : fences(at: $0) }),
            "posts": posts,
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
        .object(
            .init(
                uniqueKeysWithValues: figures.languages.map { language in
                    (
                        language.rawValue,
                        .object(
                            .init(
                                (ReportLabel.allCases.map { PageWord($0) } + figures.model.study.words.pageWords
                                    + figures.model.context.enumerated().flatMap { ContextWords($1, $0).all }).map {
                                        ($0.key, JSONValue.string($0.text(in: language)))
                                    }
                                    + sentences.map { ("s:" + $0.key, .string($0.text(in: language))) }
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
            "x": deltas(places.map(\.x)), "y": deltas(places.map(\.y)),
            "m": deltas(part.measures.map(\.metres)),
        ]
    }

    private func spans(_ set: MeasureSpanSet) -> JSONValue { deltas(set.spans.flatMap { [$0.from.metres, $0.to.metres] }) }

    /// By layer and status: spans as differences of whole metres.
    private func fences(at epoch: Int) -> JSONValue {
        let all = figures.fenceSpans(at: epoch)
        var rows: [JSONValue] = []
        for (i, layer) in figures.model.study.words.vocabulary.layers.enumerated() {
            for status in DrawnStatus.allCases {
                let set = MeasureSpanSet(all.filter { $0.layer == layer && $0.status == status }.map(\.span))
                if !set.isEmpty { rows.append([.integer(i), .string(status.rawValue), spans(set)]) }
            }
        }
        return .array(rows)
    }

    /// Facilities that stand at some epoch, as parallel lists; an id only where positions are exact.
    private var posts: JSONValue {
        let kinds = figures.model.study.words.vocabulary.kinds
        if figures.isPublic {
            let places = map.posts.map { frame.place($0.position) }
            return [
                "x": deltas(places.map(\.x)), "y": deltas(places.map(\.y)), "m": .null,
                "k": .array(map.posts.map { .integer($0.kind.flatMap { kinds.firstIndex(of: $0) } ?? -1) }),
                "e": .array(map.posts.map { .integer(Int($0.epochs)) }), "n": .array(map.posts.map { .integer($0.count) }),
                "id": .null,
            ]
        }
        let inventories = figures.model.inventories
        let facilities = inventories.first?.assets.facilities ?? []
        var masks = [UInt32](repeating: 0, count: facilities.count)
        for (i, inventory) in inventories.enumerated() where i < 32 {
            for index in inventory.present { masks[index] |= 1 << UInt32(i) }
        }
        // Along the border: neighbours differ by little, which keeps the numbers short.
        let order = facilities.indices.filter { masks[$0] != 0 && facilities[$0].facility.position.isOnEarth }.sorted {
            (facilities[$0].attached?.measure.metres ?? -1, $0) < (facilities[$1].attached?.measure.metres ?? -1, $1)
        }
        let places = order.map { frame.place(facilities[$0].facility.position) }
        let ids = order.map { facilities[$0].facility.id }
        let prefix = Self.commonPrefix(ids)
        return [
            "x": deltas(places.map(\.x)), "y": deltas(places.map(\.y)),
            "m": deltas(order.map { facilities[$0].attached?.measure.metres ?? -1 }),
            "k": .array(order.map { .integer(kinds.firstIndex(of: facilities[$0].facility.kind) ?? 0) }),
            "e": .array(order.map { .integer(Int(masks[$0])) }), "n": .null,
            "u": order.allSatisfy { facilities[$0].attached != nil }
                ? .null : .array(order.map { .integer(facilities[$0].attached == nil ? 1 : 0) }),
            "prefix": .string(prefix), "id": .array(ids.map { .string(String($0.dropFirst(prefix.count))) }),
        ]
    }

    private static func commonPrefix(_ texts: [String]) -> String {
        guard var prefix = texts.first else { return "" }
        for text in texts {
            while !text.hasPrefix(prefix) { prefix.removeLast() }
            if prefix.isEmpty { break }
        }
        return prefix
    }

    /// Whole numbers as differences from the one before.
    private func deltas(_ values: [Double]) -> JSONValue {
        var last = 0
        return .array(
            values.map { value in
                let now = value.isFinite ? Int(max(-1e12, min(1e12, value)).rounded()) : 0
                defer { last = now }
                return .integer(now - last)
            })
    }
}
