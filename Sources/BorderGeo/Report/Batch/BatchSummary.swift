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

    init(_ results: [BatchResult], extent: BatchPlan.Extent) {
        self.results = results
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
            var row = [TextTable.Cell](repeating: .none, count: BatchRows.fields.count)
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
        (outcome.message ?? "").split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.joined(separator: " ")
    }

    var json: JSONValue {
        [
            "schema": "geo-tool/batch/1",
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
    func page() -> String {
        let rows = results.map { row($0) }.joined()
        let failed = results.count { $0.outcome.status == .failed }
        let words = "\(results.count) jobs" + (failed > 0 ? ", \(failed) failed" : "")
        let heads = [
            "Job", "Study", "Epoch", "Observed", "Fenced", "Share", "", "Facilities", "One every (border)",
            "One every (new or upgraded line)",
        ]
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>Batch: \(words)</title><link rel="icon" href="data:,">
            <style>\(ReportAsset.theme.text)\(ReportAsset.figures.text)\(ReportAsset.page.text)\
            .track{width:120px;height:10px;background:var(--m0);display:block}.track i{display:block;height:10px;background:var(--m2)}</style></head>
            <body><header class="top"><h1>Batch: \(words)</h1><p class="subline">Each line leads to a report of its own; \
            <a href="summary.csv">summary.csv</a> holds every area and epoch, <a href="batch.json">batch.json</a> the settings.</p></header>
            <main><div class="scroll"><table><thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
            <tbody>\(rows)</tbody></table></div></main></body></html>

            """
    }

    private func row(_ result: BatchResult) -> String {
        let job = result.outcome.job
        let id = SVGCanvas.escape(job.id)
        guard result.outcome.status != .failed, case .object(let record)? = result.record,
            case .object(let headline)? = record["headline"]
        else {
            return
                "<tr><th scope=\"row\">\(id)</th><td class=\"no\" colspan=\"9\">\(SVGCanvas.escape(message(result.outcome)))</td></tr>"
        }
        func number(_ key: String) -> Double? { headline[key]?.numeric }
        func cell(_ text: String) -> String { "<td class=\"n\">\(SVGCanvas.escape(text))</td>" }
        let title: String = if case .string(let text)? = record["title"] { text } else { job.study }
        let epoch: String = if case .string(let text)? = headline["epoch"] { text } else { NumberText.nothing }
        let share = number("coverage").map { Share($0) }
        let bar =
            share.map {
                "<span class=\"track\"><i style=\"width:\(SVGCanvas.number(max(0, min(100, $0.percent))))%\"></i></span>"
            } ?? ""
        let target = "jobs/\(id)/" + (extent == .all ? "report.html" : "report.md")
        return
            "<tr><th scope=\"row\"><a href=\"\(target)\">\(id)</a></th><td>\(SVGCanvas.escape(title))</td><td>\(SVGCanvas.escape(epoch))</td>"
            + cell(NumberText.length(number("observed_m").map { Metres($0) }))
            + cell(NumberText.length(number("fenced_m").map { Metres($0) }))
            + cell(NumberText.percent(share)) + "<td>\(bar)</td>"
            + cell(number("facilities").map { NumberText.fixed($0, 0) } ?? NumberText.nothing)
            + cell(NumberText.spacing(number("spacing_border_observed_m").map { Metres($0) }))
            + cell(NumberText.spacing(number("spacing_fence_line_new_or_upgraded_m").map { Metres($0) })) + "</tr>"
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
