import BorderBase
import BorderModel

/// The words of a context series, with the keys that a page's elements carry.
struct ContextWords {
    /// Of the chapter on a page.
    var id: String
    var title: PageWord
    var axis: PageWord
    var chart: PageWord
    var note: PageWord
    var column: PageWord
    /// Of the drawing's file.
    var figureName: FileStem

    init(_ series: ContextSeries, _ number: Int) {
        id = number == 0 ? "context" : "context-\(number + 1)"
        func word(_ part: String, _ text: LocalText) -> PageWord { PageWord("context\(number):\(part)", text) }
        title = word("title", series.title)
        axis = word("axis", series.axis)
        chart = word("chart", series.chart)
        note = word("note", series.note)
        column = word("column", series.column)
        figureName = FileStem(series.stem, after: "")
    }

    /// Whether a study calls axis and chapter alike in a language: its table needs a name of its own, then.
    var axisRepeatsTitle: Bool { ReportLanguage.allCases.contains { axis.text(in: $0) == title.text(in: $0) } }

    var all: [PageWord] { [title, axis, chart, note, column] }
}

extension ContextSeries {
    /// Whether every figure is one of a year.
    var isYearly: Bool { rows.allSatisfy { $0.dateText.utf8.count == 4 } }

    /// The file's name without folder and ending.
    var stem: String {
        let name = file.split { $0 == "/" || $0 == "\\" || $0 == ":" }.last.map(String.init) ?? "context"
        return name.split(separator: ".").first.map(String.init) ?? name
    }

    /// Whole figures in groups of three, others as short as they can be.
    static func text(of value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? NumberText.grouped(Int(value)) : FixedDecimal.string(shortest: value)
    }
}

extension ContextSeries.Row {
    var valueText: String { ContextSeries.text(of: value) }
}
