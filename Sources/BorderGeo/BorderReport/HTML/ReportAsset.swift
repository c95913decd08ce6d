import GeoFormats
import GeoHandles

/// Files of the page that are built into the binary: style sheets, script and template, kept as files of their own under `Resources/report`.
enum ReportAsset: String {
    case theme = "report/theme.css"
    case figures = "report/figures.css"
    case page = "report/page.css"
    case scriptOfColumns = "report/columns.js"
    case scriptOfPage = "report/page.js"
    case scriptOfMap = "report/map.js"
    case scriptOfCard = "report/card.js"
    case scriptOfStrips = "report/strip.js"
    case scriptOfLinks = "report/link.js"
    case template = "report/page.mustache"

    /// The script of a page: one module, whose parts see each other.
    static var script: Markup {
        [scriptOfColumns, scriptOfPage, scriptOfMap, scriptOfCard, scriptOfStrips, scriptOfLinks].reduce(into: "") {
            $0 += $1.markup
        }
    }

    /// The same for a page or a drawing.
    var markup: Markup { Markup(vouchedFor: text) }

    /// Empty where the table of built-in files lacks it, which a test excludes.
    var text: String { BuiltInFile.bytes(rawValue).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
