import BorderAnalysis
import BorderBase
import BorderModel
import BorderStudy
import GeoFormats
import LinearReferencing

/// A folder that a QGIS user opens with a double click: one GeoJSON and one style a layer, further styles in `styles/`, a project, a README, a manifest; a GeoPackage and a
/// KMZ where they are asked for.
///
/// The same layers give the same bytes. Layers without features are left out of everything and named in the README.
package struct LayerBundle: Sendable {
    /// Which files beside GeoJSON, styles and project are written.
    package struct Formats: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let geoPackage = Formats(rawValue: 1)
        package static let kml = Formats(rawValue: 2)
        /// One table a layer, in `csv/`.
        package static let csv = Formats(rawValue: 4)
    }

    /// Stands at the head of sheets, README and KMZ.
    package var title: String
    /// One paragraph: where the data come from.
    package var sources: String
    package var isPublic: Bool
    /// Whether nothing of an earlier run stays beside it.
    var isAlone = false
    package var synthetic: Bool
    /// The layers with features, the topmost of a map first.
    package let layers: [FeatureLayer]
    /// Layers that hold nothing.
    package let empty: [FeatureLayer]
    /// First and last epoch: the range of the temporal controller.
    package var dates: ClosedRange<CalendarDate>?
    /// By layer: whose data it is where it is not the study's.
    package var credits: [String: QGISProject.Credit] = [:]
    /// Stands in the manifest: study, parameters, inputs.
    package var provenance: JSONValue
    /// What the study calls things.
    package var words: StudyWords
    /// Of project, GeoPackage and KMZ.
    package var name: FileStem
    /// What writes the layers in formats of GDAL as well.
    package var foreign: [OGRWriter] = []

    package init(
        title: String, sources: String, layers: [FeatureLayer], dates: ClosedRange<CalendarDate>? = nil, synthetic: Bool,
        isPublic: Bool = false, provenance: JSONValue = [:], words: StudyWords = .neutral, name: FileStem = "BorderGeo"
    ) {
        self.words = words
        self.name = name
        self.title = title
        self.sources = sources
        self.isPublic = isPublic
        self.synthetic = synthetic
        self.layers = layers.filter { !$0.features.isEmpty }
        empty = layers.filter(\.features.isEmpty)
        self.dates = dates
        self.provenance = provenance
    }

    package static let manifestName = FolderManifest.name
}

extension LayerBundle {
    /// The layers of a study.
    package init(_ study: StudyLayers) throws { try self.init(study, layers: study.layers()) }

    /// What the README and manifest of a study's folder say, over the layers that are in it.
    init(_ study: StudyLayers, layers: [FeatureLayer]) throws {
        let model = study.model
        let source = model.border.source
        let sources =
            [
                "Border: \(source.title)\(source.scale.map { ", \($0)" } ?? "")\(source.licence.map { ", \(Self.shortLicence($0))" } ?? "").",
                model.study.synthetic
                    ? "Fences and facilities: simulated."
                    : "Fences and facilities: " + model.inputs.map(\.name).joined(separator: ", ") + ".",
            ] + model.study.notes + (model.edition?.sources ?? [])
        // Set one by one: a dictionary literal handed to `merging` is unordered, and the bytes would differ from run to run.
        var parameters = model.parametersJSON
        parameters["public"] = .bool(study.isPublic)
        parameters["buffer_widths_m"] = .array(study.bufferWidths.map { .metres($0) })
        let epochs = model.inventories.map(\.epoch.date)
        var range: ClosedRange<CalendarDate>?
        if let first = epochs.min(), let last = epochs.max() { range = first...last }
        self.init(
            title: model.study.title, sources: sources.joined(separator: " "), layers: layers, dates: range,
            synthetic: model.study.synthetic, isPublic: study.isPublic,
            provenance: [
                "study": model.studyJSON,
                "parameters": .object(parameters),
                "inputs": .array(model.inputs.map(\.json)),
            ], words: model.study.words, name: FileStem(model.study.id, after: ""))
        if self.layers.contains(where: { StudyLayers.contextNames.contains($0.name) }) { self.sources += " " + MapContext.credit }
        credits = StudyLayers.contextCredits
        credits["border"] = QGISProject.Credit(
            source: [source.title, source.scale].compactMap { $0 }.joined(separator: ", "),
            licence: source.licence.map(Self.shortLicence) ?? "As the border file's own", author: source.title)
    }

