import GeoHandles

/// Everything of a report as files of one folder: this is the one place that decides what is in it.
public struct ReportFolder: Sendable {
    public let model: ReportModel
    /// Language of the page and the drawings.
    public let language: ReportLanguage
    /// Which files beside GeoJSON, styles and project are written.
    public var formats: LayerBundle.Formats
    /// The date of publication with which metadata for archives are written, a STAC item and an RO-Crate; `nil`: none.
    public var published: CalendarDate?
    public var extent: BatchPlan.Extent
    /// Files that the caller adds; the manifest names them too.
    var additions: [(name: String, text: String)] = []

    public init(
        _ model: ReportModel, language: ReportLanguage = .english, formats: LayerBundle.Formats = [],
        published: CalendarDate? = nil
    ) {
        self.model = model
        self.language = language
        self.formats = formats
        self.published = published
        extent = .all
    }

    /// A folder of a batch.
    init(
        _ model: ReportModel, language: ReportLanguage, extent: BatchPlan.Extent, additions: [(name: String, text: String)]
    ) {
        self.init(model, language: language)
        self.extent = extent
        self.additions = additions
    }

    /// Writes the folder whole or not at all, and returns the names written, in order.
    public func write(to path: String) throws -> [String] {
        var folder = try OutputFolder(path)
        var records: [OutputRecord] = []
        for (name, text) in try files() + additions {
            let bytes = Array(text.utf8)
            try folder.write(bytes, to: name)
            records.append(OutputRecord(name: name, bytes: bytes))
        }
        guard extent == .all else {
            let bundle = try LayerBundle(StudyLayers(model), layers: [])
            try folder.write(bundle.manifest(records), to: LayerBundle.manifestName)
            return try folder.commit()
        }
        let bundle = try LayerBundle(StudyLayers(model))
        _ = try bundle.write(into: &folder, formats: formats, beside: records) { records in
            guard let published else { return [] }
            let metadata = ArchiveMetadata(model, published: published)
            return [
                (ArchiveMetadata.stacName, metadata.stacItem(records).text() + "\n"),
                (ArchiveMetadata.crateName, metadata.researchObject(records).text() + "\n"),
            ]
        }
        return try folder.commit()
    }

    /// What stands beside the layers: the page, JSON with its schemas, Markdown, drawings, tables.
    private func files() throws -> [(name: String, text: String)] {
        var files = [("report.json", model.reportEnvelope.text()), ("report.md", model.markdown())]
        if extent == .all {
            let figures = ReportFigures(model, language: language)
            files.append(("report.html", try HTMLReport(figures).text()))
            files += figures.drawings.map { ("figures/\($0.name).svg", $0.svg) }
        }
        files += model.tableFiles.map { ("tables/\($0.name).csv", model.csv($0.table)) }
        for name in ["tables/arrivals.csv"] + BuiltInFile.names(below: "schemas") {
            guard let bytes = BuiltInFile.bytes(name) else { continue }
            files.append((name.hasPrefix("schemas/") ? "about/" + name : name, String(decoding: bytes, as: UTF8.self)))
        }
        return files
    }
}

extension ReportModel {
    /// The tables that are written as CSV, by file name.
    var tableFiles: [(name: String, table: TextTable)] {
        var files = [
            ("figures", figuresTable), ("coverage", coverageTable), ("fence_lines", fenceLineTable), ("gaps", gapTable),
            ("facilities", facilityTable), ("density", densityTable),
        ]
        if !changes.isEmpty {
            files += [
                ("change", changeTable), ("fence_line_change", fenceLineChangeTable), ("facility_change", facilityChangeTable),
            ]
        }
        if let matrixTable { files.append(("change_matrix", matrixTable)) }
        if let claimTable { files.append(("claims", claimTable)) }
        return files
    }
}
