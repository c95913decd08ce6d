import BorderAnalysis
import BorderModel
import BorderStudy
import GeoFormats

/// What a job is made from: the content of its inputs, its settings, the tool. Equal keys give equal bytes.
struct BatchRecipe: Sendable {
    let job: BatchJob
    let plan: BatchPlan
    let inputs: [InputRecord]
    /// SHA-256, hexadecimal.
    let key: String

    static let recordName = "about/job.json"
    static let summaryName = "about/summary.csv"

    /// Reads and hashes the inputs; throws as loading the study would where one is missing.
    init(_ job: BatchJob, _ plan: BatchPlan) throws {
        self.job = job
        self.plan = plan
        inputs = try StudyLoader(border: job.settings.border).inputs(of: job.study)
        let content: JSONValue = [
            "definitions": .integer(ResultEnvelope.definitions), "tool": .string(ToolVersion.tool),
            "proj": .string(ToolVersion.proj), "geos": .string(ToolVersion.geos),
            "write": .string(plan.extent.rawValue), "lang": .string(plan.language.rawValue), "job": .string(job.id),
            "settings": job.settings.json, "inputs": .array(inputs.map(\.json)),
        ]
        key = SHA256.hexadecimal(of: Array(content.text(.compact).utf8))
    }

    /// The job's own files: its record and its rows of the summary.
    func files(_ model: ReportModel) -> [(name: String, text: String)] {
        [(Self.recordName, record(model).text() + "\n"), (Self.summaryName, BatchRows(job: job, model: model).csv())]
    }

    /// The key, where it gives nothing away: over private inputs it would tell whether a guess at them is right. Public jobs are run again each time.
    var publishedKey: String? { job.settings.isPublic == true ? nil : key }

    /// What every command that reads a border says about it.
    static func borderWarnings(of border: Border) -> [String] {
        border.findings.digest().filter { $0.severity >= .warning }.map(\.sentence)
    }

    /// The same from the record of a job.
    static func borderWarnings(in record: JSONValue?) -> [String] {
        guard case .object(let members)? = record, case .array(let warnings)? = members["border_warnings"] else { return [] }
        return warnings.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    private func record(_ model: ReportModel) -> JSONValue {
        let figures = ReportFigures(model, language: plan.language)
        let coverage = figures.coverage(figures.whole, figures.shown)
        let before = figures.baseline.flatMap { figures.coverage(figures.whole, $0) }
        let density = figures.density(figures.whole, figures.shown)
        return [
            "schema": "geo-tool/job/1", "definitions": .integer(ResultEnvelope.definitions), "job": .string(job.id),
            "key": .text(publishedKey), "study": model.studyJSON,
            "title": .string(model.study.title), "settings": job.published.settings.json,
            "tool": ["version": .string(ToolVersion.tool), "proj": .string(ToolVersion.proj), "geos": .string(ToolVersion.geos)],
            "inputs": .array((model.isPublic ? model.inputs : inputs).map(\.json)),
            "border_warnings": .array(Self.borderWarnings(of: model.border).map { .string($0) }),
            "headline": [
                "epoch": .text(coverage?.epoch), "observed_m": .metres(coverage?.observed), "fenced_m": .metres(coverage?.fenced),
                "coverage": .share(coverage?.share), "coverage_baseline": .share(before?.share),
                "facilities": density.map { .integer($0.count.count) } ?? .null,
                "spacing_border_observed_m": .metres(density?.rate(.borderObserved)?.spacing),
                "spacing_fence_line_new_or_upgraded_m": .metres(density?.rate(.fenceLineNewOrUpgraded)?.spacing),
                "count_near_fence": density?.countNearFence(.fenceLineNewOrUpgraded).map { .integer($0) } ?? .null,
            ],
        ]
    }
}

extension BatchJob {
    /// As a summary names it: a public one without the paths of its files.
    var published: BatchJob {
        guard settings.isPublic == true else { return self }
        var job = self
        job.study = PublicEdition.baseName(study)
        job.settings.border = settings.border.map(PublicEdition.baseName)
        return job
    }
}

/// A job's rows of the summary over all jobs: one for each area and epoch.
struct BatchRows: Sendable {
    let job: BatchJob
    let model: ReportModel

    static let fields = [
        "job", "status", "study", "synthetic", "area", "epoch", "border_m", "observed_m", "fenced_m", "coverage", "fence_line_m",
        "fence_line_new_m", "fence_line_upgraded_m", "facilities", "facilities_max", "per_km_border_observed",
        "spacing_border_observed_m",
        "spacing_fence_line_new_or_upgraded_m", "count_near_fence", "message",
    ]

    static func table(_ rows: [[ResultTable.Cell]]) -> ResultTable {
        ResultTable(id: "batch", title: "", columns: fields.map { .init($0, field: $0) }, rows: rows)
    }

    /// With the header: a file that can be read by itself.
    func csv() -> String {
        Self.table(
            model.coverage.map { row in
                let density = model.density.first {
                    $0.area == row.area && $0.epoch == row.epoch && $0.kind == MetricDomain.allName
                }
                let change = model.changes.first { $0.area == row.area && $0.fences.comparison == row.epoch }?.fences.fenceLine
                return [
                    .text(job.id), .text("done"), .text(model.study.id), .flag(model.study.synthetic), .text(row.area),
                    .text(row.epoch),
                    .metres(row.border), .metres(row.observed), .metres(row.fenced), .percent(row.share), .metres(row.fenceLine),
                    .metres(change?.new), .metres(change?.upgraded), density.map { .count($0.count.count) } ?? .none,
                    density.map { .count($0.count.maximum) } ?? .none,
                    .number(density?.rate(.borderObserved)?.perKilometre, places: 3),
                    .metres(density?.rate(.borderObserved)?.spacing), .metres(density?.rate(.fenceLineNewOrUpgraded)?.spacing),
                    density?.countNearFence(.fenceLineNewOrUpgraded).map { .count($0) } ?? .none, .none,
                ]
            }
        ).csv()
    }
}