    /// The name of a licence without its text.
    private static func shortLicence(_ text: String) -> String {
        String(text.prefix { $0 != " " && $0 != "\n" }).reversed().drop { $0 == "." || $0 == "," }.reversed().map(String.init)
            .joined()
    }

    /// Sentences that every output must repeat.
    var notes: [String] {
        (synthetic ? [FeatureLayer.syntheticNote] : []) + (isPublic ? [ReportModel.publicNote] : [])
    }

    /// Whether the layers hold places of gaps or fences.
    var holdsExactFences: Bool {
        let exact: Set = ["gaps", "fences", "patrol_paths", "change", "fence_events", "fence_runs", "coverage"]
        return !isPublic && layers.contains { $0.kind != .none && exact.contains($0.name) }
    }

    var summary: String { (notes + [sources]).joined(separator: " ") }

    /// Writes everything into a folder that will be moved into place whole, below `prefix` (`maps/`); returns the names in order.
    ///
    /// Throws `FileError`, and `InputError` for features that no format can hold (coordinates off the Earth).
    @discardableResult
    package func write(
        into folder: inout OutputFolder, under prefix: String = "", formats: Formats = [], jobs: Int? = nil,
        noting: (Finding) -> Void = { _ in }
    ) throws -> [String] {
        try write(into: &folder, under: prefix, formats: formats, beside: [], jobs: jobs, noting: noting)
    }

    /// Layers of more features than this are written one after the other, in pieces; all smaller ones at once.
    private static let mostAtOnce = 20_000

    private static func isLarge(_ layer: FeatureLayer) -> Bool { layer.features.count > mostAtOnce }

    /// The same, in a folder that holds other files already: the manifest names them too. `describe` makes files about all the files.
    func write(
        into folder: inout OutputFolder, under prefix: String = "", formats: Formats = [], beside others: [OutputRecord],
        jobs: Int? = nil, noting: (Finding) -> Void = { _ in },
        describe: ([OutputRecord]) -> [(name: String, text: String)] = { _ in [] }
    ) throws -> [String] {
        var outputs = others
        func put(_ file: (record: OutputRecord, bytes: [UInt8])) throws {
            try folder.write(file.bytes, to: prefix + file.record.name)
            outputs.append(file.record)
        }
        func put(_ bytes: [UInt8], _ name: String) throws { try put(OutputRecord.file(name, bytes)) }
        // The text of a large layer goes out in pieces, so that it is not in memory beside the layer.
        func putPieces(_ name: String, of write: ((borrowing ByteWriter) throws -> Void) throws -> Void) throws {
            let file = try folder.open(prefix + name)
            try write { piece in try file.write(piece) }
            outputs.append(OutputRecord(name: name, count: file.count, sha256: file.sha256))
        }
        typealias Text = Result<(record: OutputRecord, bytes: [UInt8]), any Error>
        let texts = Parallel.map(layers.count, jobs: jobs) { i -> Text? in
            guard !Self.isLarge(layers[i]) else { return nil }
            return Text { OutputRecord.file(layers[i].name + ".geojson", try GeoJSONWriter.write(layers[i])) }
        }
        for (layer, text) in zip(layers, texts) {
            if let text {
                try put(text.get())
            } else {
                try putPieces(layer.name + ".geojson") { try GeoJSONWriter.write(layer, piece: $0) }
            }
            guard layer.kind != .none, let style = MapStyle.standard(for: layer, words: words).first else { continue }
            try put(QMLWriter().document(style.atEveryScale, for: layer), layer.name + ".qml")
        }
        for layer in layers where layer.kind != .none {
            for style in MapStyle.standard(for: layer, words: words).dropFirst() {
                try put(QMLWriter().document(style.atEveryScale, for: layer), "styles/\(layer.name)-\(style.fileName).qml")
            }
        }
        try put(project().archive(named: name.text), name.text + ".qgz")
        if formats.contains(.csv) {
            for layer in layers { try putPieces("csv/\(layer.name).csv") { try CSVWriter.write(layer, piece: $0) } }
        }
        if formats.contains(.geoPackage) {
            let file = name.text + ".gpkg"
            let path = try folder.stage(prefix + file)
            let tables = layers.map {
                GeoPackageWriter.Table($0, styles: MapStyle.standard(for: $0, words: words).map(\.atEveryScale))
            }
            try GeoPackageWriter(summary: summary).write(tables, to: path)
            outputs.append(try OutputRecord(name: file, file: path))
        }
        if formats.contains(.kml) {
            let hidden = Self.hiddenAtFirst
            // Google Earth has a background of its own.
            let folders = layers.filter { $0.kind != .none && !StudyLayers.contextNames.contains($0.name) }.map {
                var folder = KMLWriter.Folder(
                    $0, styles: MapStyle.standard(for: $0, words: words),
                    isVisible: !hidden.contains($0.name) && $0.name != "km_posts")
                folder.shownEpoch = epochs.last
                return folder
            }
            var writer = KMLWriter(title: title, summary: summary.replacing(" " + MapContext.credit, with: ""))
            writer.view = extent
            try put(writer.archive(folders), name.text + ".kmz")
        }
        for writer in foreign {
            let made = try writer.write(layers, into: &folder, under: prefix, database: name.text)
            for finding in made.findings { noting(finding) }
            for name in made.names { outputs.append(try OutputRecord(name: name, file: folder.stage(prefix + name))) }
        }
        try put(Array(readme(formats).utf8), "README.txt")
        for file in describe(outputs) { try put(Array(file.text.utf8), file.name) }
        let root = prefix.isEmpty ? folder.path : "\(folder.path)/\(prefix.dropLast())"
        let earlier = FolderManifest(of: root)
        let stale = Set(staleFiles(of: earlier, besides: outputs.map(\.name)))
        if isPublic { try PublicFolder.check(root, holdsOnly: outputs.map(\.name) + [Self.manifestName] + stale) }
        for name in stale { folder.retire(prefix + name) }
        let left = earlier?.records(without: stale.union(outputs.map(\.name))).filter { folder.exists(prefix + $0.name) } ?? []
        try folder.write(manifest(outputs, beside: left.map(\.record)), to: prefix + Self.manifestName)
        return (outputs.dropFirst(others.count).map(\.name) + [Self.manifestName]).map { prefix + $0 }
    }

