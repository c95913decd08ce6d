import BorderAnalysis
import BorderBase
import GeoFormats

/// A table of a page: a caption, a button that copies it, and cells that keep figures to the right.
struct HTMLTable {
    struct Column {
        var heading: String
        var key: String?
        var isNumber: Bool
        var cssClass: String?

        init(_ heading: String, key: String? = nil, number: Bool = false, cssClass: String? = nil) {
            self.heading = heading
            self.key = key
            isNumber = number
            self.cssClass = cssClass
        }

        /// A column headed by a word of the catalogue.
        init(_ label: ReportLabel, in language: ReportLanguage, number: Bool = false, cssClass: String? = nil) {
            self.init(label.text(in: language), key: label.rawValue, number: number, cssClass: cssClass)
        }
    }

    enum Cell: Hashable {
        case text(String)
        /// As its source, its file or its author has it: no page translates it.
        case quoted(String)
        case word(PageWord)
        /// Words made of several, in every language.
        case spoken(FindingSentence)
        /// A verdict and its style: drawn with a mark as well as a colour.
        case verdict(ReportLabel, String)

        static func label(_ label: ReportLabel) -> Cell { .word(PageWord(label)) }
    }

    var title: String
    var titleKey: String?
    var columns: [Column]
    var rows: [[Cell]]
    /// Rows that sum up the others.
    var totals: Set<Int> = []
    /// Sentences under the table.
    var notes: [String] = []
    /// Keys of the notes, where the page has them in other languages; the others are as their author has them.
    var noteKeys: [String?] = []
    /// Headings of columns that were left out because every figure in them is 0, with their keys.
    var zeros: [(heading: String, key: String?)] = []
    /// The section's heading says it already.
    var hidesTitle = false
    /// What the table is called where it can be scrolled, if not by its title: the section around it may be called that, and no two have one name.
    var name: ReportLabel?
    /// Few columns of words: on a narrow screen each row becomes a block of its own.
    var stacks = false
    var language = ReportLanguage.english

    func html() -> Markup {
        let unseen: Markup = hidesTitle ? " class=\"unseen-text\"" : ""
        let stacked: Markup = stacks ? " class=\"stack\"" : ""
        var text: Markup =
            "<div class=\"tablebox\"\(place)><div class=\"tablehead\"><b\(unseen)\(key(titleKey))>\(title)</b>\(link)"
        text += "<button type=\"button\" class=\"copy js\" data-t=\"copy\">\(ReportLabel.copy.text(in: language))</button></div>"
        text +=
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"\(name?.text(in: language) ?? title)\"\(nameKey)><table\(stacked)><thead><tr>"
        for column in columns {
            let number: Markup = column.isNumber ? " class=\"n\"" : ""
            text += "<th scope=\"col\"\(number)\(key(column.key))>\(column.heading)</th>"
        }
        text += "</tr></thead><tbody>"
        for (i, row) in rows.enumerated() {
            let classes = [totals.contains(i) ? "total" : nil, repeats(i) ? "again" : nil].compactMap { $0 }
            text += classes.isEmpty ? "<tr>" : "<tr class=\"\(classes.joined(separator: " "))\">"
            for (j, cell) in row.enumerated() where columns.indices.contains(j) { text += html(cell, columns[j], first: j == 0) }
            text += "</tr>"
        }
        text += "</tbody></table></div>"
        if !zeros.isEmpty {
            let headings = zeros.map { zero -> Markup in "<span\(key(zero.key))>\(zero.heading)</span>" }.joined(separator: "; ")
            text += "<p class=\"note\"><span data-t=\"\(ReportLabel.zeroEverywhere.rawValue)\">"
            text += "\(ReportLabel.zeroEverywhere.text(in: language))</span> \(headings)</p>"
        }
        for (i, note) in notes.enumerated() {
            let named = noteKeys.indices.contains(i) ? noteKeys[i] : nil
            text += "<p class=\"note\"\(named == nil ? " translate=\"no\"" : key(named))>\(note)</p>"
        }
        return text + "</div>"
    }

    /// What a link to the table names, where it has a key of its own.
    private var anchor: String? { titleKey.map { "table-" + $0.replacing(":", with: "-") } }
    private var place: Markup { anchor.map { anchor -> Markup in " id=\"\(anchor)\"" } ?? "" }
    private var link: Markup {
        anchor.map { anchor -> Markup in
            "<a class=\"here\" href=\"#\(anchor)\"><span aria-hidden=\"true\">#</span><span class=\"unseen-text\" data-t=\"linkHere\">\(ReportLabel.linkHere.text(in: language))</span></a>"
        } ?? ""
    }
    private var nameKey: Markup { (name?.rawValue ?? titleKey).map { key -> Markup in " data-a=\"\(key)\"" } ?? "" }

    /// The row is about the same thing as the row above: its first cell says so.
    private func repeats(_ i: Int) -> Bool {
        guard i > 0, columns.count > 2, let cell = rows[i].first, let above = rows[i - 1].first else { return false }
        return cell == above
    }

    private func html(_ cell: Cell, _ column: Column, first: Bool) -> Markup {
        var classes = [column.isNumber ? "n" : nil, column.cssClass].compactMap { $0 }
        if case .word = cell { classes.append("cap") }
        if case .quoted(let text) = cell, stacks, text.isEmpty || text == NumberText.nothing { classes.append("nil") }
        if case .text(let text) = cell, stacks, text.isEmpty || text == NumberText.nothing { classes.append("nil") }
        func element(
            _ content: String, _ more: [String] = [], key: String? = nil, quoted: Bool = false, spoken: FindingSentence? = nil
        ) -> Markup {
            let all = (classes + more).joined(separator: " ")
            let (start, end): (Markup, Markup) = first ? ("th scope=\"row\"", "th") : ("td", "td")
            let styled: Markup = all.isEmpty ? "" : " class=\"\(all)\""
            let heading: Markup = stacks ? " data-l=\"\(column.heading)\"" : ""
            let own: Markup = quoted ? " translate=\"no\"" : spoken.map { said -> Markup in " data-s=\"\(said.key)\"" } ?? ""
            return "<\(start)\(styled)\(heading)\(own)\(self.key(key))>\(content)</\(end)>"
        }
        switch cell {
        case .text(let string): return element(string)
        case .quoted(let string): return element(string, quoted: true)
        case .word(let word): return element(word.text(in: language), key: word.key)
        case .spoken(let sentence): return element(sentence.text(in: language), spoken: sentence)
        case .verdict(let label, let style): return element(label.text(in: language), [style], key: label.rawValue)
        }
    }

    private func key(_ name: String?) -> Markup { name.map { name -> Markup in " data-t=\"\(name)\"" } ?? "" }
}
