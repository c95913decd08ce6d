import BorderAnalysis
import BorderBase

extension ResultTable.Cell {
    /// As a person reads it; `–` where there is nothing to say.
    var shown: String {
        switch self {
        case .text(let text): text
        case .count(let value): NumberText.grouped(value)
        case .kilometres(let length, let places): NumberText.fixed(length?.kilometres, places)
        case .metres(let length, let places): NumberText.fixed(length?.value, places)
        case .percent(let share, let places): NumberText.fixed(share?.percent, places)
        case .number(let value, let places): places < 2 ? NumberText.fixed(value, places) : NumberText.rate(value, places)
        case .probability(let value): value.map(NumberText.probability) ?? NumberText.nothing
        case .flag(let value): value ? "yes" : "no"
        case .none: NumberText.nothing
        }
    }

    /// As a program reads it; empty where there is no value.
    var stored: String {
        switch self {
        case .text(let text): text
        case .count(let value): String(value)
        case .kilometres(let length, _), .metres(let length, _):
            length.map { FixedDecimal.string($0.value, decimals: 3, undefined: "") } ?? ""
        case .percent(let share, _): share.map { FixedDecimal.string($0.fraction, significant: 6, undefined: "") } ?? ""
        case .number(let value, _), .probability(let value):
            value.map { FixedDecimal.string($0, significant: 6, undefined: "") } ?? ""
        case .flag(let value): value ? "true" : "false"
        case .none: ""
        }
    }

    fileprivate var isText: Bool {
        switch self {
        case .text, .flag: true
        default: false
        }
    }
}

extension ResultTable {
    /// A Markdown table with its title as a heading of the third level.
    package func markdown() -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { MarkdownText($0).description }.joined(separator: " | ") + " |"
        }
        var lines = title.isEmpty ? [] : ["### \(MarkdownText(title))", ""]
        lines.append(line(columns.map(\.heading)))
        lines.append("|" + columns.indices.map { isLeft($0) ? " :-- |" : " --: |" }.joined())
        lines += rows.map { line($0.map(\.shown)) }
        for note in notes { lines += ["", MarkdownText(note).description] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// RFC 4180 with a header of field names, lines ended by CR LF; full figures. `constants` are columns that say the same in
    /// every row.
    package func csv(adding constants: [(field: String, value: String)] = []) -> String {
        let kept = columns.indices.filter { columns[$0].field != nil }
        func line(_ cells: [String]) -> String { cells.map(Self.quoted).joined(separator: ",") + "\r\n" }
        let header = line(kept.compactMap { columns[$0].field } + constants.map(\.field))
        return header + rows.map { row in line(kept.map { row[$0].stored } + constants.map(\.value)) }.joined()
    }

    /// A column is set to the left when all its cells are text. Linear in the rows: ask once a column, not once a cell.
    func isLeft(_ column: Int) -> Bool {
        rows.allSatisfy { $0[column].isText || $0[column] == .none } && rows.contains { $0[column].isText }
    }

    private static func quoted(_ text: String) -> String {
        var writer = ByteWriter(capacity: text.utf8.count + 2)
        writer.append(cell: text)
        return writer.text
    }
}
