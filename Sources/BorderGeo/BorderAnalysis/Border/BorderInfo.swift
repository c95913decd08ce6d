import BorderModel
import GeoFormats
import LinearReferencing

/// A border's lengths, part by part, beside every published one.
package struct BorderInfo: Sendable {
    /// A segment, or segments that belong together, with our length and the published ones.
    package struct Part: Hashable, Sendable {
        package var id: String
        package var name: String
        /// Ids of the segments it is made of.
        package var segments: [String]
        /// `nil` where its segments do not follow each other.
        package var span: MeasureSpan?
        package var length: Metres
        package var published: [PublishedLength]

        /// Ours over the published one, less 1; `nil` where what is published is no exact length to compare with.
        package func difference(to row: PublishedLength) -> Double? {
            row.length.value > 0 ? length / row.length - 1 : nil
        }
    }

    package let border: Border
    /// What the line's edges were taken for when it was read.
    package let edges: EdgeModel
    /// The segments in order, then totals.
    package let parts: [Part]

    /// `published` are the lengths to compare with, those of the register shipped with the tool for one.
    /// `totals` are listed where the line has all their segments.
    package init(
        _ border: Border, beside published: [PublishedLength], totals: [BorderTotal] = [],
        edges: EdgeModel = .geodesic
    ) {
        self.border = border
        self.edges = edges
        var parts = border.segments.map { segment in
            Part(
                id: segment.id, name: segment.name, segments: [segment.id], span: segment.span, length: segment.length,
                published: published.filter { $0.segments == [segment.id] })
        }
        // Totals that lengths were published for, where the line has all their segments.
        let ids = Set(border.segments.map(\.id))
        for group in totals where group.segments.allSatisfy(ids.contains) {
            parts.append(
                Self.total(
                    group.id, called: group.name, of: border.segments.filter { group.segments.contains($0.id) },
                    beside: published))
        }
        parts.append(Self.total("all", called: "whole line", of: border.segments, beside: published))
        self.parts = parts
    }

    private static func total(
        _ id: String, called name: String, of segments: [BorderSegment], beside published: [PublishedLength]
    ) -> Part {
        let spans = MeasureSpanSet(segments.map(\.span))
        return Part(
            id: id, name: name, segments: segments.map(\.id), span: spans.spans.count == 1 ? spans.spans.first : nil,
            length: segments.reduce(.zero) { $0 + $1.length },
            published: published.filter { $0.segments == segments.map(\.id) })
    }
}

extension BorderInfo {
    /// Why no two of the lengths agree.
    package static let explanation = [
        "A river has no length of its own: the finer the map, the more bends it follows. Ours is that of the line named above,",
        "published ones come from larger or unnamed scales. A river's length counts from its source and is not a border's length.",
        "No figure here is the truth; cite one with its source.",
    ]

    /// Parts with their measures and lengths.
    package var partsTable: ResultTable {
        ResultTable(
            id: "border_parts", title: "Parts",
            columns: [
                .init("part", field: "part"), .init("name", field: "name"), .init("from, km", field: "from_m"),
                .init("to, km", field: "to_m"), .init("length, km", field: "length_m"),
            ],
            rows: parts.map { part in
                [
                    .text(part.id), .text(part.name), .kilometres(part.span.map { $0.from - Measure(0) }, places: 3),
                    .kilometres(part.span.map { $0.to - Measure(0) }, places: 3), .kilometres(part.length, places: 3),
                ]
            })
    }

    /// Our length against each published one.
    package var publishedTable: ResultTable {
        ResultTable(
            id: "published_lengths", title: "Published lengths",
            columns: [
                .init("part", field: "part"), .init("ours, km", field: "length_m"), .init("published, km", field: "published_m"),
                .init("qualifier", field: "qualifier"), .init("ours against it, %", field: "difference"),
                .init("of", field: "quantity"), .init("known from", field: "confidence", isDetail: true),
                .init("source", field: "source", isDetail: true),
                .init("row", field: "id", isDetail: true),
            ],
            rows: parts.flatMap { part in
                part.published.map { row in
                    [
                        .text(part.id), .kilometres(part.length, places: 1), .kilometres(row.length, places: 1),
                        .text(row.qualifier.words), .percent(part.difference(to: row).map { Share($0) }, places: 1),
                        .text(row.quantity.rawValue), .text(row.confidence.rawValue), .text(row.source), .text(row.id),
                    ]
                }
            }, notes: Self.explanation)
    }

    /// `part, name, segments, from_m, to_m, length_m, published`.
    package var results: [JSONValue] {
        parts.map { part in
            [
                "part": .string(part.id), "name": .string(part.name), "segments": .array(part.segments.map { .string($0) }),
                "from_m": .measure(part.span?.from), "to_m": .measure(part.span?.to), "length_m": .metres(part.length),
                "published": .array(
                    part.published.map { row in
                        [
                            "id": .string(row.id), "length_m": .metres(row.length), "qualifier": .string(row.qualifier.rawValue),
                            "quantity": .string(row.quantity.rawValue), "difference": .rate(part.difference(to: row)),
                            "source": .string(row.source), "confidence": .string(row.confidence.rawValue),
                        ]
                    }),
            ]
        }
    }
}

extension PublishedLength.Qualifier {
    fileprivate var words: String {
        switch self {
        case .exact: "exactly"
        case .about: "about"
        case .moreThan: "more than"
        }
    }
}

extension BorderSource {
    /// `name, title, scale, licence, caveats`.
    package var json: JSONValue {
        [
            "name": .string(name), "title": .string(title), "scale": .text(scale), "licence": .text(licence),
            "caveats": .array(caveats.map { .string($0) }),
        ]
    }
}
