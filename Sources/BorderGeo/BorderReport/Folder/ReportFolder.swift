import BorderAnalysis
import BorderBase
import GeoFormats
import GeoHandles

/// Everything of a report as files of one folder: this is the one place that decides what is in it.
public struct ReportFolder: Sendable {
    public let model: ReportModel
    /// Language of the page and the drawings.
    public let language: ReportLanguage
    /// Which files beside GeoJSON, styles and project are written.
    package var formats: LayerBundle.Formats
    /// The date of publication with which metadata for archives are written, a STAC item and an RO-Crate; `nil`: none.
    public var published: CalendarDate?
    package var extent: BatchPlan.Extent
    /// Threads; `nil`: all cores. The bytes do not depend on it.
    public var jobs: Int?
    /// Files that the caller adds; the manifest names them too.
    var additions: [(name: String, text: String)] = []

    package init(
        _ model: ReportModel, language: ReportLanguage = .english, formats: LayerBundle.Formats = [],
        published: CalendarDate? = nil, jobs: Int? = nil
    ) {
        self.model = model
        self.language = language
        self.formats = formats
        self.published = published
        self.jobs = jobs
        extent = .all
    }

    /// A folder of a batch.
    init(
        _ model: ReportModel, language: ReportLanguage, extent: BatchPlan.Extent, additions: [(name: String, text: String)],
        jobs: Int
    ) {
        self.init(model, language: language, jobs: jobs)
        self.extent = extent
        self.additions = additions
    }

    /// Writes the folder whole or not at all, and returns the names written, in order.
    ///
    /// Throws `FileError.occupied` where something that no earlier run wrote would be overwritten, or something was changed since.
    public func write(to path: String) throws -> [String] { try write(to: path, []) }

    /// The same with what gives way in a folder that is there already.
    package func write(to path: String, _ policy: FolderGuard.Policy) throws -> [String] {
        var folder = try OutputFolder(path, policy)
        var (texts, bundle) = try Parallel.both(jobs: jobs) {
            try files() + additions
        } _: {
            try extent == .all ? LayerBundle(StudyLayers(model)) : LayerBundle(StudyLayers(model), layers: [])
        }
        bundle.isAlone = policy.contains(.restoring)
        // Text by text: bytes of all of them beside the texts would be a second copy.
        var records: [OutputRecord] = []
        for (name, text) in texts {
            let (record, bytes) = OutputRecord.file(name, Array(text.utf8))
            try folder.write(bytes, to: name)
            records.append(record)
        }
        texts = []
        guard extent == .all else {
            let stale = bundle.staleFiles(of: folder.earlier, besides: records.map(\.name))
            if model.isPublic {
                try PublicFolder.check(path, holdsOnly: records.map(\.name) + [LayerBundle.manifestName] + stale)
            }
            for name in stale { folder.retire(name) }
            try folder.write(bundle.manifest(records), to: LayerBundle.manifestName)
            return try folder.commit()
        }
        func describe(_ records: [OutputRecord]) -> [(name: String, text: String)] {
            guard let published else { return [] }
            let metadata = ArchiveMetadata(model, published: published)
            return [
                (ArchiveMetadata.stacName, metadata.stacItem(records).text() + "\n"),
                (ArchiveMetadata.crateName, metadata.researchObject(records).text() + "\n"),
            ]
        }
        _ = try bundle.write(into: &folder, formats: formats, beside: records, jobs: jobs, describe: describe)
        return try folder.commit()
    }

    /// What stands beside the layers: the page, JSON with its schemas, Markdown, drawings, tables.
    private func files() throws -> [(name: String, text: String)] {
        var files = [("report.json", model.reportEnvelope.text()), ("report.md", model.markdown())]
        if extent == .all {
            let figures = ReportFigures(model, language: language)
            let (page, drawings) = try Parallel.both(jobs: jobs) {
                try HTMLReport(figures).text()
            } _: {
                figures.drawings
            }
            files.append(("report.html", page))
            files += drawings.map { ("figures/\($0.name).svg", $0.svg) }
        }
        files += model.tableFiles.map { ("tables/\($0.name).csv", model.csv($0.table)) }
        files += model.context.map { ("tables/\(FileStem($0.stem, after: "")).csv", String(decoding: $0.bytes, as: UTF8.self)) }
        for name in BuiltInFile.names(below: "schemas") {
            guard let bytes = BuiltInFile.bytes(name) else { continue }
            files.append(("about/" + name, String(decoding: bytes, as: UTF8.self)))
        }
        return files
    }
}

extension ReportModel {
    /// The tables that are written as CSV, by file name.
    var tableFiles: [(name: String, table: ResultTable)] {
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
        if let claimFileTable { files.append(("claims", claimFileTable)) }
        if let orderTable { files.append(("orders", orderTable)) }
        return files
    }
}
