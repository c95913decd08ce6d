import BorderAnalysis
import GeoFormats
import LinearReferencing

/// What an archive wants to know of a report's folder: a STAC 1.1 item and an RO-Crate 1.1, from which it can be found and cited.
///
/// Nothing in them comes from a clock: the date of publication is given, the rest is the study's.
package struct ArchiveMetadata: Sendable {
    let model: ReportModel
    let published: CalendarDate

    static let stacName = "about/stac-item.json"
    static let crateName = "ro-crate-metadata.json"

    package init(_ model: ReportModel, published: CalendarDate) {
        self.model = model
        self.published = published
    }

    private var description: String {
        (model.notices + model.headline.sentences).joined(separator: " ")
    }

    private var dates: (first: CalendarDate, last: CalendarDate)? {
        let dates = model.inventories.map(\.epoch.date)
        guard let first = dates.min(), let last = dates.max() else { return nil }
        return (first, last)
    }

    /// West, south, east, north of the border studied, widened to hundredths of a degree.
    var box: [Double]? {
        let spans = model.domains.last?.spans.spans ?? []
        let positions = spans.flatMap { (try? model.border.route.stretch($0.from, $0.to)) ?? [] }.flatMap(\.positions)
        guard let box = GeoBox(positions) else { return nil }
        return [
            (box.west * 100).rounded(.down) / 100, (box.south * 100).rounded(.down) / 100, (box.east * 100).rounded(.up) / 100,
            (box.north * 100).rounded(.up) / 100,
        ]
    }

    /// The media type of a file by its ending.
    static func mediaType(_ name: String) -> String {
        switch name.split(separator: ".").last ?? "" {
        case "html": "text/html"
        case "json": "application/json"
        case "geojson": "application/geo+json"
        case "md": "text/markdown"
        case "csv": "text/csv"
        case "svg": "image/svg+xml"
        case "txt": "text/plain"
        case "gpkg": "application/geopackage+sqlite3"
        case "kmz": "application/vnd.google-earth.kmz"
        case "qml": "application/xml"
        default: "application/octet-stream"
        }
    }
}

extension ArchiveMetadata {
    /// A STAC item that stands in `about/`: its assets are the files of the folder above.
    func stacItem(_ files: [OutputRecord]) -> JSONValue {
        let corner = box
        func ring(from west: Double, to east: Double, of b: [Double]) -> JSONValue {
            let (south, north) = (b[1], b[3])
            return .array(
                [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                    .array([degree($0.0), degree($0.1)])
                })
        }
        // Cut in two at the antimeridian (RFC 7946 3.1.9).
        let extent: JSONValue? = corner.map { b in
            guard b[0] > b[2] else { return ["type": "Polygon", "coordinates": .array([ring(from: b[0], to: b[2], of: b)])] }
            return [
                "type": "MultiPolygon",
                "coordinates": .array([.array([ring(from: b[0], to: 180, of: b)]), .array([ring(from: -180, to: b[2], of: b)])]),
            ]
        }
        func time(_ date: CalendarDate?) -> JSONValue { date.map { .string("\($0)T00:00:00Z") } ?? .null }
        var item: JSONValue = [
            "type": "Feature", "stac_version": "1.1.0", "stac_extensions": [], "id": .string(model.study.id),
            "geometry": extent ?? .null,
        ]
        let rest: JSONValue = [
            "properties": [
                "title": .string(model.study.title), "description": .string(description), "datetime": .null,
                "start_datetime": time(dates?.first), "end_datetime": time(dates?.last), "updated": time(published),
                "synthetic": .bool(model.study.synthetic), "public": .bool(model.isPublic),
            ],
            "links": [],
            "assets": .object(
                .init(
                    files.map { file in
                        (
                            file.name,
                            [
                                "href": .string("../" + file.name), "type": .string(Self.mediaType(file.name)),
                                "roles": .array([.string(Self.role(file.name))]),
                            ] as JSONValue
                        )
                    }, uniquingKeysWith: { $1 })),
        ]
        if case .object(var members) = item, case .object(let more) = rest {
            if let corner { members["bbox"] = .array(corner.map(degree)) }
            members.merge(more) { $1 }
            item = .object(members)
        }
        return item
    }

    private func degree(_ value: Double) -> JSONValue { .number(value, decimals: 2) }

    private static func role(_ name: String) -> String {
        if name.hasPrefix("figures/") || name == "report.html" { return "overview" }
        return name.hasPrefix("about/") || name.hasSuffix(".qml") || name.hasSuffix(".txt") ? "metadata" : "data"
    }

    /// The graph of an RO-Crate whose root is the folder.
    func researchObject(_ files: [OutputRecord]) -> JSONValue {
        func reference(_ id: String) -> JSONValue { ["@id": .string(id)] }
        var root: JSONValue = [
            "@id": "./", "@type": "Dataset", "name": .string(model.study.title), "description": .string(description),
            "datePublished": .string(published.description), "license": reference("#licence"),
            "hasPart": .array(files.map { reference($0.name) }),
            "temporalCoverage": dates.map { .string("\($0.first)/\($0.last)") } ?? .null,
            "spatialCoverage": box == nil ? .null : reference("#border"),
            "isBasedOn": .array(model.inputs.map { reference("#input-" + $0.name) }),
        ]
        if case .object(let members) = root { root = .object(members.filter { $0.value != .null }) }
        var graph: [JSONValue] = [
            [
                "@id": .string(Self.crateName), "@type": "CreativeWork", "conformsTo": reference("https://w3id.org/ro/crate/1.1"),
                "about": reference("./"),
            ],
            root,
            [
                "@id": "#licence", "@type": "CreativeWork", "name": "Licences of the data",
                "description": .string(
                    "Border line: \(model.border.source.licence ?? "not stated"). Fences and facilities: as their sources state."),
            ],
            [
                "@id": "#geo-tool", "@type": "SoftwareApplication", "name": "geo-tool", "version": .string(ToolVersion.tool),
                "softwareRequirements": .string("PROJ \(ToolVersion.proj), GEOS \(ToolVersion.geos)"),
            ],
            [
                "@id": "#run", "@type": "CreateAction", "name": "geo-tool report", "instrument": reference("#geo-tool"),
                "object": .array(model.inputs.map { reference("#input-" + $0.name) }), "result": reference("./"),
            ],
        ]
        if let box {
            let corners = [box[1], box[0], box[3], box[2]].map { FixedDecimal.string($0, decimals: 2) }.joined(separator: " ")
            graph.append(["@id": "#border", "@type": "Place", "geo": reference("#box")])
            graph.append(["@id": "#box", "@type": "GeoShape", "box": .string(corners)])
        }
        graph += model.inputs.map { input in
            var work: JSONValue = ["@id": .string("#input-" + input.name), "@type": "CreativeWork", "name": .string(input.name)]
            if !input.isNamedOnly, case .object(var members) = work {
                members["contentSize"] = .integer(input.bytes)
                members["sha256"] = .string(input.sha256)
                work = .object(members)
            }
            return work
        }
        graph += files.map { file in
            [
                "@id": .string(file.name), "@type": "File", "name": .string(file.name),
                "encodingFormat": .string(Self.mediaType(file.name)), "contentSize": .integer(file.count),
                "sha256": .string(file.sha256),
            ]
        }
        return ["@context": "https://w3id.org/ro/crate/1.1/context", "@graph": .array(graph)]
    }
}
