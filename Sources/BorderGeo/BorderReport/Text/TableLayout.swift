import BorderAnalysis
import BorderBase

/// A table set in columns of a terminal: text to the left, figures to the right.
///
/// Headings take lines enough to be no wider than their column, and long texts are wrapped. Where a terminal is too narrow, both are wrapped earlier; where that
/// is not enough, columns are left out, those that hold nothing first, then details, then from the right, answers last, and the table says which. Linear in its cells.
struct TableLayout {
    private let table: ResultTable
    private let style: TextStyle
    private let cells: [[String]]

    init(_ table: ResultTable, _ style: TextStyle) {
        self.table = table
        self.style = style
        cells = table.rows.map { row in row.map { TerminalText($0.shown, isLine: true).description } }
    }

    var text: String {
        var kept = Array(table.columns.indices)
        guard let width = style.width else { return rendered(kept, .wide) }
        var left: [Int] = []
        while true {
            if let limits = Limits.all.first(where: { measured(kept, $0).total <= width }) {
                return rendered(kept, limits, leavingOut: left)
            }
            guard let least = kept.min(by: { importance($0) < importance($1) }), importance(least) < .key else {
                return rendered(kept, .narrow, leavingOut: left)
            }
            kept.removeAll { $0 == least }
            left.append(least)
        }
    }

    // MARK: - What may go

    /// How much is lost with a column; `tier` first, then the place.
    private struct Importance: Comparable {
        var tier: Int
        var place: Int

        static let key = Importance(tier: 4, place: .min)

        static func < (a: Importance, b: Importance) -> Bool { (a.tier, a.place) < (b.tier, b.place) }
    }

    private func importance(_ column: Int) -> Importance {
        // What a row is about is in the first columns of text.
        if (0...column).allSatisfy({ table.isLeft($0) }), column < Self.keyColumns { return Importance(tier: 4, place: -column) }
        let isEmpty = table.rows.allSatisfy { $0[column].isNothing }
        let heading = table.columns[column]
        return Importance(tier: isEmpty ? 0 : heading.isDetail ? 1 : heading.isAnswer ? 3 : 2, place: -column)
    }

    /// Leading columns of text that are always shown.
    private static let keyColumns = 3

    // MARK: - How wide it is

    /// Columns that a text and a heading may take before they are wrapped.
    private struct Limits {
        var text: Int
        var heading: Int

        static let wide = Limits(text: 36, heading: 12)
        static let narrow = Limits(text: 16, heading: 4)
        static let all = [wide, Limits(text: 30, heading: 9), Limits(text: 22, heading: 7), narrow]
    }

    private struct Measured {
        var headings: [WrappedText]
        var widths: [Int]

        var total: Int { widths.reduce(0, +) + 2 * max(0, widths.count - 1) }
    }

    private func measured(_ kept: [Int], _ limits: Limits) -> Measured {
        var result = Measured(headings: [], widths: [])
        for column in kept {
            let content = cells.reduce(0) { widest, row in
                let cell = row[column]
                // No character takes more columns than bytes.
                let fits = cell.utf8.count <= limits.text
                return max(widest, fits ? DisplayWidth.of(cell) : WrappedText(cell, width: limits.text).width)
            }
            let heading = WrappedText(table.columns[column].heading, width: max(content, limits.heading))
            result.headings.append(heading)
            result.widths.append(max(heading.width, content))
        }
        return result
    }

    // MARK: - Setting it

    private func rendered(_ kept: [Int], _ limits: Limits, leavingOut left: [Int] = []) -> String {
        let measured = measured(kept, limits)
        let areLeft = kept.map(table.isLeft)
        func line(_ cells: [String]) -> String {
            let padded = cells.indices.map { i in
                let space = String(repeating: " ", count: measured.widths[i] - DisplayWidth.of(cells[i]))
                return areLeft[i] ? cells[i] + space : space + cells[i]
            }
            var text = padded.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        func block(_ cells: [WrappedText], atBottom: Bool) -> [String] {
            let height = cells.reduce(1) { max($0, $1.lines.count) }
            return (0..<height).map { i in
                line(
                    cells.map { cell in
                        let at = atBottom ? i - (height - cell.lines.count) : i
                        return cell.lines.indices.contains(at) ? cell.lines[at] : ""
                    })
            }
        }
        var text = table.title.isEmpty ? "" : style.paragraph(table.title, dressed: style.strong)
        for row in block(measured.headings, atBottom: true) { text += style.faint(row) + "\n" }
        for row in cells {
            for line in block(kept.map { WrappedText(row[$0], width: limits.text) }, atBottom: false) { text += line + "\n" }
        }
        for note in table.notes + notes(on: left) { text += style.paragraph(note, dressed: style.faint) }
        return text
    }

    private func notes(on left: [Int]) -> [String] {
        guard !left.isEmpty, let width = style.width else { return [] }
        let names = left.sorted().map { "\"\(table.columns[$0].heading)\"" }.joined(separator: ", ")
        return ["Not shown in \(width) columns: \(names). CSV has every column."]
    }
}

extension ResultTable {
    /// The table for a terminal, as wide as `style` says.
    package func text(_ style: TextStyle = .plain) -> String { TableLayout(self, style).text }
}

extension ResultTable.Cell {
    /// Whether it says no more than that there is nothing.
    fileprivate var isNothing: Bool {
        switch self {
        case .count(let value): value == 0
        case .kilometres(let length, _), .metres(let length, _): (length?.value ?? 0) == 0
        case .none: true
        case .number(let value, _), .probability(let value): value == nil
        case .text(let text): text.isEmpty
        case .percent(let share, _): share == nil
        case .flag: false
        }
    }
}
