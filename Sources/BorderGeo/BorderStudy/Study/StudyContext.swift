import BorderModel
import GeoFormats
import LinearReferencing

/// A series of figures from elsewhere that a study names under `context:`, before its file is read.
package struct StudyContext: Hashable, Sendable {
    package var file: String
    /// Shown only where the study cites this register of claims.
    package var beside: String?
    var title: LocalText
    var axis: LocalText
    var chart: LocalText
    var column: LocalText
    var note: LocalText
    var drawnFrom: Int?

    static func list(_ top: inout YAMLObject) throws -> [StudyContext] {
        try (top.objects("context") ?? []).map { entry in
            var entry = entry
            let file = try entry.required("file", example: "crossings.csv")
            guard let title = try entry.localText("title") else {
                throw entry.error("a context series needs its title", at: "title", remedy: "Add `title: Crossings per year`.")
            }
            let axis = try entry.localText("axis") ?? title
            let context = StudyContext(
                file: file, beside: try entry.string("where_claims"), title: title, axis: axis,
                chart: try entry.localText("chart") ?? axis,
                column: try entry.localText("column") ?? LocalText("Value", korean: "값"),
                note: try entry.localText("note") ?? LocalText("Context, not cause.", korean: "배경일 뿐 원인이 아니다."),
                drawnFrom: try entry.number("drawn_from").map { Int(max(1, min(9999, $0))) })
            try entry.finish()
            return context
        }
    }

    /// Reads `date,value,label,source` (and `note`, `whole_year`, `source_date`). A date is a year, a month or a day.
    package func series(_ source: InputSource) throws -> ContextSeries {
        let rows = try InputReader.read(source, options: InputOptions()).features.enumerated().map { number, feature in
            func cell(_ names: String...) -> String { names.lazy.compactMap { feature.properties[$0]?.plainText }.first ?? "" }
            let place = Finding.Place(file: source.name, feature: number)
            let dateText = cell("date", "year")
            guard let date = CalendarDate(periodStart: dateText) else {
                throw InputError(
                    "\"\(dateText)\" is not a date of a context series", at: place,
                    remedy: "Give a column date with a year, a month as YYYY-MM, or a day as YYYY-MM-DD.")
            }
            let valueText = cell("value", "persons")
            guard let value = Double(valueText), value.isFinite else {
                throw InputError(
                    "\"\(valueText)\" is not a number", at: place, remedy: "Give a column value with plain numbers such as 1047.")
            }
            return ContextSeries.Row(
                date: date, dateText: dateText, value: value, label: cell("label"), source: cell("source"),
                sourceDate: cell("source_date"), note: cell("note"), isWhole: cell("whole_year") != "false")
        }
        return ContextSeries(
            title: title, axis: axis, note: note, chart: chart, column: column, drawnFrom: drawnFrom,
            rows: rows.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element),
            file: file, bytes: try source.bytes(limit: 16 << 20))
    }
}

extension CalendarDate {
    /// The first day of a year, a month or a day that is written in full.
    init?(periodStart text: String) {
        switch text.utf8.count {
        case 4: self.init(text + "-01-01")
        case 7: self.init(text + "-01")
        default: self.init(text)
        }
    }
}
