import BorderAnalysis
import BorderBase
import GeoFormats

/// A job with its record as it stands on disk.
struct BatchResult: Sendable {
    var outcome: BatchOutcome
    var record: JSONValue?
}

/// What stands over all jobs of a batch: one CSV, one page, one record. Jobs done now and jobs reused look the same, so that an interrupted batch
/// ends with the same bytes.
struct BatchSummary: Sendable {
    let results: [BatchResult]
    let extent: BatchPlan.Extent

    private static let heads = [
        "Job", "Study", "Epoch", "Observed", "Fenced", "Share", "", "Facilities", "One every (border)",
        "One every (new or upgraded line)", "Near that line",
    ]

    /// Of public jobs without paths, and without the words of what went wrong, which may name a place.
    init(_ results: [BatchResult], extent: BatchPlan.Extent) {
        self.results = results.map { result in
            guard result.outcome.job.settings.isPublic == true else { return result }
            var result = result
            result.outcome.job = result.outcome.job.published
            if result.outcome.message != nil { result.outcome.message = "failed" }
            return result
        }
        self.extent = extent
    }

    /// The rows of all jobs in the order of the plan; a failed job is one row with its message.
    func csv(_ store: BatchStore) -> String {
        var text = BatchRows.table([]).csv()
        for result in results {
            guard result.outcome.status == .failed else {
                text += store.rows(result.outcome.job)
                continue
            }
            var row = [ResultTable.Cell](repeating: .none, count: BatchRows.fields.count)
            row[0] = .text(result.outcome.job.id)
            row[1] = .text("failed")
            row[2] = .text(result.outcome.job.study)
            row[row.count - 1] = .text(message(result.outcome))
            let whole = BatchRows.table([row]).csv()
            text += whole[whole.index(after: whole.firstIndex(of: "\r\n") ?? whole.startIndex)...]
        }
        return text
    }

    private func message(_ outcome: BatchOutcome) -> String {
        (outcome.message ?? "").split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.reduce("") { text, line in
            text.isEmpty ? String(line) : text + (text.hasSuffix(".") ? " " : ". ") + line
        }
    }

    var json: JSONValue {
        [
            "schema": "geo-tool/batch/1", "definitions": .integer(ResultEnvelope.definitions),
            "tool": ["version": .string(ToolVersion.tool), "proj": .string(ToolVersion.proj), "geos": .string(ToolVersion.geos)],
            "jobs": .array(
                results.map { result in
                    [
                        "job": .string(result.outcome.job.id), "study": .string(result.outcome.job.study),
                        "settings": result.outcome.job.settings.json,
                        "status": result.outcome.status == .failed ? "failed" : "done", "key": .text(result.outcome.key),
                        "message": result.outcome.status == .failed ? .string(message(result.outcome)) : .null,
                    ]
                }),
        ]
    }

    /// The index: every job with its main figures and a way to its report.
    func page() -> Markup {
        // What failed first: it waits for somebody.
        let rows = (results.filter { $0.outcome.status == .failed } + results.filter { $0.outcome.status != .failed })
            .map { row($0) }.joined()
        let failed = results.count { $0.outcome.status == .failed }
        let synthetic = results.count { result in
            guard case .object(let record)? = result.record, case .object(let study)? = record["study"] else { return false }
            return study["synthetic"] == true
        }
        let notice: Markup =
            synthetic == 0
            ? ""
            : """
            <p class="notice synthetic" role="note"><strong>Synthetic positions</strong> In \(synthetic) of \(NumberText.counted(results.count, one: "job", many: "jobs")) every \
            position is made up to show the method. Do not cite places from them.</p>
            """
        let heads = Self.heads.enumerated().map { i, head -> Markup in
            let number: Markup = i > 2 ? " class=\"n\"" : ""
            return "<th scope=\"col\"\(number)>\(head)</th>"
        }.joined()
        let words = NumberText.counted(results.count, one: "job", many: "jobs") + (failed > 0 ? ", \(failed) failed" : "")
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>Batch: \(words)</title><link rel="icon" href="data:,">
            <style>\(ReportAsset.theme.markup)\(ReportAsset.figures.markup)\(Palette.standard.only(.layerCount).css)\(ReportAsset.page.markup)\
            .track{width:120px;height:10px;margin-top:.35em;background:var(--grid);display:block}.track i{display:block;height:10px;background:var(--m2)}tbody th{overflow-wrap:anywhere;min-width:16em}</style></head>
            <body><header class="top"><h1>Batch: \(words)</h1>\(notice)<p class="subline">Each line leads to a report of its own; \
            <a href="summary.csv">summary.csv</a> holds every area and epoch, <a href="batch.json">batch.json</a> the settings.</p></header>
            <main><div class="scroll"><table class="stack"><thead><tr>\(heads)</tr></thead>
            <tbody>\(rows)</tbody></table></div></main></body></html>

            """
    }

    private func row(_ result: BatchResult) -> Markup {
        let job = result.outcome.job
        guard result.outcome.status != .failed, case .object(let record)? = result.record,
            case .object(let headline)? = record["headline"]
        else {
            return """
                <tr><th scope="row">\(job.id)</th><td class="no" data-l="Failed" colspan="10">\(message(result.outcome))</td></tr>
                """
        }
        func number(_ key: String) -> Double? { headline[key]?.numeric }
        func cell(_ column: Int, _ text: String, style: Markup = " class=\"n\"") -> Markup {
            "<td\(style) data-l=\"\(Self.heads[column])\">\(text)</td>"
        }
        let title: String = if case .string(let text)? = record["title"] { text } else { job.study }
        let epoch: String = if case .string(let text)? = headline["epoch"] { text } else { NumberText.nothing }
        let share = number("coverage").map { Share($0) }
        let bar = share.map { share -> Markup in
            "<span class=\"track\"><i style=\"width:\(SVGCanvas.number(max(0, min(100, share.percent))))%\"></i></span>"
        }
        let target: Markup = extent == .all ? "report.html" : "report.md"
        func count(_ key: String) -> String {
            number(key).flatMap { Int(exactly: $0.rounded()) }.map { NumberText.grouped($0) } ?? NumberText.nothing
        }
        func length(_ key: String) -> String { NumberText.length(number(key).map { Metres($0) }) }
        func spacing(_ key: String) -> String { NumberText.spacing(number(key).map { Metres($0) }) }
        var row: Markup = "<tr><th scope=\"row\"><a href=\"jobs/\(job.id)/\(target)\">\(job.id)</a></th>"
        row += cell(1, title, style: "") + cell(2, epoch, style: "")
        row += cell(3, length("observed_m")) + cell(4, length("fenced_m")) + cell(5, NumberText.percent(share))
        row += "<td class=\"nil\">\(bar ?? "")</td>"
        row += cell(7, count("facilities")) + cell(8, spacing("spacing_border_observed_m"))
        return row + cell(9, spacing("spacing_fence_line_new_or_upgraded_m")) + cell(10, count("count_near_fence")) + "</tr>"
    }
}

extension JSONValue {
    /// The number of any of the forms in which one is held.
    var numeric: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value, _), .significant(let value, _), .shortest(let value): value
        default: nil
        }
    }
}