    /// `earlier`: records of files that an earlier run wrote into the folder and this one leaves as they are.
    func manifest(_ outputs: [OutputRecord], beside earlier: [JSONValue] = []) -> String {
        var members: JSONValue = [
            "schema": "geo-tool/export/1", "definitions": .integer(ResultEnvelope.definitions),
            "tool": [
                "version": .string(ToolVersion.tool), "proj": .string(ToolVersion.proj), "geos": .string(ToolVersion.geos),
            ],
        ]
        if case .object(var object) = members, case .object(let own) = provenance {
            object.merge(own) { $1 }
            object["left_out"] = .array(empty.map { .string($0.name) })
            object["outputs"] = .array(
                outputs.map { ["name": .string($0.name), "bytes": .integer($0.count), "sha256": .string($0.sha256)] })
            if !earlier.isEmpty { object[FolderManifest.earlierKey] = .array(earlier) }
            members = .object(object)
        }
        return members.text() + "\n"
    }
}

/// A file of a folder as its manifest names it.
struct OutputRecord: Hashable, Sendable {
    var name: String
    var count: Int
    var sha256: String

    init(name: String, count: Int, sha256: String) {
        (self.name, self.count, self.sha256) = (name, count, sha256)
    }

    init(name: String, bytes: [UInt8]) {
        self.name = name
        count = bytes.count
        sha256 = SHA256.hexadecimal(of: bytes)
    }

    /// A file's bytes with their record.
    static func file(_ name: String, _ bytes: [UInt8]) -> (record: OutputRecord, bytes: [UInt8]) {
        (OutputRecord(name: name, bytes: bytes), bytes)
    }

    /// Of a file that is written already; read in pieces.
    init(name: String, file: String) throws {
        var hash = SHA256()
        var count = 0
        try FileBytes.forEachPiece(of: file) {
            hash.update($0)
            count += $0.count
        }
        self.init(name: name, count: count, sha256: hash.hexadecimal())
    }
}
